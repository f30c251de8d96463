package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Seg6Action;
import dev.multipath.netlink.model.Seg6Local;
import dev.multipath.netlink.model.TunnelOption;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Encapsulations byte by byte, those with tunnel options above all, which never go to a kernel here. */
final class EncapsulationCodecTest {
    private static final String HEADER = "0a 00 00 00 fe 03 00 01 00000000";
    private static final String OIF = "0800 0400 03000000";

    private static final IpAddress FAR = IpAddress.parse("192.0.2.9");

    static Stream<Arguments> encapsulations() {
        return Stream.of(
                Arguments.of(
                        "2c00 1600"
                                + "0800 0200 c0000209"
                                + "2000 0800"
                                + "1c00 0100  0600 0100 0102 0000  0500 0200 80 000000  0800 0300 11223344",
                        2,
                        Encapsulation.Ip.to(FAR)
                                .options(List.of(new TunnelOption.Geneve(0x102, 0x80, ByteString.parse("11223344")))),
                        "encap ip dst 192.0.2.9 geneve_opts 102:80:11223344"),
                // Two, which the kernel reports in one nest.
                Arguments.of(
                        "4400 1600"
                                + "0800 0200 c0000209"
                                + "3800 0800 3400 0100"
                                + "0600 0100 0102 0000  0500 0200 80 000000  0800 0300 11223344"
                                + "0600 0100 0103 0000  0500 0200 81 000000  0800 0300 55667788",
                        2,
                        Encapsulation.Ip.to(FAR)
                                .options(List.of(
                                        new TunnelOption.Geneve(0x102, 0x80, ByteString.parse("11223344")),
                                        new TunnelOption.Geneve(0x103, 0x81, ByteString.parse("55667788")))),
                        "encap ip dst 192.0.2.9 geneve_opts 102:80:11223344,103:81:55667788"),
                Arguments.of(
                        "1c00 1600 0800 0200 c0000209 1000 0800 0c00 0200 0800 0100 48040000",
                        2,
                        Encapsulation.Ip.to(FAR).options(List.of(new TunnelOption.Vxlan(0x448))),
                        "encap ip dst 192.0.2.9 vxlan_opts 1096"),
                Arguments.of(
                        "2400 1600 0800 0200 c0000209 1800 0800 1400 0300 0500 0100 01 000000 0800 0200 00000010",
                        2,
                        Encapsulation.Ip.to(FAR).options(List.of(TunnelOption.Erspan.version1(16))),
                        "encap ip dst 192.0.2.9 erspan_opts 1:16::"),
                Arguments.of(
                        "3800 1600 1400 0200 20010db8000000000000000000000009"
                                + "2000 0800 1c00 0300 0500 0100 02 000000 0500 0300 01 000000 0500 0400 07 000000",
                        4,
                        Encapsulation.Ip.to(IpAddress.parse("2001:db8::9"))
                                .options(List.of(TunnelOption.Erspan.version2(1, 7))),
                        "encap ip6 dst 2001:db8::9 erspan_opts 2::1:7"),
                Arguments.of(
                        "1800 1600 0c00 0100 00064000 000c8100 0500 0200 40 000000",
                        1,
                        Encapsulation.Mpls.push(LabelStack.of(100, 200)).ttl(64),
                        "encap mpls 100/200 ttl 64"),
                Arguments.of(
                        "1400 1600 0800 0100 08000000 0800 0900 64000000",
                        7,
                        Seg6Local.of(Seg6Action.END_DT4).toBuilder()
                                .vrfTable(100)
                                .build(),
                        "encap seg6local action End.DT4 vrftable 100"),
                Arguments.of(
                        "2800 1600 0800 0100 01000000"
                                + "1c00 0b00 0800 0100 10000000 0500 0200 30 000000 0500 0300 10 000000",
                        7,
                        Seg6Local.of(Seg6Action.END).toBuilder()
                                .flavors(new Seg6Local.Flavors(
                                        Seg6Local.Flavors.NEXT_CSID, OptionalInt.of(48), OptionalInt.of(16)))
                                .build(),
                        "encap seg6local action End flavors next-csid lblen 48 nflen 16"),
                // Labels with a TTL of their own are none the record has a place for.
                Arguments.of(
                        "0c00 1600 0800 0100 00064140",
                        1,
                        new Encapsulation.Other(1, ByteString.parse("0800010000064140")),
                        "encap type 1 0x0800010000064140"),
                // A segment already left.
                Arguments.of(
                        "2400 1600 2000 0100 01000000 0002 04 01 00 00 0000 20010db8000000000000000000000001",
                        5,
                        new Encapsulation.Other(
                                5,
                                ByteString.parse(
                                        "200001000100000000020401000000" + "0020010db8000000000000000000000001")),
                        "encap type 5 0x20000100010000000002040100000000" + "20010db8000000000000000000000001"),
                Arguments.of(
                        "0c00 1600 0800 0100 2a000000",
                        10,
                        new Encapsulation.Other(10, ByteString.parse("080001002a000000")),
                        "encap type 10 0x080001002a000000"));
    }

    @ParameterizedTest
    @MethodSource("encapsulations")
    void bytes_are_read_printed_and_come_out_again(String hex, int type, Encapsulation expected, String words)
            throws DecodeException {
        String attributes = OIF + hex + "0600 1500 " + String.format("%02x", type) + "00 0000";
        Route route = RouteCodec.decode(Bytes.message(message(attributes)));
        NextHop hop = route.target().hops().get(0);
        assertThat(hop.encapsulation()).contains(expected);
        assertThat(hop.unknown().attributes()).isEmpty();
        assertThat(expected).hasToString(words);
        assertThat(route.toString()).contains(words);

        ByteBuf request = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(request).begin(Rtm.RTM_NEWROUTE, 0, 0);
        RouteCodec.encodeRequest(route, writer);
        writer.end();
        assertThat(RouteCodec.decode(Bytes.message(request)).target()).isEqualTo(route.target());
        ByteBuf reply = Unpooled.buffer();
        writer = new MessageWriter(reply).begin(Rtm.RTM_NEWROUTE, 0, 0);
        RouteCodec.encode(route, writer);
        writer.end();
        assertThat(RouteCodec.decode(Bytes.message(reply))).isEqualTo(route);
        if (!(expected instanceof Encapsulation.Ip)) {
            assertThat(ByteBufUtil.hexDump(reply)).contains(hex.replace(" ", ""));
        }
    }

    /** Its kind may stand before or behind it, and a half alone is kept as it is. */
    @Test
    void the_kind_is_found_wherever_it_stands() throws DecodeException {
        String tunnel = "0c00 1600 0800 0200 c0000209";
        String kind = "0600 1500 0200 0000";
        for (String attributes : List.of(tunnel + kind + OIF, kind + OIF + tunnel, OIF + kind + tunnel)) {
            Route route = RouteCodec.decode(Bytes.message(message(attributes)));
            assertThat(route.target().hops().get(0).encapsulation()).contains(Encapsulation.Ip.to(FAR));
        }
        for (String half : List.of(tunnel, kind)) {
            NextHop hop = RouteCodec.decode(Bytes.message(message(OIF + half)))
                    .target()
                    .hops()
                    .get(0);
            assertThat(hop.encapsulation()).isEmpty();
            assertThat(hop.unknown().attributes()).hasSize(1);
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("0a00 1600 0600 0200 c000 0000", 2, "RTA_ENCAP.LWTUNNEL_IP_DST at byte 44: 2 bytes, 4"),
                Arguments.of("0c00 1600 0900 0200 c0000209", 2, "RTA_ENCAP.LWTUNNEL_IP_DST at byte 40: nla_len 9"),
                Arguments.of(
                        "1400 1600 1000 0800 0c00 0100 0800 0100 01020304",
                        2,
                        "RTA_ENCAP.LWTUNNEL_IP_OPTS.LWTUNNEL_IP_OPTS_GENEVE.LWTUNNEL_IP_OPT_GENEVE_CLASS at byte 52"),
                Arguments.of("0a00 1600 0600 0100 0001 0000", 5, "RTA_ENCAP.SEG6_IPTUNNEL_SRH at byte 44: 2 bytes"),
                Arguments.of("0a00 1600 0600 0100 0001 0000", 7, "RTA_ENCAP.SEG6_LOCAL_ACTION at byte 44: 2 bytes"),
                Arguments.of("0a00 1600 0600 0100 0001 0000", 1, "RTA_ENCAP.MPLS_IPTUNNEL_DST at byte 44: 2 bytes"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void what_is_broken_is_named(String hex, int type, String expected) {
        String attributes = OIF + hex + "0600 1500 " + String.format("%02x", type) + "00 0000";
        assertThatThrownBy(() -> RouteCodec.decode(Bytes.message(message(attributes))))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(expected);
    }

    private static ByteBuf message(String attributes) {
        ByteBuf body = Bytes.of(HEADER + attributes);
        ByteBuf message = Unpooled.buffer();
        message.writeIntLE(16 + body.readableBytes())
                .writeShortLE(Rtm.RTM_NEWROUTE)
                .writeZero(10)
                .writeBytes(body);
        return message;
    }
}

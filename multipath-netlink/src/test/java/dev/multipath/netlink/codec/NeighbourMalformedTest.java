package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are not a neighbour, forwarding entry, neighbour table or group say where they are not. */
final class NeighbourMalformedTest {
    private static final String IPV4 = "02 000000 03000000 0200 00 01";
    private static final String PROXY = "02 000000 03000000 0000 08 01";
    private static final String FDB = "07 000000 03000000 8000 00 00";
    private static final String MAC = "0a00 0200 020000000001 0000";
    private static final String TABLE = "02 000000";
    private static final String GROUP = "0a 80 80 fd 03000000";

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(28, "02 000000", "ndmsg at byte 16: 4 bytes, at least 12 needed"),
                Arguments.of(28, "", "ndmsg at byte 16: 0 bytes, at least 1 needed"),
                Arguments.of(28, IPV4, "NDA_DST at byte 16: is not there"),
                Arguments.of(28, IPV4 + "0600 0100 0a00 0000", "NDA_DST at byte 32: 2 bytes, 4 expected"),
                Arguments.of(
                        28,
                        IPV4 + "0800 0100 0a000001 0800 0300 00000000",
                        "NDA_CACHEINFO at byte 40: 4 bytes, at least 8 expected"),
                Arguments.of(
                        28,
                        IPV4 + "0800 0100 0a000001 0600 0400 0000 0000",
                        "NDA_PROBES at byte 40: 2 bytes, 4 expected"),
                Arguments.of(
                        28,
                        IPV4 + "0800 0100 0a000001 2800 0200" + "00".repeat(36),
                        "NDA_LLADDR at byte 40: hardware address length 36 is outside 0..32"),
                Arguments.of(
                        28,
                        PROXY + "0800 0100 0a000001 0800 0f00 01000000",
                        "ndmsg at byte 16: a proxy is neither managed nor validated"),
                Arguments.of(28, FDB, "NDA_LLADDR at byte 16: is not there"),
                Arguments.of(28, FDB + MAC + "0600 0500 0010 0000", "ndmsg at byte 16: VLAN 4096 is outside 0..4095"),
                Arguments.of(
                        28, FDB + MAC + "0700 0100 0a000000", "NDA_DST at byte 44: an IP address has 4 or 16 bytes"),
                Arguments.of(
                        28,
                        FDB + MAC + "0800 0100 0a000001 0800 0d00 05000000",
                        "ndmsg at byte 16: a nexthop group together with a remote end"),
                Arguments.of(
                        28,
                        FDB + MAC + "0c00 0e80 0800 0100 01000000",
                        "NDA_FDB_EXT_ATTRS.NFEA_ACTIVITY_NOTIFY at byte 48: 4 bytes, 1 expected"),
                Arguments.of(
                        28,
                        FDB + MAC + "0c00 0e80 0500 0200 01000000",
                        "NDA_FDB_EXT_ATTRS.NFEA_DONT_REFRESH at byte 48: 1 bytes, 0 expected"),
                Arguments.of(64, "02", "ndtmsg at byte 16: 1 bytes, at least 4 needed"),
                Arguments.of(64, TABLE, "NDTA_NAME at byte 16: is not there"),
                Arguments.of(
                        64,
                        TABLE + "0600 0100 6100 0000 0800 0500 00000000",
                        "NDTA_CONFIG at byte 32: 4 bytes, 32 expected"),
                Arguments.of(
                        64,
                        TABLE + "0600 0100 6100 0000 0c00 0600 0800 0300 00000000",
                        "NDTA_PARMS.NDTPA_REACHABLE_TIME at byte 36: 4 bytes, 8 expected"),
                Arguments.of(56, GROUP, "ifaddrmsg at byte 16: one of IFA_MULTICAST and IFA_ANYCAST ought to be there"),
                Arguments.of(56, GROUP + "0800 0700 e0000001", "IFA_MULTICAST at byte 28: 4 bytes, 16 expected"),
                Arguments.of(
                        60,
                        "02 21 80 fd 03000000 0800 0500 0a000001",
                        "ifaddrmsg at byte 16: prefix length 33 of 10.0.0.1"),
                Arguments.of(
                        20,
                        "02 18 80 00 03000000 0800 0100 0a000001 0600 0a00 0000 0000",
                        "IFA_TARGET_NETNSID at byte 36: 2 bytes, 4 expected"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void the_place_is_named(int type, String body, String expected) {
        ByteBuf bytes = Bytes.of(body);
        ByteBuf message = Unpooled.buffer();
        message.writeIntLE(16 + bytes.readableBytes())
                .writeShortLE(type)
                .writeZero(10)
                .writeBytes(bytes);

        assertThatThrownBy(() -> RtDecoder.decode(Bytes.message(message)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(expected);
    }
}

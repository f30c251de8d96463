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

/** Bytes that are not a route, rule, link or address say where they are not. */
final class MalformedTest {
    private static final String ROUTE = "02 18 00 00 fe 03 00 01 00000000";
    private static final String ROUTE6 = "0a 18 00 00 fe 03 00 01 00000000";
    private static final String RULE = "02 00 00 00 fe 0000 01 00000000";

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(24, "02 18 00", "rtmsg at byte 16: 3 bytes, at least 12 needed"),
                Arguments.of(24, "", "rtmsg at byte 16: 0 bytes, at least 1 needed"),
                Arguments.of(24, ROUTE + "0700 0500 0a0000 00", "RTA_GATEWAY at byte 32: 3 bytes, 4 expected"),
                Arguments.of(24, ROUTE6 + "0800 0500 0a000001", "RTA_GATEWAY at byte 32: 4 bytes, 16 expected"),
                Arguments.of(24, ROUTE + "0600 0600 0100 0000", "RTA_PRIORITY at byte 32: 2 bytes, 4 expected"),
                Arguments.of(24, "02 21 00 00 fe 03 00 01 00000000", "rtmsg at byte 16: prefix length 33"),
                Arguments.of(24, ROUTE + "0300 0600", "RTA_PRIORITY at byte 28: nla_len 3 is outside 4..4"),
                Arguments.of(24, ROUTE + "0800 1200 1c000000", "RTA_VIA at byte 32: a gateway of family 28"),
                Arguments.of(24, ROUTE + "0800 1200 0a000000", "RTA_VIA at byte 32: 4 bytes, 18 expected"),
                Arguments.of(
                        24,
                        ROUTE + "0c00 0900 0000 00 00 03000000",
                        "RTA_MULTIPATH at byte 32: rtnh_len 0 of leg 0 is outside 8..8"),
                Arguments.of(
                        24,
                        ROUTE + "0c00 0900 0900 00 00 03000000",
                        "RTA_MULTIPATH at byte 32: rtnh_len 9 of leg 0 is outside 8..8"),
                Arguments.of(
                        24,
                        ROUTE + "0800 0900 0800 00 00",
                        "RTA_MULTIPATH at byte 32: rtnh_len 0 of leg 0 is outside 8..4"),
                Arguments.of(
                        24,
                        ROUTE + "1c00 0900 0800 00 00 03000000 1000 00 00 04000000 0800 0b00 0000",
                        "nla_len 28 is outside 4..26"),
                Arguments.of(
                        24,
                        ROUTE + "1c00 0900 0800 00 00 03000000 1000 00 00 04000000 0600 0500 0000 0000",
                        "RTA_MULTIPATH[1].RTA_GATEWAY at byte 52: 2 bytes, 4 expected"),
                Arguments.of(24, ROUTE + "0c00 0800 0900 0200 00000000", "RTA_METRICS.RTAX_MTU at byte 32: nla_len 9"),
                Arguments.of(24, ROUTE + "0c00 0c00 0000000000000000", "RTA_CACHEINFO at byte 32: 8 bytes"),
                Arguments.of(32, RULE + "0800 1400 01000000", "FRA_UID_RANGE at byte 32: 4 bytes, 8 expected"),
                Arguments.of(
                        32, RULE + "0c00 1400 02000000 01000000", "FRA_UID_RANGE at byte 32: range 2-1 is backwards"),
                Arguments.of(32, RULE + "0600 0d00 0100 0000", "FRA_SUPPRESS_IFGROUP at byte 32: 2 bytes, 4 expected"),
                Arguments.of(32, RULE + "1400 0300" + "61".repeat(16), "fib_rule_hdr at byte 16: interface name"),
                Arguments.of(32, "02 00", "fib_rule_hdr at byte 16: 2 bytes, at least 12 needed"),
                Arguments.of(20, "02 18 80 00 01000000", "IFA_ADDRESS at byte 16: neither"),
                Arguments.of(20, "02 21 80 00 01000000 0800 0100 7f000001", "ifaddrmsg at byte 16: prefix length 33"),
                Arguments.of(20, "0a 80 80 00 01000000 0800 0100 7f000001", "IFA_ADDRESS at byte 28: 4 bytes, 16"),
                Arguments.of(16, "00 00 0100", "ifinfomsg at byte 16: 4 bytes, at least 16 needed"),
                Arguments.of(
                        16,
                        "00 00 0100 01000000 00000000 00000000 0600 2100 0100 0000",
                        "IFLA_CARRIER at byte 36: 2 bytes, 1 expected"),
                Arguments.of(
                        16,
                        "00 00 0100 01000000 00000000 00000000 0800 1200 0900 0100",
                        "IFLA_LINKINFO.IFLA_INFO_KIND at byte 36: nla_len 9"),
                Arguments.of(
                        16,
                        "00 00 0100 01000000 00000000 00000000 0c00 3480 0900 3500 78000000",
                        "IFLA_PROP_LIST.IFLA_ALT_IFNAME at byte 36: nla_len 9"),
                Arguments.of(88, "", "rtgenmsg at byte 16: 0 bytes, at least 1 needed"),
                Arguments.of(88, "00000000 0600 0100 0100 0000", "NETNSA_NSID at byte 24: 2 bytes, 4 expected"),
                Arguments.of(92, "00 00 0000 01000000", "if_stats_msg at byte 16: 8 bytes, at least 12 needed"),
                Arguments.of(92, "00 00 0000 00000000 00000000", "if_stats_msg at byte 16: interface index 0"),
                Arguments.of(
                        92,
                        "00 00 0000 01000000 01000000 0800 0100 00000000",
                        "IFLA_STATS_LINK_64 at byte 32: 4 bytes are not whole numbers of 8"));
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

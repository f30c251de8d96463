package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.codec.conntrack.ConntrackRecords;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** What a filter asks the kernel for, and what it lets through of the answer. */
final class ConntrackFilterTest {
    private static final IpPrefix UPLINK = IpPrefix.parse("192.0.2.2");

    private static String asked(ConntrackFilter filter) {
        ByteBuf out = Unpooled.buffer();
        filter.encode(new MessageWriter(out));
        return ByteBufUtil.hexDump(out);
    }

    @Test
    void a_single_ipv4_address_and_a_protocol_are_left_to_the_kernel() {
        assertThat(asked(ConntrackFilter.ALL)).isEqualTo("00000000");
        assertThat(asked(ConntrackFilter.ALL.replyDestination(UPLINK)))
                .isEqualTo("02000000" + "100002800c00018008000200c0000202" + "140019800800010000000000"
                        + "0800020002000000");
        assertThat(asked(ConntrackFilter.ALL.family(AddressFamily.INET6).protocol(17)))
                .isEqualTo("0a000000" + "100001800c0002800500010011000000" + "140019800800010008000000"
                        + "0800020000000000");
        assertThat(asked(ConntrackFilter.ALL.zone(5))).isEqualTo("00000000" + "0600120000050000");
    }

    @Test
    void what_the_kernel_cannot_compare_is_not_sent() {
        assertThat(asked(ConntrackFilter.ALL.replyDestination(IpPrefix.parse("192.0.2.0/24"))))
                .isEqualTo("02000000");
        assertThat(asked(ConntrackFilter.ALL.replyDestination(IpPrefix.parse("2001:db8::1"))))
                .isEqualTo("0a000000");
        assertThat(asked(ConntrackFilter.ALL.protocol(17))).isEqualTo("00000000");
    }

    @Test
    void each_condition_holds_for_what_it_is_about() {
        for (long seed = 0; seed < 500; seed++) {
            ConntrackEntry entry = new ConntrackRecords(seed).entry();
            IpAddress to = entry.reply().destination();
            assertThat(ConntrackFilter.ALL
                            .family(entry.family())
                            .protocol(entry.original().protocol())
                            .mark(FwMark.exactly(entry.mark().orElse(0)))
                            .zone(entry.zoneId())
                            .originalSource(IpPrefix.host(entry.original().source()))
                            .originalDestination(IpPrefix.host(entry.original().destination()))
                            .replySource(IpPrefix.host(entry.reply().source()))
                            .replyDestination(IpPrefix.host(to))
                            .matches(entry))
                    .isTrue();
            assertThat(ConntrackFilter.ALL
                            .protocol(entry.original().protocol() ^ 1)
                            .matches(entry))
                    .isFalse();
            assertThat(ConntrackFilter.ALL
                            .mark(FwMark.exactly(entry.mark().orElse(0) ^ 1))
                            .matches(entry))
                    .isFalse();
            assertThat(ConntrackFilter.ALL.zone(entry.zoneId() ^ 1).matches(entry))
                    .isFalse();
            assertThat(ConntrackFilter.ALL
                            .replyDestination(IpPrefix.host(to.next()))
                            .matches(entry))
                    .isFalse();
            assertThat(ConntrackFilter.ALL
                            .replySource(IpPrefix.host(entry.reply().source().next()))
                            .matches(entry))
                    .isFalse();
            assertThat(ConntrackFilter.ALL
                            .originalSource(
                                    IpPrefix.host(entry.original().source().next()))
                            .matches(entry))
                    .isFalse();
            assertThat(ConntrackFilter.ALL
                            .originalDestination(
                                    IpPrefix.host(entry.original().destination().next()))
                            .matches(entry))
                    .isFalse();
        }
    }

    @Test
    void addresses_of_two_families_contradict_each_other() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ConntrackFilter.ALL.family(AddressFamily.INET6).replySource(UPLINK));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConntrackFilter.ALL
                        .originalSource(IpPrefix.parse("::1"))
                        .replySource(UPLINK));
        assertThatIllegalArgumentException().isThrownBy(() -> ConntrackFilter.ALL.family(AddressFamily.MPLS));
    }

    @Test
    void it_is_shown_as_the_tool_would_be_called() {
        assertThat(ConntrackFilter.ALL).hasToString("");
        assertThat(ConntrackFilter.ALL
                        .family(AddressFamily.INET)
                        .protocol(6)
                        .mark(new FwMark(0x100, 0xff00))
                        .zone(3)
                        .replyDestination(UPLINK))
                .hasToString("-f ipv4 -p 6 -m 0x100/0xff00 -w 3 -q 192.0.2.2/32");
    }
}

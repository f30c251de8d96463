package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.Endpoint;
import dev.multipath.netlink.model.sockdiag.SocketState;
import dev.multipath.netlink.model.sockdiag.SocketTimer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which sockets a filter lets through. */
final class SocketFilterTest {
    private static DiagSocket socket(String local, String remote, SocketState state, OptionalLong mark) {
        IpAddress address = IpAddress.parse(local);
        return new DiagSocket(
                address.family(),
                DiagSocket.TCP,
                state,
                SocketTimer.NONE,
                new Endpoint(address, 5000),
                new Endpoint(IpAddress.parse(remote), 443),
                3,
                1,
                0,
                0,
                0,
                7,
                mark,
                UnknownAttributes.NONE);
    }

    private static final DiagSocket PLAIN =
            socket("192.0.2.2", "203.0.113.9", SocketState.ESTABLISHED, OptionalLong.of(0x107));
    private static final DiagSocket MAPPED =
            socket("::ffff:192.0.2.2", "::ffff:203.0.113.9", SocketState.ESTABLISHED, OptionalLong.empty());

    @Test
    void an_ipv4_prefix_finds_mapped_addresses_and_no_others() {
        SocketFilter local = SocketFilter.ALL.local(IpPrefix.parse("192.0.2.0/24"));
        assertThat(local.matches(PLAIN)).isTrue();
        assertThat(local.matches(MAPPED)).isTrue();
        assertThat(SocketFilter.ALL.remote(IpPrefix.parse("203.0.113.9")).matches(MAPPED))
                .isTrue();
        assertThat(SocketFilter.ALL.local(IpPrefix.parse("192.0.3.0/24")).matches(MAPPED))
                .isFalse();
        assertThat(SocketFilter.ALL
                        .local(IpPrefix.parse("::ffff:192.0.2.0/120"))
                        .matches(MAPPED))
                .isTrue();
        assertThat(SocketFilter.ALL
                        .local(IpPrefix.parse("::ffff:192.0.2.0/120"))
                        .matches(PLAIN))
                .isFalse();
    }

    @Test
    void every_condition_counts() {
        SocketFilter filter = SocketFilter.CONNECTED
                .protocol(DiagSocket.TCP)
                .local(IpPrefix.parse("192.0.2.2"))
                .remote(IpPrefix.parse("203.0.113.0/24"))
                .mark(new FwMark(0x100, 0xff00))
                .interfaceIndex(3);
        assertThat(filter.matches(PLAIN)).isTrue();
        assertThat(filter.protocol(DiagSocket.UDP).matches(PLAIN)).isFalse();
        assertThat(filter.states(SocketState.LISTEN).matches(PLAIN)).isFalse();
        assertThat(filter.mark(FwMark.exactly(0x100)).matches(PLAIN)).isFalse();
        assertThat(filter.interfaceIndex(4).matches(PLAIN)).isFalse();
        assertThat(filter.interfaceIndex(0).matches(PLAIN)).isFalse();
    }

    @Test
    void a_mark_nobody_tells_is_none_of_those_asked_for() {
        assertThat(SocketFilter.ALL.mark(FwMark.exactly(0)).matches(MAPPED)).isFalse();
    }

    @Test
    void the_kernel_is_asked_for_states_and_families() {
        assertThat(SocketFilter.ALL.stateBits()).isEqualTo(0xffff_ffffL);
        assertThat(SocketFilter.CONNECTED.stateBits()).isEqualTo(0b1011_0011_1110);
        assertThat(SocketFilter.ALL.local(IpPrefix.parse("2001:db8::1")).families())
                .containsExactly(AddressFamily.INET6);
        assertThat(SocketFilter.ALL.local(IpPrefix.parse("192.0.2.2")).families())
                .containsExactly(AddressFamily.INET, AddressFamily.INET6);
        assertThat(SocketFilter.ALL.protocols()).containsExactly(DiagSocket.TCP, DiagSocket.UDP);
    }

    @Test
    void what_the_kernel_has_no_bit_for_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SocketFilter.ALL.states(new SocketState(32)));
        assertThatIllegalArgumentException().isThrownBy(() -> SocketFilter.ALL.protocol(132));
        assertThatIllegalArgumentException().isThrownBy(() -> SocketFilter.ALL.interfaceIndex(-1));
    }

    @Test
    void it_is_shown_as_the_tool_would_be_called() {
        assertThat(SocketFilter.ALL).hasToString("-tu");
        assertThat(SocketFilter.ALL.protocol(6).states(SocketState.LISTEN).local(IpPrefix.parse("192.0.2.2")))
                .hasToString("-t state LISTEN src 192.0.2.2/32");
    }
}

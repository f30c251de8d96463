package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.by;
import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class FibLookupTest {
    private static final String SITE = """
        link 2 lan0
        link 3 eth0
        address eth0 2001:db8:a::2/64
        route6 local 2001:db8:a::2 dev eth0 table local
        route6 anycast 2001:db8:a:: dev eth0 table local
        route6 multicast ff00::/8 dev eth0 table local
        route6 default via 2001:db8:a::1 dev eth0
        """;

    @Test
    void anInterfaceThatIsNotThereIsSaid() {
        Explained in = by(SITE, to("198.51.100.7").incoming("ghost0"));
        assertThat(in.answer()).isEqualTo("ENODEV");
        assertThat(in.why()).isEqualTo("there is no interface ghost0");
        assertThat(by(SITE, to("198.51.100.7").outgoing("ghost1")).why()).isEqualTo("there is no interface ghost1");
    }

    @Test
    void ipv6DeliversToItsAddressesAndAnycast() {
        assertThat(by(SITE, to("2001:db8:a::2")).answer()).isEqualTo("local");
        assertThat(by(SITE, to("2001:db8:a::")).answer()).isEqualTo("anycast");
        assertThat(by(SITE, to("2001:db8:a::2", "2001:db8:c::9").incoming("lan0"))
                        .answer())
                .isEqualTo("local");
    }

    @Test
    void ipv6MulticastLeavesByTheBoundDevice() {
        assertThat(by(SITE, to("ff02::1").outgoing("eth0")).answer()).isEqualTo("dev eth0");
        assertThat(by(SITE, to("ff02::1").outgoing("lan0")).answer()).isEqualTo("ENETUNREACH");
        assertThat(by(SITE, to("ff02::1").incoming("eth0")).answer()).isEqualTo("unresolved");
    }

    @Test
    void aHostThatDoesNotForwardIpv6SaysSo() {
        LookupSettings host = new LookupSettings(false, 0, false, false);
        assertThat(by(SITE, to("2001:db8:f::7", "2001:db8:c::9").incoming("lan0"), host)
                        .explanation()
                        .notes())
                .containsExactly("net.ipv6.conf.all.forwarding is 0: the packet is dropped all the same");
    }

    @Test
    void aForeignIpv6SourceIsSaid() {
        assertThat(by(SITE, to("2001:db8:f::7", "2001:db8:c::9")).explanation().notes())
                .containsExactly("2001:db8:c::9 is not an address of this machine: a plain socket cannot send from it");
        assertThat(by(SITE, to("2001:db8:f::7", "2001:db8:a::2")).explanation().notes())
                .isEmpty();
    }

    @Test
    void thePacketMustBePossible() {
        assertThatThrownBy(() -> to("198.51.100.7", "2001:db8::1")).hasMessageContaining("two families");
        assertThatThrownBy(() -> to("198.51.100.7").incoming("a").outgoing("b"))
                .hasMessageContaining("no socket bound");
        assertThatThrownBy(() -> to("198.51.100.7").mark(1L << 32))
                .hasMessage("mark 4294967296 is outside 0..4294967295");
        assertThatThrownBy(() -> to("198.51.100.7").destinationPort(65536))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> to("198.51.100.7").tos(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LookupSettings(true, 3, false, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Packet.to(IpAddress.parse("::1")).tos()).isZero();
        assertThatThrownBy(
                        () -> new Verdict.Leaves(dev.multipath.netlink.model.RouteType.UNICAST, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

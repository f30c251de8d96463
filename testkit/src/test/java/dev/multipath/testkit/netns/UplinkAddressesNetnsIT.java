package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices and addresses that come and go: seen by real traffic over each kind of uplink. */
@NetnsTest
class UplinkAddressesNetnsIT {
    private static final int PORT = 7;
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    private Topology topology;
    private EchoServer server;
    private UplinkSite site;

    @BeforeEach
    void build(Topology oneOfEachKind) {
        topology = oneOfEachKind;
        server = EchoServer.start(topology, PORT);
        site = new UplinkSite(topology, PORT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void renumberingChangesBothEnds(String name) {
        UplinkHandle uplink = topology.uplink(name);
        List<IpAddress> before = FAMILIES.stream().map(uplink::address).toList();
        int index = uplink.link().orElseThrow().index();
        uplink.renumber("198.18.99.0/24");
        uplink.renumber("2001:db8:99::/64");
        assertThat(uplink.address(AddressFamily.INET)).hasToString("198.18.99.2");
        assertThat(uplink.nextHop(AddressFamily.INET6)).hasToString("2001:db8:99::1");
        assertThat(site.addresses(uplink))
                .containsAll(FAMILIES.stream().map(uplink::address).toList())
                .doesNotContainAnyElementsOf(before);
        assertThat(uplink.link().orElseThrow().index()).isEqualTo(index);
        site.routeOver(uplink);
        site.assertEverythingPasses();
        assertThat(server.datagrams().keySet())
                .contains(uplink.publicAddress(AddressFamily.INET), uplink.publicAddress(AddressFamily.INET6));
        uplink.heal();
        assertThat(uplink.address(AddressFamily.INET)).hasToString("198.18.99.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void aRecreatedDeviceHasAnotherIndexAndTheSameAddresses(String name) throws ErrnoException {
        UplinkHandle uplink = topology.uplink(name);
        int index = uplink.link().orElseThrow().index();
        try (Probe probe = new Probe(topology, uplink, AddressFamily.INET);
                Probe probe6 = new Probe(topology, uplink, AddressFamily.INET6)) {
            uplink.recreate();
            assertThat(uplink.link().orElseThrow().index()).isNotEqualTo(index);
            assertThat(site.addresses(uplink))
                    .contains(uplink.address(AddressFamily.INET), uplink.address(AddressFamily.INET6));
            assertThatSocketIsDead(probe, topology.target(AddressFamily.INET));
            assertThatSocketIsDead(probe6, topology.target(AddressFamily.INET6));
        }
        site.routeOver(uplink);
        site.assertEverythingPasses();
    }

    /** A socket bound to a device means the device that was, for ever. */
    private static void assertThatSocketIsDead(Probe probe, IpAddress target) {
        assertThatThrownBy(() -> probe.ask(target, SHORT))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
    }

    @Test
    void aCallIsHungUpAndDialledAgain() {
        UplinkHandle uplink = topology.uplink("ppp");
        assertThat(uplink.device()).isEqualTo("ppp0");
        int index = uplink.link().orElseThrow().index();
        uplink.hangUp();
        assertThat(uplink.link()).isEmpty();
        uplink.dial(IpAddress.parse("203.0.112.7"));
        uplink.dial(IpAddress.parse("2001:db8:dd::7"));
        assertThat(uplink.link().orElseThrow().index()).isNotEqualTo(index);
        assertThat(site.addresses(uplink))
                .contains(IpAddress.parse("203.0.112.7"), IpAddress.parse("2001:db8:dd::7"))
                .doesNotContain(IpAddress.parse("198.18.2.2"));
        site.routeOver(uplink);
        site.assertEverythingPasses();
        assertThat(server.datagramsFrom(IpAddress.parse("203.0.112.7"))).isPositive();
        assertThat(server.datagramsFrom(IpAddress.parse("2001:db8:dd::7"))).isPositive();

        uplink.hangUp();
        uplink.heal();
        assertThat(uplink.address(AddressFamily.INET)).hasToString("203.0.112.7");
        site.routeOver(uplink);
        site.assertEverythingPasses();
        assertThatThrownBy(() -> topology.uplink("fixed").hangUp()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPointToPointUplinkNeedsNoGatewayForIpv4() {
        UplinkHandle uplink = topology.uplink("ppp");
        topology.gateway()
                .netlink()
                .routes()
                .add(Route.defaultRoute(AddressFamily.INET)
                        .dev(uplink.link().orElseThrow().index()));
        assertThat(site.traffic(topology.client(), AddressFamily.INET, 100).answered())
                .isEqualTo(100);
    }

    @Test
    void addressesAreRemovedAndComeBack() {
        UplinkHandle uplink = topology.uplink("fixed");
        uplink.removeAddresses();
        assertThat(site.addresses(uplink)).allMatch(IpAddress::isLinkLocal);
        uplink.heal();
        site.routeOver(uplink);
        site.assertEverythingPasses();
    }
}

package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.multipath.netlink.Neighbours;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault does what it says, and healing undoes it: seen by real traffic over each kind of uplink. */
@NetnsTest
class UplinkHandleNetnsIT {
    private static final int PORT = 7;
    private static final Duration SOON = Duration.ofSeconds(5);
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
    void aHealthyUplinkCarriesEverybodysTraffic(String name) {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        for (AddressFamily family : FAMILIES) {
            for (Namespace from : List.of(topology.client(), topology.gateway())) {
                long before = server.datagramsFrom(uplink.publicAddress(family));
                TrafficReport report = site.traffic(from, family, 100);
                assertThat(report.answered()).as("%s from %s", family, from).isEqualTo(100);
                assertThat(server.datagramsFrom(uplink.publicAddress(family)) - before)
                        .isEqualTo(100);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void aPulledCableIsLossOfCarrierOnly(String name) {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        uplink.cutCarrier();
        Link link = uplink.link().orElseThrow();
        assertThat(link.carrier()).isFalse();
        assertThat(link.isUp()).isTrue();
        site.assertNothingPasses();
        uplink.heal();
        assertThat(uplink.link().orElseThrow().carrier()).isTrue();
        site.assertEverythingPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void anInterfaceSetDownComesBackWithItsAddresses(String name) {
        UplinkHandle uplink = topology.uplink(name);
        uplink.adminDown();
        assertThat(uplink.link().orElseThrow().isUp()).isFalse();
        assertThat(site.addresses(uplink)).doesNotContain(uplink.address(AddressFamily.INET6));
        uplink.heal();
        assertThat(site.addresses(uplink))
                .contains(uplink.address(AddressFamily.INET), uplink.address(AddressFamily.INET6));
        site.routeOver(uplink);
        site.assertEverythingPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void aBlackholeIsSilentAndTheNextHopStillAnswers(String name) throws ErrnoException {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        uplink.blackhole();
        for (AddressFamily family : FAMILIES) {
            try (Probe probe = new Probe(topology, uplink, family)) {
                assertThat(probe.isAnswered(uplink.nextHop(family), SOON)).isTrue();
                assertThat(probe.ask(topology.target(family), SHORT)).isEmpty();
            }
        }
        assertThat(uplink.link().orElseThrow().carrier()).isTrue();
        site.assertNothingPasses();
        uplink.heal();
        site.assertEverythingPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void aBlackholeMayTakeOneFamilyAlone(String name) {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        uplink.blackhole(AddressFamily.INET6);
        assertThat(site.traffic(topology.client(), AddressFamily.INET6, 50).answered())
                .isZero();
        assertThat(site.traffic(topology.client(), AddressFamily.INET, 50).answered())
                .isEqualTo(50);
        uplink.heal();
        site.assertEverythingPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void aBlackholeMayTakeOneDirectionAlone(String name) {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        uplink.blackholeOut();
        for (AddressFamily family : FAMILIES) {
            long before = server.datagramsFrom(uplink.publicAddress(family));
            assertThat(site.traffic(topology.client(), family, 50).answered()).isZero();
            assertThat(server.datagramsFrom(uplink.publicAddress(family))).isEqualTo(before);
        }
        uplink.blackholeIn();
        for (AddressFamily family : FAMILIES) {
            long before = server.datagramsFrom(uplink.publicAddress(family));
            assertThat(site.traffic(topology.client(), family, 50).answered()).isZero();
            assertThat(server.datagramsFrom(uplink.publicAddress(family))).isEqualTo(before + 50);
        }
        uplink.heal();
        site.assertEverythingPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void anUnreachableInternetIsReported(String name) throws ErrnoException {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        uplink.unreachable();
        for (AddressFamily family : FAMILIES) {
            try (Probe probe = new Probe(topology, uplink, family)) {
                Optional<IcmpMessage> report = probe.ask(topology.target(family), SOON);
                assertThat(report).get().isInstanceOfSatisfying(IcmpMessage.Unreachable.class, it -> {
                    assertThat(it.type()).isEqualTo(family.equals(AddressFamily.INET) ? 3 : 1);
                    assertThat(it.code()).isZero();
                    assertThat(it.destination()).isEqualTo(topology.target(family));
                    assertThat(it.nonce()).hasValue(4711);
                });
            }
        }
        uplink.heal();
        site.assertEverythingPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "behind-nat", "ppp"})
    void aDeadNextHopAnswersNobodyWhileTheCarrierStays(String name) throws ErrnoException {
        UplinkHandle uplink = topology.uplink(name);
        site.routeOver(uplink);
        site.assertEverythingPasses();
        uplink.gatewayDead();
        assertThat(uplink.link().orElseThrow().carrier()).isTrue();
        for (AddressFamily family : FAMILIES) {
            try (Probe probe = new Probe(topology, uplink, family)) {
                assertThat(probe.ask(uplink.nextHop(family), SHORT)).isEmpty();
            }
        }
        site.assertNothingPasses();
        assertThatNextHopIsNotFound(uplink);
        uplink.heal();
        site.assertEverythingPasses();
    }

    /** Whoever asks for the link-layer address anew gets no answer: what a kernel does about a dead gateway in the end. */
    private void assertThatNextHopIsNotFound(UplinkHandle uplink) {
        IpAddress nextHop = uplink.nextHop(AddressFamily.INET);
        int index = uplink.link().orElseThrow().index();
        Neighbours neighbours = topology.gateway().netlink().neighbours();
        assertThat(neighbours.solicit(index, nextHop)).isTrue();
        Await.until(
                Duration.ofSeconds(15),
                "an unreachable neighbour",
                () -> neighbours.get(index, nextHop),
                found -> found.isEmpty() || !found.get().isValid());
    }

    @Test
    void lossIsRandomAndIndependentInBothDirections() {
        UplinkHandle uplink = topology.uplink("fixed");
        site.routeOver(uplink);
        uplink.loss(20);
        for (AddressFamily family : FAMILIES) {
            long before = server.datagramsFrom(uplink.publicAddress(family));
            TrafficReport report = site.traffic(topology.client(), family, 4000);
            double arrived = server.datagramsFrom(uplink.publicAddress(family)) - before;
            assertThat(report.sent()).isGreaterThan(3900);
            assertThat(arrived / report.sent()).isCloseTo(0.8, within(0.04));
            assertThat(report.answered() / arrived).isCloseTo(0.8, within(0.04));
        }
        uplink.loss(0);
        site.assertEverythingPasses();
        uplink.loss(100);
        site.assertNothingPasses();
        assertThatThrownBy(() -> uplink.loss(101)).isInstanceOf(IllegalArgumentException.class);
        uplink.heal();
        site.assertEverythingPasses();
    }

    @Test
    void aDeadTargetIsSilentAndTheOthersAnswer() throws ErrnoException {
        UplinkHandle uplink = topology.uplink("fixed");
        site.routeOver(uplink);
        for (AddressFamily family : FAMILIES) {
            List<IpAddress> targets = topology.targets().stream()
                    .filter(target -> target.family().equals(family))
                    .toList();
            topology.targetDead(targets.get(0));
            try (Probe probe = new Probe(topology, uplink, family)) {
                assertThat(probe.ask(targets.get(0), SHORT)).isEmpty();
                assertThat(probe.isAnswered(targets.get(1), SOON)).isTrue();
                topology.heal();
                assertThat(probe.isAnswered(targets.get(0), SOON)).isTrue();
            }
        }
        assertThatThrownBy(() -> topology.targetDead(IpAddress.parse("192.0.2.1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalFaultsAreHealedAtOnce() {
        UplinkHandle uplink = topology.uplink("behind-nat");
        uplink.blackhole();
        uplink.loss(50);
        uplink.gatewayDead();
        uplink.adminDown();
        uplink.cutCarrier();
        topology.targetDead(topology.target(AddressFamily.INET));
        topology.heal();
        site.routeOver(uplink);
        site.assertEverythingPasses();
    }

    @Test
    void withoutARouteTheSendsFail() {
        for (Namespace from : List.of(topology.gateway(), topology.client())) {
            TrafficReport report = site.traffic(from, AddressFamily.INET, 50);
            boolean local = from == topology.gateway();
            assertThat(report.noRoute()).as("from %s", from).isEqualTo(local ? 50 : 0);
            assertThat(report.lost()).as("from %s", from).isEqualTo(local ? 0 : 50);
        }
    }

    @Test
    void flowsAreDividedByWeight() {
        topology.gateway().sysctl("net.ipv4.fib_multipath_hash_policy", "1");
        List<NextHop> legs = topology.uplinks().stream()
                .map(uplink -> NextHop.via(
                                uplink.nextHop(AddressFamily.INET),
                                uplink.link().orElseThrow().index())
                        .weight(uplink.name().equals("fixed") ? 4 : 1))
                .toList();
        topology.gateway()
                .netlink()
                .routes()
                .add(Route.defaultRoute(AddressFamily.INET).target(RouteTarget.balanced(legs)));
        TcpBurst burst = TcpBurst.open(topology.client(), topology.target(AddressFamily.INET), PORT, 6000, SOON);
        assertThat(burst.failed()).isZero();
        assertThat(burst.share(topology.uplink("fixed").publicAddress(AddressFamily.INET)))
                .isCloseTo(4 / 6.0, within(0.03));
        assertThat(burst.share(topology.uplink("behind-nat").publicAddress(AddressFamily.INET)))
                .isCloseTo(1 / 6.0, within(0.03));
    }
}

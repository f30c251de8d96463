package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.by;
import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Ipv6TableTest {
    private static final String LINKS = """
        link 2 eth0
        link 3 eth1
        link 4 eth2
        address eth0 2001:db8:a::2/64
        address eth1 2001:db8:b::2/64
        """;
    private static final LookupSettings HOST = new LookupSettings(false, 0, false, false);
    private static final Packet PACKET = to("2001:db8:f::7");

    private static Explained main(String routes) {
        return by(LINKS + routes, PACKET);
    }

    private static Explained main(String routes, Packet packet) {
        return by(LINKS + routes, packet);
    }

    private static Packet from(String source) {
        return to("2001:db8:f::7", source);
    }

    @Test
    void theLongestPrefixWinsThenTheLowestMetric() {
        assertThat(main("""
            route6 default dev eth0 metric 1
            route6 2001:db8:f::/48 dev eth1 metric 2000
            route6 2001:db8:f::/48 dev eth2
            """).answer()).isEqualTo("dev eth2");
    }

    @Test
    void aRouteForTheSourceWinsOverOneForAllAndOverALowerMetric() {
        String routes = """
            route6 default dev eth0 metric 1
            route6 default from 2001:db8:b::/48 dev eth1
            route6 default from 2001:db8:b::/64 dev eth2
            """;
        assertThat(main(routes, from("2001:db8:b::2")).answer()).isEqualTo("dev eth2");
        assertThat(main(routes, from("2001:db8:b:1::2")).answer()).isEqualTo("dev eth1");
        assertThat(main(routes, from("2001:db8:a::2")).answer()).isEqualTo("dev eth0");
        assertThat(main(routes).answer()).isEqualTo("dev eth0");
    }

    @Test
    void theDestinationCountsBeforeTheSource() {
        String routes = "route6 2001:db8:f::/48 dev eth0\nroute6 default from 2001:db8:b::/64 dev eth1";
        assertThat(main(routes, from("2001:db8:b::2")).answer()).isEqualTo("dev eth0");
    }

    /** A trap of the kernel, not ours: {@code ExplainNetnsIT} finds it agreed. */
    @Test
    void routesForOtherSourcesHideTheRouteForAllBesideThem() {
        Explained explained = main("""
            route6 default dev eth0
            route6 2001:db8:f::/48 dev eth2
            route6 2001:db8:f::/48 from 2001:db8:b::/64 dev eth1
            """, from("2001:db8:a::2"));
        assertThat(explained.answer()).isEqualTo("dev eth0");
        assertThat(explained.passed(32766))
                .isEqualTo("2001:db8:f::/48: beside it are routes for other sources only, which hide it\n");
    }

    @Test
    void whereTheRouteForTheSourceIsDeadTheOneForAllServes() {
        Explained explained = main("""
            route6 2001:db8:f::/48 dev eth2
            route6 2001:db8:f::/48 from 2001:db8:b::/64 dev eth1 dead linkdown
            """, from("2001:db8:b::2"));
        assertThat(explained.answer()).isEqualTo("dev eth2");
        assertThat(explained.passed(32766)).isEqualTo("2001:db8:f::/48: dev eth1 no carrier\n");
    }

    @Test
    void ofOneMetricThePreferredRouteWins() {
        assertThat(main("route6 default dev eth0 pref low\nroute6 default dev eth1\nroute6 default dev eth2 pref high")
                        .answer())
                .isEqualTo("dev eth2");
        assertThat(main("route6 default dev eth0 pref low\nroute6 default dev eth1")
                        .answer())
                .isEqualTo("dev eth1");
        assertThat(main("route6 default dev eth0\nroute6 default dev eth1 pref high metric 2000")
                        .answer())
                .isEqualTo("dev eth0");
    }

    @Test
    void whereTheLowestMetricIsDeadAllOthersCompeteWhateverTheirMetrics() {
        assertThat(main("route6 default dev eth0 dead metric 1\nroute6 default dev eth1 metric 2\n"
                                + "route6 default dev eth2 pref high metric 3")
                        .answer())
                .isEqualTo("dev eth2");
    }

    @Test
    void amongEqualsThePacketLeavesWhereItCameIn() {
        String routes = "route6 default dev eth0\nroute6 default dev eth1\nroute6 default dev eth2";
        assertThat(main(routes, from("2001:db8:b::9").incoming("eth1")).answer())
                .isEqualTo("dev eth1");
    }

    @Test
    void aBoundSocketTakesNoOtherDevice() {
        String routes = "route6 2001:db8:f::/48 dev eth0\nroute6 default dev eth1";
        assertThat(main(routes, PACKET.outgoing("eth1")).answer()).isEqualTo("dev eth1");
        assertThat(main(routes, from("2001:db8:b::2").outgoing("eth1")).answer())
                .isEqualTo("dev eth1");
        Explained none = main(routes, PACKET.outgoing("eth2"));
        assertThat(none.answer()).isEqualTo("ENETUNREACH");
        assertThat(none.passed(32766)).contains("dev eth0 is not what the socket is bound to");
    }

    @Test
    void aRouteThatRefusesIsOverLoopbackAndNotForBoundSockets() {
        String routes = "route6 prohibit 2001:db8:f::/48\nroute6 default dev eth1";
        assertThat(main(routes).answer()).isEqualTo("EACCES");
        assertThat(main(routes, PACKET.outgoing("eth1")).answer()).isEqualTo("dev eth1");
    }

    @Test
    void legsShareByWeightAndDeadOnesAreLeftOut() {
        String routes = """
            route6 default nexthop via 2001:db8:a::1 dev eth0 weight 2 nexthop via 2001:db8:b::1 dev eth1 \
            nexthop dev eth2 weight 5 dead linkdown
            """;
        assertThat(main(routes).answer()).isEqualTo("via 2001:db8:a::1 dev eth0 67%, via 2001:db8:b::1 dev eth1 33%");
        assertThat(main(routes, PACKET.outgoing("eth1")).answer()).isEqualTo("via 2001:db8:b::1 dev eth1");
    }

    @Test
    void aNexthopGroupIgnoresWhatTheSocketIsBoundTo() {
        String routes = "route6 default nhid 5 nexthop dev eth0 nexthop dev eth1";
        assertThat(main(routes, PACKET.outgoing("eth1")).answer()).isEqualTo("dev eth0 50%, dev eth1 50%");
        assertThat(main(routes, PACKET.outgoing("eth2")).answer()).isEqualTo("ENETUNREACH");
    }

    @Test
    void aNexthopObjectTheDumpDoesNotShowIsUnresolved() {
        assertThat(main("route6 default nhid 5").answer()).isEqualTo("unresolved");
    }

    @Test
    void expiredRoutesAreLeftOut() {
        Explained explained = main("route6 2001:db8:f::/48 expired dev eth0\nroute6 default dev eth1");
        assertThat(explained.answer()).isEqualTo("dev eth1");
        assertThat(explained.passed(32766)).isEqualTo("2001:db8:f::/48: dev eth0 has expired\n");
    }

    @Test
    void aHostPassesOverSilentGatewaysAndARouterDoesNot() {
        String routes = """
            silent eth0 2001:db8:a::1
            route6 2001:db8:f::/48 via 2001:db8:a::1 dev eth0
            route6 default via 2001:db8:b::1 dev eth1
            """;
        assertThat(main(routes).answer()).isEqualTo("via 2001:db8:a::1 dev eth0");
        Explained host = by(LINKS + routes, PACKET, HOST);
        assertThat(host.answer()).isEqualTo("via 2001:db8:b::1 dev eth1");
        assertThat(host.passed(32766)).isEqualTo("2001:db8:f::/48: dev eth0 has a gateway that does not answer\n");
    }

    @Test
    void aHostTakesASilentGatewayWhereThereIsNoOther() {
        String routes = "silent eth0 2001:db8:a::1\nroute6 default via 2001:db8:a::1 dev eth0\n";
        assertThat(by(LINKS + routes, PACKET, HOST).answer()).isEqualTo("via 2001:db8:a::1 dev eth0");
    }

    @Test
    void aHostGivesTheShareOfSilentLegsToTheFirstThatAnswers() {
        String routes = """
            silent eth0 2001:db8:a::1
            route6 default nexthop via 2001:db8:a::1 dev eth0 weight 2 nexthop via 2001:db8:b::1 dev eth1 nexthop dev eth2
            """;
        assertThat(by(LINKS + routes, PACKET, HOST).answer()).isEqualTo("via 2001:db8:b::1 dev eth1 75%, dev eth2 25%");
    }
}

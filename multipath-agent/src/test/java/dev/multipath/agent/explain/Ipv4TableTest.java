package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.by;
import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Ipv4TableTest {
    private static final String LINKS = """
        link 2 eth0
        link 3 eth1
        link 4 eth2
        address eth0 192.0.2.2/24
        address eth1 203.0.113.2/24
        """;
    private static final Packet PACKET = to("198.51.100.7");

    private static Explained main(String routes) {
        return by(LINKS + routes, PACKET);
    }

    private static Explained main(String routes, Packet packet) {
        return by(LINKS + routes, packet);
    }

    @Test
    void theLongestPrefixWinsWhateverItsMetric() {
        assertThat(main("""
            route default dev eth0
            route 198.51.100.0/24 dev eth1 metric 500
            route 198.51.0.0/16 dev eth2
            route 198.51.100.8 dev eth2
            """).answer()).isEqualTo("dev eth1");
    }

    @Test
    void ofEqualPrefixesTheLowestMetricWinsThenTheFirst() {
        assertThat(main("route default dev eth0 metric 20\nroute default dev eth1 metric 10")
                        .answer())
                .isEqualTo("dev eth1");
        assertThat(main("route default dev eth1 metric 10\nroute default dev eth0 metric 10")
                        .answer())
                .isEqualTo("dev eth1");
    }

    @Test
    void aRouteOfThePacketsTosGoesBeforeLowerMetrics() {
        String routes = "route default dev eth0\nroute default tos 0x10 dev eth1 metric 50";
        assertThat(main(routes, PACKET.tos(0x10)).answer()).isEqualTo("dev eth1");
        assertThat(main(routes, PACKET.tos(0xf1)).answer()).isEqualTo("dev eth1");
        Explained other = main(routes, PACKET.tos(8));
        assertThat(other.answer()).isEqualTo("dev eth0");
        assertThat(other.passed(32766)).isEqualTo("default: tos is 0x8\n");
    }

    @Test
    void legsShareByWeight() {
        assertThat(main("""
            route default nexthop via 192.0.2.1 dev eth0 weight 4 nexthop via 203.0.113.1 dev eth1 weight 1 \\
            """.replace("\\", "nexthop dev eth2 weight 3")).answer())
                .isEqualTo("via 192.0.2.1 dev eth0 50%, via 203.0.113.1 dev eth1 13%, dev eth2 38%");
    }

    @Test
    void deadLegsAreLeftOutAndLegsWithoutCarrierAreNot() {
        Explained explained = main("""
            route default nexthop via 192.0.2.1 dev eth0 weight 4 dead linkdown \
            nexthop via 203.0.113.1 dev eth1 linkdown nexthop dev eth2 dead
            """);
        assertThat(explained.answer()).isEqualTo("via 203.0.113.1 dev eth1");
        assertThat(((Verdict.Leaves) explained.explanation().verdict()).unused())
                .extracting(UnusedLeg::interfaceName, UnusedLeg::why)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("eth0", "no carrier"),
                        org.assertj.core.groups.Tuple.tuple("eth2", "dead"));
    }

    @Test
    void aRouteWithoutAUsableLegGivesWayToTheNextOne() {
        Explained explained = main("""
            route 198.51.100.0/24 dev eth1 dead linkdown
            route default via 192.0.2.1 dev eth0 dead metric 1
            route default dev eth2 metric 1001
            """);
        assertThat(explained.answer()).isEqualTo("dev eth2");
        assertThat(explained.passed(32766)).isEqualTo("198.51.100.0/24: dev eth1 no carrier\ndefault: dev eth0 dead\n");
    }

    @Test
    void aBoundSocketTakesTheFirstLegOverItsDevice() {
        String routes = """
            route 198.51.100.0/24 dev eth2
            route default nexthop via 192.0.2.1 dev eth0 nexthop via 203.0.113.1 dev eth1 nexthop via 203.0.113.9 dev eth1
            """;
        Explained explained = main(routes, PACKET.outgoing("eth1"));
        assertThat(explained.answer()).isEqualTo("via 203.0.113.1 dev eth1");
        assertThat(explained.passed(32766)).isEqualTo("198.51.100.0/24: dev eth2 is not what the socket is bound to\n");
    }

    @Test
    void aLocalAddressOfAnotherInterfaceIsNotLocalToABoundSocket() {
        String routes = "route local 192.0.2.2 dev eth0 table local\nroute default via 203.0.113.1 dev eth1";
        assertThat(main(routes, to("192.0.2.2")).answer()).isEqualTo("local");
        assertThat(main(routes, to("192.0.2.2").outgoing("eth1")).answer()).isEqualTo("via 203.0.113.1 dev eth1");
    }

    @Test
    void aNexthopObjectIsFollowedWhereTheDumpShowsIt() {
        Explained shown = main("route default nhid 7 nexthop dev eth0 weight 3 nexthop dev eth1");
        assertThat(shown.answer()).isEqualTo("dev eth0 75%, dev eth1 25%");
        assertThat(shown.explanation().notes())
                .containsExactly("a nexthop group: the kernel passes over legs whose gateway does not answer");
        Explained hidden = main("route default nhid 7");
        assertThat(hidden.answer()).isEqualTo("unresolved");
        assertThat(hidden.why()).contains("nexthop object");
    }

    @Test
    void anUnusableNexthopObjectHidesTheRoutesOfItsNetworkAddress() {
        Explained explained = main("""
            route 198.51.0.0/16 nhid 7 dev eth0 dead
            route 198.51.0.0/16 dev eth1 metric 10
            route 198.51.0.0/17 dev eth1 dead
            route 198.0.0.0/8 dev eth2
            """);
        assertThat(explained.answer()).isEqualTo("dev eth2");
        assertThat(explained.passed(32766)).isEqualTo("""
            198.51.0.0/17: dev eth1 dead
            198.51.0.0/16: dev eth0 dead
            198.51.0.0/16: stands behind a nexthop object that cannot be used
            """);
    }

    @Test
    void severalDefaultsOfOneMetricAreSaid() {
        String two = "route default via 192.0.2.1 dev eth0\nroute default via 203.0.113.1 dev eth1\n";
        assertThat(main(two).explanation().notes())
                .containsExactly("1 more default of the same metric: the kernel takes another while the gateway of this"
                        + " one does not answer ARP");
        assertThat(main(two, PACKET.outgoing("eth0")).explanation().notes()).isEmpty();
        assertThat(main("route default via 192.0.2.1 dev eth0\nroute default via 203.0.113.1 dev eth1 metric 1001")
                        .explanation()
                        .notes())
                .isEmpty();
    }

    @Test
    void theLegThatHasTheSourceAddressIsSaid() {
        String routes = "route default nexthop via 192.0.2.1 dev eth0 nexthop via 203.0.113.1 dev eth1";
        assertThat(main(routes, to("198.51.100.7", "203.0.113.2")).explanation().notes())
                .containsExactly(
                        "Linux 6.16 and later choose dev eth1 among these, because the source address is its own");
    }
}

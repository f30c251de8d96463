package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.by;
import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4PathTest {
    private static final String SITE = """
        link 2 lan0
        link 3 eth0
        link 4 eth1
        link 5 off0 down
        address lo 127.0.0.1/8
        address lan0 10.0.0.1/24
        address eth0 192.0.2.2/24
        address eth1 203.0.113.2/24
        route local 127.0.0.0/8 dev lo table local
        route local 10.0.0.1 dev lan0 table local
        route broadcast 10.0.0.255 dev lan0 table local
        route local 192.0.2.2 dev eth0 table local
        route local 203.0.113.2 dev eth1 table local
        route 10.0.0.0/24 dev lan0
        route 192.0.2.0/24 dev eth0
        route 203.0.113.0/24 dev eth1
        route default via 192.0.2.1 dev eth0
        """;
    private static final LookupSettings LOOSE = new LookupSettings(true, 2, false, false);
    private static final LookupSettings STRICT = new LookupSettings(true, 1, false, false);

    private static Explained main(Packet packet) {
        return by(SITE, packet);
    }

    @Test
    void aSourceThatIsNotOursCannotSend() {
        Explained explained = main(to("198.51.100.7", "10.0.0.9"));
        assertThat(explained.answer()).isEqualTo("ENETUNREACH");
        assertThat(explained.why()).isEqualTo("source 10.0.0.9 is not an address of this machine");
        assertThat(main(to("198.51.100.7", "10.0.0.1")).answer()).isEqualTo("via 192.0.2.1 dev eth0");
        assertThat(main(to("198.51.100.7", "224.0.0.9")).answer()).isEqualTo("EINVAL");
    }

    @Test
    void theWholeLoopbackNetworkIsOursButDoesNotLeave() {
        assertThat(main(to("127.5.5.5", "127.9.9.9")).answer()).isEqualTo("local");
        Explained out = main(to("198.51.100.7", "127.9.9.9"));
        assertThat(out.answer()).isEqualTo("EINVAL");
        assertThat(out.why()).isEqualTo("source 127.9.9.9 may not leave this machine");
    }

    /** Kernel fact 29a. */
    @Test
    void withoutARouteABoundSocketTakesEveryDestinationForANeighbour() {
        Explained explained = main(to("198.51.100.7").outgoing("eth1"));
        assertThat(explained.answer()).isEqualTo("dev eth1");
        assertThat(explained.explanation().rule()).isEmpty();
        assertThat(explained.explanation().notes())
                .containsExactly("no route leads over eth1: the kernel takes the destination for a neighbour there");
        assertThat(by(SITE + "rule 100 blackhole", to("198.51.100.7").outgoing("eth1"))
                        .answer())
                .isEqualTo("dev eth1");
    }

    @Test
    void aSocketBoundToADeviceThatIsDownReachesNothing() {
        assertThat(main(to("198.51.100.7").outgoing("off0")).why()).isEqualTo("off0 is down");
    }

    @ParameterizedTest
    @CsvSource({
        "255.255.255.255, '', '', dev eth0, broadcast",
        "255.255.255.255, '', eth1, dev eth1, broadcast",
        "255.255.255.255, 203.0.113.2, '', dev eth1, broadcast",
        "10.0.0.255, '', '', dev lan0, broadcast",
        "239.1.2.3, '', '', dev eth0, multicast",
        "239.1.2.3, 203.0.113.2, '', dev eth1, multicast",
        "224.0.0.5, '', eth1, dev eth1, multicast",
        "239.1.2.3, '', eth1, dev eth1, multicast"
    })
    void whatGoesToManyGoesStraightOut(String to, String from, String bound, String answer, String type) {
        Packet packet = from.isEmpty() ? to(to) : to(to, from);
        Explained explained = main(bound.isEmpty() ? packet : packet.outgoing(bound));
        assertThat(explained.answer()).isEqualTo(answer);
        assertThat(((Verdict.Leaves) explained.explanation().verdict()).type()).hasToString(type);
    }

    @Test
    void aBoundMulticastSenderHasItsSourceBeforeTheRules() {
        String rule = "rule 100 from 203.0.113.2 lookup 50\nroute default dev eth1 table 50";
        assertThat(by(SITE + rule, to("239.1.2.3").outgoing("eth1"))
                        .explanation()
                        .rule()
                        .orElseThrow()
                        .priority())
                .hasValue(100);
    }

    @Test
    void zeroIsThisMachine() {
        assertThat(main(to("0.0.0.0")).answer()).isEqualTo("local");
    }

    @Test
    void forwardsWhatComesInWhereForwardingIsOn() {
        Packet packet = to("198.51.100.7", "10.0.0.9").incoming("lan0");
        assertThat(main(packet).answer()).isEqualTo("via 192.0.2.1 dev eth0");
        Explained off = by(SITE, packet, new LookupSettings(false, 0, false, false));
        assertThat(off.answer()).isEqualTo("EHOSTUNREACH");
        assertThat(off.why()).isEqualTo("net.ipv4.conf.lan0.forwarding is 0: it is not forwarded");
        Explained local =
                by(SITE, to("192.0.2.2", "10.0.0.9").incoming("lan0"), new LookupSettings(false, 0, false, false));
        assertThat(local.answer()).isEqualTo("local");
        Explained nowhere = by("link 2 lan0", packet, new LookupSettings(false, 0, false, false));
        assertThat(nowhere.answer()).isEqualTo("EHOSTUNREACH");
        assertThat(by("link 2 lan0", packet).answer()).isEqualTo("ENETUNREACH");
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, 224.0.0.9",
        "198.51.100.7, 255.255.255.255",
        "198.51.100.7, 127.0.0.1",
        "198.51.100.7, 0.0.0.0",
        "127.0.0.1, 10.0.0.9",
        "0.0.0.0, 10.0.0.9",
        "198.51.100.7, 10.0.0.255",
        "198.51.100.7, 192.0.2.2",
        "192.0.2.2, 10.0.0.1"
    })
    void martiansAreDropped(String to, String from) {
        assertThat(main(to(to, from).incoming("lan0")).answer()).isEqualTo("EINVAL");
    }

    @Test
    void broadcastsAreDelivered() {
        assertThat(main(to("255.255.255.255", "10.0.0.9").incoming("lan0")).answer())
                .isEqualTo("broadcast");
        assertThat(main(to("255.255.255.255", "0.0.0.0").incoming("lan0")).answer())
                .isEqualTo("broadcast");
        assertThat(main(to("0.0.0.0", "0.0.0.0").incoming("lan0")).answer()).isEqualTo("broadcast");
        assertThat(main(to("10.0.0.255", "10.0.0.9").incoming("lan0")).answer()).isEqualTo("broadcast");
        assertThat(main(to("239.1.2.3", "10.0.0.9").incoming("lan0")).answer()).isEqualTo("unresolved");
    }

    @Test
    void anUnknownSourceIsNotChecked() {
        assertThat(by(SITE, to("198.51.100.7").incoming("lan0"), STRICT).answer())
                .isEqualTo("via 192.0.2.1 dev eth0");
    }

    @Test
    void theStrictFilterWantsTheWayBackByTheSameInterface() {
        Packet asymmetric = to("10.0.0.9", "198.51.100.7").incoming("eth1");
        assertThat(main(asymmetric).answer()).isEqualTo("dev lan0");
        assertThat(by(SITE, asymmetric, LOOSE).answer()).isEqualTo("dev lan0");
        Explained strict = by(SITE, asymmetric, STRICT);
        assertThat(strict.answer()).isEqualTo("EINVAL");
        assertThat(strict.why())
                .isEqualTo("the way back to source 198.51.100.7 does not lead by eth1 (rp_filter = 1 on eth1)");
        assertThat(by(SITE, asymmetric.incoming("eth0"), STRICT).answer()).isEqualTo("dev lan0");
    }

    @Test
    void theFilterAcceptsAnyLegOfABalancedWayBack() {
        String balanced = SITE.replace(
                "route default via 192.0.2.1 dev eth0",
                "route default nexthop via 192.0.2.1 dev eth0 nexthop via 203.0.113.1 dev eth1 dead linkdown");
        assertThat(by(balanced, to("10.0.0.9", "198.51.100.7").incoming("eth1"), STRICT)
                        .answer())
                .isEqualTo("dev lan0");
    }

    @Test
    void bothFiltersWantSomeWayBack() {
        String nowhere = SITE + "rule 100 to 198.51.100.0/24 unreachable";
        Packet packet = to("10.0.0.9", "198.51.100.7").incoming("eth0");
        assertThat(by(nowhere, packet).answer()).isEqualTo("dev lan0");
        assertThat(by(nowhere, packet, LOOSE).why())
                .isEqualTo("there is no way back to source 198.51.100.7 (rp_filter = 2 on eth0)");
    }

    @Test
    void theWayBackIsLookedUpWithTheRulesOfTheWayOut() {
        String rules = SITE + """
            rule 100 iif lan0 to 198.51.100.0/24 lookup 50
            rule 110 fwmark 7 to 198.51.100.0/24 lookup 50
            rule 120 to 198.51.100.0/24 ipproto 6 sport 80 lookup 50
            route default via 203.0.113.1 dev eth1 table 50
            """;
        Packet packet = to("10.0.0.9", "198.51.100.7").incoming("eth0").mark(7);
        assertThat(by(rules, packet, STRICT).answer()).as("iif is the way out").isEqualTo("EINVAL");
        String marked = rules.replace("iif lan0", "iif eth1");
        assertThat(by(marked, packet, STRICT).answer())
                .as("the mark is left out")
                .isEqualTo("dev lan0");
        assertThat(by(marked, packet, new LookupSettings(true, 1, true, false)).answer())
                .as("unless src_valid_mark is on")
                .isEqualTo("EINVAL");
        Packet web = packet.ipProtocol(6).sourcePort(40000).destinationPort(80);
        assertThat(by(marked, web, STRICT).answer()).as("ports are swapped").isEqualTo("EINVAL");
    }

    @Test
    void ownSourcesMayComeInWhereAllowed() {
        LookupSettings accepting = new LookupSettings(true, 0, false, true);
        assertThat(by(SITE, to("192.0.2.2", "10.0.0.1").incoming("lan0"), accepting)
                        .answer())
                .isEqualTo("local");
        assertThat(by(SITE, to("198.51.100.7", "203.0.113.2").incoming("lan0"), accepting)
                        .answer())
                .isEqualTo("via 192.0.2.1 dev eth0");
        LookupSettings filtering = new LookupSettings(true, 1, false, true);
        assertThat(by(SITE, to("198.51.100.7", "203.0.113.2").incoming("lan0"), filtering)
                        .answer())
                .isEqualTo("EINVAL");
    }

    @Test
    void anInterfaceWithoutAddressPassesNoFilter() {
        String bare = SITE.replace("address eth1 203.0.113.2/24\n", "");
        assertThat(by(bare, to("10.0.0.9", "198.51.100.7").incoming("eth1"), LOOSE)
                        .why())
                .isEqualTo("eth1 has no address (rp_filter = 2 on eth1)");
    }

    @Test
    void aSourceCheckThatFailsForSomeLegsIsSaid() {
        String rules = SITE.replace(
                        "route default via 192.0.2.1 dev eth0",
                        "route default nexthop via 192.0.2.1 dev eth0 nexthop via 203.0.113.1 dev eth1")
                + "rule 100 iif eth1 to 10.0.0.0/24 unreachable";
        Explained explained = by(rules, to("198.51.100.7", "10.0.0.9").incoming("lan0"), LOOSE);
        assertThat(explained.answer()).isEqualTo("via 192.0.2.1 dev eth0");
        assertThat(explained.explanation().notes())
                .containsExactly("for some legs the packet is dropped: there is no way back to source 10.0.0.9"
                        + " (rp_filter = 2 on lan0)");
    }

    @Test
    void whatComesInForAnOddRouteIsDropped() {
        String odd = SITE + "route anycast 198.51.100.0/24 dev eth0";
        assertThat(by(odd, to("198.51.100.7", "10.0.0.9").incoming("lan0")).why())
                .isEqualTo("what comes in for a route of type anycast is dropped");
    }
}

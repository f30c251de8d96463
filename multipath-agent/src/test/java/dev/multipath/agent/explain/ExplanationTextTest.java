package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.by;
import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.Numbering;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {
    private static final String SITE = """
        link 2 lan0
        link 3 eth0
        link 4 eth1
        address lan0 10.0.0.1/24
        address eth0 192.0.2.2/24
        route local 10.0.0.1 dev lan0 table local
        route 10.0.0.0/24 dev lan0
        route default via 192.0.2.1 dev eth0
        rule 7700 lookup main suppress_prefixlength 0
        rule 7750 fwmark 0x1/0x3f lookup 7710
        rule 7800 lookup 7800
        rule 7900 lookup 7900
        route default via 192.0.2.1 dev eth0 table 7710
        route 198.51.0.0/16 via 203.0.113.1 dev eth1 dead linkdown table 7800
        route default nexthop via 192.0.2.1 dev eth0 weight 2 nexthop via 203.0.113.1 dev eth1 table 7900
        """;
    private static final Uplinks UPLINKS = new Uplinks(
            new Numbering(7700),
            List.of(new Uplinks.Uplink(0, "hinet", "eth0"), new Uplinks.Uplink(1, "seed", "eth1")));

    private static String text(String tables, Packet packet) {
        Explained explained = by(tables, packet);
        return ExplanationText.of(
                explained.explanation(), UPLINKS, explained.fib().names());
    }

    @Test
    void theAnswerComesFirstThenWhatDecidedThenWhatDidNot() {
        assertThat(text(SITE, to("198.51.100.7"))).isEqualTo("""
            198.51.100.7 leaves by uplink hinet (67 %) or uplink seed (33 %)
              leg    via 192.0.2.1 dev eth0 weight 2, 67 % of the flows
              leg    via 203.0.113.1 dev eth1 weight 1, 33 % of the flows
              rule   priority 7900 from all lookup 7900
              table  7900 (balance over the uplinks)
              route  default table 7900 proto boot nexthop via 192.0.2.1 dev eth0 weight 2 nexthop via 203.0.113.1 dev eth1 weight 1
            before priority 0 from all lookup local
                   matches, but table local has no route to it
            before priority 7700 from all lookup main suppress_prefixlength 0
                   matches, but its result 'default via 192.0.2.1 dev eth0 proto boot' is suppressed (prefix length 0)
            before priority 7750 from all fwmark 0x1/0x3f lookup 7710
                   does not match: fwmark 0x1/0x3f, mark is 0x0
            before priority 7800 from all lookup 7800
                   matches, but table 7800 has no route to it
                   passed over 198.51.0.0/16 via 203.0.113.1 dev eth1 table 7800 proto boot dead linkdown: dev eth1 no carrier
            """);
    }

    @Test
    void oneWayIsOneLine() {
        assertThat(text(SITE, to("198.51.100.7").mark(1))).startsWith("""
            198.51.100.7 leaves by uplink hinet, via 192.0.2.1 dev eth0
              rule   priority 7750 from all fwmark 0x1/0x3f lookup 7710
              table  7710 (uplink hinet)
            """);
    }

    @Test
    void anInterfaceThatIsNoUplinkKeepsItsName() {
        assertThat(text(SITE, to("10.0.0.9"))).startsWith("10.0.0.9 leaves by lan0, dev lan0\n");
    }

    @Test
    void unusedLegsAreSaid() {
        assertThat(text(SITE.replace("weight 2 nexthop", "weight 2 dead linkdown nexthop"), to("198.51.100.7")))
                .startsWith("""
                    198.51.100.7 leaves by uplink seed, via 203.0.113.1 dev eth1
                      unused via 192.0.2.1 dev eth0: no carrier
                    """);
    }

    @Test
    void deliveredRefusedAndUnresolvedSayWhy() {
        assertThat(text(SITE, to("10.0.0.1"))).startsWith("10.0.0.1 is delivered to this machine (local)\n");
        assertThat(text(SITE + "rule 7600 prohibit", to("198.51.100.7")))
                .startsWith("198.51.100.7 is refused: administratively prohibited (EACCES); the rule says prohibit\n");
        assertThat(text(SITE, to("239.0.0.1").incoming("lan0")))
                .isEqualTo("239.0.0.1 cannot be told: multicast that comes in is not looked up\n");
    }

    @Test
    void notesComeLast() {
        assertThat(text(SITE, to("198.51.100.7").outgoing("lan0")))
                .endsWith("note: no route leads over lan0: the kernel takes the destination for a neighbour there\n");
    }
}

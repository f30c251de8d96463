package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.by;
import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWalkTest {
    private static final String SITE = """
        link 2 eth0
        link 3 eth1 group 7
        address eth0 192.0.2.2/24
        route default via 192.0.2.1 dev eth0
        route6 default via 2001:db8::1 dev eth0
        route default via 203.0.113.1 dev eth1 table 50
        route6 default via 2001:db8:1::1 dev eth1 table 50
        """;
    private static final String MAIN = "via 192.0.2.1 dev eth0";
    private static final String FIFTY = "via 203.0.113.1 dev eth1";

    private static Explained ipv4(String more) {
        return by(SITE + more, to("198.51.100.7"));
    }

    private static Explained ipv6(String more) {
        return by(SITE + more, to("2001:db8:f::7"));
    }

    @Test
    void theLowestPriorityThatFindsARouteDecides() {
        Explained explained = ipv4("rule 200 lookup main\nrule 100 lookup 50\n");
        assertThat(explained.answer()).isEqualTo(FIFTY);
        assertThat(explained.explanation().rule().orElseThrow().priority()).hasValue(100);
        assertThat(explained.explanation().table().orElseThrow().value()).isEqualTo(50);
        assertThat(explained.rule(0)).isEqualTo("matches, but table local is empty");
        assertThat(explained.rule(200)).isEqualTo("not looked at");
    }

    @Test
    void rulesOfOnePriorityComeInTheirOrder() {
        assertThat(ipv4("rule 100 lookup 50\nrule 100 lookup main\n").answer()).isEqualTo(FIFTY);
        assertThat(ipv4("rule 100 lookup main\nrule 100 lookup 50\n").answer()).isEqualTo(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, ENETUNREACH, the rule says unreachable",
        "prohibit, EACCES, the rule says prohibit",
        "blackhole, EINVAL, the rule says blackhole",
        "action 5, EINVAL, 'the rule''s action is unknown, and the kernel drops'"
    })
    void aRuleCanRefuse(String action, String error, String why) {
        assertThat(ipv4("rule 100 " + action).answer()).isEqualTo(error);
        assertThat(ipv6("rule6 100 " + action).answer()).isEqualTo(error);
        assertThat(ipv4("rule 100 " + action).why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"unreachable, EHOSTUNREACH", "prohibit, EACCES", "blackhole, EINVAL", "nat, EINVAL"})
    void aRouteCanRefuseAndThatIsTheEnd(String type, String error) {
        Explained four = ipv4("rule 100 lookup 60\nroute " + type + " 198.51.100.0/24 table 60");
        assertThat(four.answer()).isEqualTo(error);
        assertThat(four.explanation().route()).isPresent();
        assertThat(ipv6("rule6 100 lookup 60\nroute6 " + type + " 2001:db8:f::/48 table 60")
                        .answer())
                .isEqualTo(error);
    }

    @Test
    void aThrowRouteSendsTheLookupOn() {
        Explained explained =
                ipv4("rule 100 lookup 60\nroute throw 198.51.100.0/24 table 60\nroute default dev eth1 table 60");
        assertThat(explained.answer()).isEqualTo(MAIN);
        assertThat(explained.rule(100))
                .isEqualTo("matches, but table 60 throws it back (throw 198.51.100.0/24 table 60 proto boot)");
        assertThat(ipv6("rule6 100 lookup 60\nroute6 throw default table 60").answer())
                .isEqualTo("via 2001:db8::1 dev eth0");
    }

    @Test
    void nopDoesNothing() {
        assertThat(ipv4("rule 100 nop\nrule 200 lookup 50").answer()).isEqualTo(FIFTY);
        assertThat(ipv4("rule 100 nop\nrule 200 lookup 50").rule(100)).isEqualTo("matches, and does nothing (nop)");
    }

    @Test
    void gotoSkipsWhatLiesBetween() {
        Explained explained = ipv4("rule 100 goto 300\nrule 200 prohibit\nrule 300 lookup 50\nrule 300 blackhole");
        assertThat(explained.answer()).isEqualTo(FIFTY);
        assertThat(explained.rule(100)).isEqualTo("matches, and goes on at 300");
        assertThat(explained.rule(200)).isEqualTo("not looked at");
    }

    @Test
    void gotoSkipsNothingWhenItDoesNotMatch() {
        assertThat(ipv4("rule 100 fwmark 1 goto 300\nrule 200 prohibit\nrule 300 lookup 50")
                        .answer())
                .isEqualTo("EACCES");
    }

    @Test
    void theTargetOfAGotoMustMatchItself() {
        assertThat(ipv4("rule 100 goto 300\nrule 300 fwmark 1 prohibit\nrule 400 lookup 50")
                        .answer())
                .isEqualTo(FIFTY);
    }

    @Test
    void gotoToNowhereIsPassedOver() {
        Explained explained = ipv4("rule 100 goto 250\nrule 200 lookup 50\nrule 300 prohibit");
        assertThat(explained.answer()).isEqualTo(FIFTY);
        assertThat(explained.rule(100)).isEqualTo("matches, but there is no rule 250 to go to");
    }

    @Test
    void gotoBackwardsIsPassedOver() {
        assertThat(ipv4("rule 100 nop\nrule 200 goto 100\nrule 300 lookup 50").answer())
                .isEqualTo(FIFTY);
    }

    @Test
    void shortResultsCanBeSuppressed() {
        Explained explained = ipv4("rule 100 lookup main suppress_prefixlength 0\nrule 200 lookup 50");
        assertThat(explained.answer()).isEqualTo(FIFTY);
        assertThat(explained.rule(100))
                .isEqualTo("matches, but its result 'default via 192.0.2.1 dev eth0 proto boot' is suppressed"
                        + " (prefix length 0)");
        String longer =
                "route 198.51.100.0/24 dev eth0\nrule 200 lookup 50\nrule 100 lookup main suppress_prefixlength ";
        assertThat(ipv4(longer + "23").answer()).isEqualTo("dev eth0");
        assertThat(ipv4(longer + "24").answer()).isEqualTo(FIFTY);
        assertThat(ipv4(longer + "-1").answer()).isEqualTo("dev eth0");
    }

    /** What trips up isolated layouts: such a default in main ends every lookup at the first rule. */
    @Test
    void aDefaultThatRefusesIsNotSuppressed() {
        String rules = "rule 100 lookup 60 suppress_prefixlength 0\nrule 200 lookup 50\n";
        assertThat(ipv4(rules + "route unreachable default table 60 metric 9999")
                        .answer())
                .isEqualTo("EHOSTUNREACH");
        String rules6 = "rule6 100 lookup 60 suppress_prefixlength 0\nrule6 200 lookup 50\n";
        assertThat(ipv6(rules6 + "route6 unreachable default table 60").answer())
                .isEqualTo("EHOSTUNREACH");
    }

    @Test
    void resultsOverAGroupOfInterfacesCanBeSuppressed() {
        Explained explained = ipv4("rule 100 lookup 50 suppress_ifgroup 7");
        assertThat(explained.answer()).isEqualTo(MAIN);
        assertThat(explained.rule(100)).endsWith("is suppressed (interface group 7)");
        assertThat(ipv4("rule 100 lookup 50 suppress_ifgroup 6").answer()).isEqualTo(FIFTY);
        assertThat(ipv4("rule 100 lookup 50 suppress_ifgroup 4294967295").answer())
                .isEqualTo(FIFTY);
    }

    @Test
    void ofSeveralLegsIpv4JudgesTheFirstAndIpv6TheChosenOne() {
        String legs = " default nexthop via %s dev eth0 nexthop via %s dev eth1 table 60\n";
        assertThat(ipv4("rule 100 lookup 60 suppress_ifgroup 7\nroute" + legs.formatted("192.0.2.1", "203.0.113.1"))
                        .answer())
                .isEqualTo("via 192.0.2.1 dev eth0 50%, via 203.0.113.1 dev eth1 50%");
        Explained six =
                ipv6("rule6 100 lookup 60 suppress_ifgroup 7\nroute6" + legs.formatted("2001:db8::1", "2001:db8:1::1"));
        assertThat(six.answer()).isEqualTo("via 2001:db8::1 dev eth0");
        assertThat(six.explanation().notes())
                .containsExactly("flows whose hash chooses a leg of interface group 7 go on with the next rule");
    }

    @Test
    void afterTheLastRuleThereIsNoRoute() {
        Explained explained = by("link 2 eth0\nroute 10.0.0.0/8 dev eth0", to("198.51.100.7"));
        assertThat(explained.answer()).isEqualTo("ENETUNREACH");
        assertThat(explained.why()).isEqualTo("no rule leads to a route");
        assertThat(explained.explanation().rule()).isEmpty();
        assertThat(explained.rule(32766)).isEqualTo("matches, but table main has no route to it");
        assertThat(explained.rule(32767)).isEqualTo("matches, but table default is empty");
    }

    @Test
    void anAttributeNobodyHereKnowsIsSaid() {
        assertThat(ipv4("rule 100 raw 99 4 1 lookup 50").explanation().notes())
                .containsExactly("rule 100 has an attribute unknown here (99): the kernel may judge it otherwise");
    }
}

package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@code [[policy]]} becomes in the kernel. */
final class PolicyStatesTest {

    private static String policy(String keys) {
        return "[[policy]]\nname = \"p\"\n" + keys;
    }

    private static List<String> of(PlanBench bench, String word) {
        return bench.owned().stream().filter(line -> line.contains(word)).toList();
    }

    @Test
    void the_first_live_uplink_stands_before_a_stand_by_over_each() {
        PlanBench bench = new PlanBench(
                Sites.three(), Sites.THREE, policy("protocol = \"udp\"\nvia = [\"seed\", \"dsl\", \"hinet\"]\n"));
        bench.settle();

        assertThat(of(bench, "7810"))
                .containsExactly(
                        "-6 priority 7810 from all ipproto 17 lookup 7810 protocol 77",
                        "default via 10.0.0.1 dev ppp0 table 7810 proto 77 metric 1002",
                        "default via 192.0.2.1 dev eth0 table 7810 proto 77 metric 1003",
                        "default via 198.51.100.1 dev eth1 table 7810 proto 77",
                        "default via 198.51.100.1 dev eth1 table 7810 proto 77 metric 1001",
                        "default via fe80::1 dev eth0 table 7810 proto 77 metric 2027",
                        "default via fe80::1 dev eth1 table 7810 proto 77 metric 1024",
                        "default via fe80::1 dev eth1 table 7810 proto 77 metric 2025",
                        "priority 7810 from all ipproto 17 lookup 7810 protocol 77");
        bench.verdict("eth1", Verdict.DOWN);
        assertThat(bench.settle())
                .containsSubsequence(
                        "ip route replace default via 10.0.0.1 dev ppp0 table 7810 proto 77",
                        "ip route del default via 198.51.100.1 dev eth1 table 7810 proto 77 metric 1001");
    }

    @Test
    void a_rule_stands_for_each_pair_of_source_and_destination_of_a_family() {
        String keys = "from = [\"10.1.0.0/16\", \"10.2.0.0/16\", \"2001:db8:1::/48\"]\n"
                + "to = [\"45.0.0.0/8\", \"2a0a::/16\", \"2a0b::/16\"]\nvia = [\"hinet\"]\nincoming = \"lan0\"\n";
        PlanBench bench = new PlanBench(Sites.three(), Sites.THREE, policy(keys));
        bench.settle();

        assertThat(of(bench, "priority 7810"))
                .containsExactly(
                        "-6 priority 7810 from 2001:db8:1::/48 to 2a0a::/16 iif lan0 lookup 7810 protocol 77",
                        "-6 priority 7810 from 2001:db8:1::/48 to 2a0b::/16 iif lan0 lookup 7810 protocol 77",
                        "priority 7810 from 10.1.0.0/16 to 45.0.0.0/8 iif lan0 lookup 7810 protocol 77",
                        "priority 7810 from 10.2.0.0/16 to 45.0.0.0/8 iif lan0 lookup 7810 protocol 77");
        bench.configure(Sites.THREE);
        bench.settle();
        assertThat(of(bench, "7810")).isEmpty();
    }

    @Test
    void while_none_lives_the_table_is_empty_or_refuses_or_the_balance_is_jumped_over() {
        String three = policy("uid = 1\nvia = [\"seed\"]\n")
                + policy("uid = 2\nvia = [\"seed\"]\notherwise = \"main\"\n").replace("\"p\"", "\"q\"")
                + policy("uid = 3\nvia = [\"seed\"]\notherwise = \"unreachable\"\n")
                        .replace("\"p\"", "\"r\"");
        PlanBench bench = new PlanBench(Sites.three(), Sites.THREE, three);
        bench.verdict("eth1", Verdict.DOWN);
        bench.settle();

        assertThat(of(bench, " table 7810")).isEmpty();
        assertThat(of(bench, " table 7811")).isEmpty();
        assertThat(of(bench, " table 7812"))
                .as("of both families")
                .containsExactly("unreachable default table 7812 proto 77 metric 1000000");
        assertThat(bench.kernel.snapshot().rules().stream()
                        .filter(rule -> rule.priority().orElse(0) == 7811
                                && rule.family().equals(AddressFamily.INET)))
                .extracting(Rule::toString)
                .containsExactly(
                        "priority 7811 from all uidrange 2-2 lookup 7811 protocol 77",
                        "priority 7811 from all uidrange 2-2 goto 7999 protocol 77");
        assertThat(of(bench, "7999 from"))
                .containsExactly("-6 priority 7999 from all nop protocol 77", "priority 7999 from all nop protocol 77");
    }

    @Test
    void what_is_jumped_to_comes_before_the_jump_and_goes_behind_it() {
        String main = policy("uid = 2\nvia = [\"seed\"]\notherwise = \"main\"\n");
        PlanBench bench = new PlanBench(Sites.three(), Sites.THREE, main);
        String nop = "priority 7999 from all nop protocol 77";
        String jump = "priority 7810 from all uidrange 2-2 goto 7999 protocol 77";
        assertThat(bench.settle()).containsSubsequence("ip rule add " + nop, "ip rule add " + jump);
        bench.configure(Sites.THREE);
        assertThat(bench.settle()).containsSubsequence("ip rule del " + jump, "ip rule del " + nop);
    }

    @Test
    void a_jump_is_asked_last_whatever_the_order_the_rules_were_found_in() {
        InMemoryKernel kernel = Sites.three();
        PlanBench bench = new PlanBench(
                kernel, Sites.THREE, policy("protocol = \"gre\"\nvia = [\"seed\"]\notherwise = \"main\"\n"));
        bench.settle();
        Rule own = kernel.snapshot().rules().stream()
                .filter(rule -> rule.priority().orElse(0) == 7810
                        && rule.family().equals(AddressFamily.INET)
                        && !rule.toString().contains("goto"))
                .findFirst()
                .orElseThrow();
        kernel.apply(new KernelOp.DeleteRule(own, "a stranger"));

        assertThat(bench.settle())
                .containsExactly(
                        "ip rule add priority 7810 from all ipproto 47 lookup 7810 protocol 77",
                        "ip rule del priority 7810 from all ipproto 47 goto 7999 protocol 77",
                        "ip rule add priority 7810 from all ipproto 47 goto 7999 protocol 77");
    }

    @Test
    void a_balance_has_the_legs_order_weights_and_stand_bys_of_the_main_one() {
        PlanBench bench = new PlanBench(
                Sites.three(), Sites.THREE, policy("protocol = 47\nvia = [\"dsl\", \"hinet\"]\nmode = \"balance\"\n"));
        bench.settle();

        assertThat(of(bench, "table 7810"))
                .contains(
                        "default table 7810 proto 77 nexthop via 192.0.2.1 dev eth0 weight 4"
                                + " nexthop via 10.0.0.1 dev ppp0 weight 1",
                        "default via 192.0.2.1 dev eth0 table 7810 proto 77 metric 1001",
                        "default via fe80::1 dev eth0 table 7810 proto 77 metric 1024");
        bench.verdict("ppp0", Verdict.DOWN);
        bench.settle();
        assertThat(of(bench, "table 7810")).contains("default via 192.0.2.1 dev eth0 table 7810 proto 77");
    }

    @Test
    void strangers_in_the_policies_tables_stay() {
        InMemoryKernel kernel = Sites.three();
        kernel.route(Route.defaultRoute(AddressFamily.INET6)
                .table(RouteTable.of(7810))
                .priority(1024)
                .protocol(Protocol.STATIC)
                .via(IpAddress.parse("fe80::9"), kernel.index("eth0")));
        PlanBench bench = new PlanBench(kernel, Sites.THREE, policy("protocol = 47\nvia = [\"seed\"]\n"));
        bench.settle();

        assertThat(of(bench, "table 7810")).contains("default via fe80::1 dev eth1 table 7810 proto 77 metric 1023");
        bench.remove();
    }
}

package dev.multipath.agent.coexist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.plan.Surroundings;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CoexistenceTest {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final RouteTable TUNNEL = RouteTable.of(51820);

    private final InMemoryKernel kernel = Sites.three().ethernet("wg0").address("wg0", "10.9.0.2/32");

    private List<Finding> findings(String... agent) {
        return findings(kernel.snapshot(), agent);
    }

    private static List<Finding> findings(KernelSnapshot snapshot, String... agent) {
        AgentConfig config = Configs.of(String.join("", agent) + Sites.THREE);
        AgentState state = Preview.of(config, Effect.Memory.EMPTY, Optional.empty(), Set.of(), snapshot, 0)
                .state();
        return Coexistence.of(config, snapshot, state.views());
    }

    private static Rule rule(long priority, RuleAction action) {
        return Rule.lookup(INET, TUNNEL).priority(priority).action(action);
    }

    private static Rule rule(long priority, RouteTable table) {
        return rule(priority, new RuleAction.Lookup(table));
    }

    private static Rule allButTheTunnelsOwn(long priority) {
        RuleSelector selector = RuleSelector.all(INET).toBuilder()
                .mark(new FwMark(0xca6c, 0xffffffffL))
                .inverted(true)
                .build();
        return rule(priority, TUNNEL).selector(selector);
    }

    private void defaultIn(RouteTable table, String device) {
        kernel.route(Route.defaultRoute(INET).dev(kernel.index(device)).table(table));
    }

    @Test
    void a_kernel_with_nothing_but_the_usual_rules_is_fine() {
        kernel.rule(rule(0, RouteTable.LOCAL))
                .rule(rule(32766, RouteTable.MAIN))
                .rule(rule(32767, RouteTable.DEFAULT));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_full_tunnel_behind_the_agents_rules_would_be_bypassed() {
        defaultIn(TUNNEL, "wg0");
        kernel.rule(allButTheTunnelsOwn(32765));
        kernel.rule(rule(32764, RouteTable.MAIN).suppressPrefixLength(0));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.error()).isTrue();
            assertThat(finding.text())
                    .startsWith("rule \"priority 32765 not from all fwmark 0xca6c lookup 51820\" sends everything"
                            + " elsewhere");
        });
        assertThat(findings("[agent]\nlayout = \"main\"\n"))
                .as("in layout main it has its way")
                .isEmpty();
    }

    private static String policy(String keys) {
        return "[[policy]]\nname = \"tunnel\"\n" + keys + "\notherwise = \"main\"\n";
    }

    @Test
    void a_policy_that_sends_everything_past_the_balance_leaves_the_tunnel_in_force() {
        defaultIn(TUNNEL, "wg0");
        kernel.rule(allButTheTunnelsOwn(32765));
        kernel.rule(rule(9000, RouteTable.of(220)).from(IpPrefix.parse("10.0.0.0/8")));
        assertThat(findings(policy("to = [\"0.0.0.0/0\"]\nvia = []"))).isEmpty();
        assertThat(findings(policy("from = [\"10.0.0.0/8\", \"0.0.0.0/0\"]\nvia = []")))
                .isEmpty();
        kernel.rule(rule(7950, TUNNEL).from(IpPrefix.parse("10.0.0.0/8")));
        assertThat(findings(policy("to = [\"0.0.0.0/0\"]\nvia = []")))
                .as("what it jumps over")
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("priority 7950 ", "is never reached"));
    }

    @Test
    void a_policy_that_leaves_anything_to_the_uplinks_does_not_cover_the_tunnel() {
        defaultIn(TUNNEL, "wg0");
        kernel.rule(allButTheTunnelsOwn(32765));
        String all = "to = [\"0.0.0.0/0\"]\n";
        for (String keys : List.of(
                all + "via = [\"seed\"]",
                "to = [\"::/0\"]\nvia = []",
                "to = [\"0.0.0.0/1\"]\nvia = []",
                all + "incoming = \"lan0\"\nvia = []",
                all + "uid = \"1000-1999\"\nvia = []",
                all + "protocol = \"udp\"\nvia = []",
                all + "protocol = \"udp\"\nsource-port = 5\nvia = []")) {
            assertThat(findings(policy(keys)))
                    .as(keys)
                    .filteredOn(Finding::error)
                    .singleElement()
                    .extracting(Finding::text)
                    .asString()
                    .endsWith("or a [[policy]] with via = [] and otherwise = \"main\" for to = [\"0.0.0.0/0\"]");
        }
    }

    @Test
    void the_same_before_the_agents_rules_leaves_it_nothing_to_balance() {
        defaultIn(TUNNEL, "wg0");
        kernel.rule(allButTheTunnelsOwn(7699));
        assertThat(findings())
                .containsExactly(
                        Finding.warning("rule \"priority 7699 not from all fwmark 0xca6c lookup 51820\" comes before"
                                + " the agent's at 7900: nothing is balanced"));
    }

    @Test
    void a_rule_behind_the_last_one_is_never_reached_whatever_it_does() {
        RouteTable table = RouteTable.of(100);
        defaultIn(table, "eth0");
        kernel.rule(rule(9000, table));
        kernel.rule(rule(9001, RouteTable.of(220)).from(IpPrefix.parse("10.0.0.0/8")));
        assertThat(findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.error()).isFalse();
            assertThat(finding.text()).contains("is never reached: the agent's at 7900 decides before it");
        });
        kernel.rule(rule(9002, new RuleAction.Unreachable()));
        assertThat(findings()).filteredOn(Finding::error).hasSize(1);
    }

    @Test
    void a_rule_before_the_agents_matters_only_if_it_decides() {
        RouteTable specific = RouteTable.of(220);
        kernel.route(
                Route.to(IpPrefix.parse("10.0.0.0/8")).dev(kernel.index("wg0")).table(specific));
        kernel.rule(rule(220, specific));
        kernel.rule(rule(300, new RuleAction.Goto(400)));
        kernel.rule(rule(400, new RuleAction.Nop()));
        assertThat(findings()).isEmpty();
        kernel.rule(rule(500, new RuleAction.Goto(32766)).from(IpPrefix.parse("10.77.0.0/24")));
        kernel.rule(rule(7800, new RuleAction.Blackhole()).from(IpPrefix.parse("10.78.0.0/24")));
        assertThat(findings())
                .extracting(Finding::text)
                .allMatch(text -> text.endsWith("its packets are not balanced"))
                .hasSize(2);
    }

    @Test
    void rules_of_a_family_no_uplink_has_do_not_matter() {
        InMemoryKernel bare = new InMemoryKernel().ethernet("eth0").address("eth0", "192.0.2.2/24");
        bare.rule(Rule.lookup(AddressFamily.INET6, TUNNEL).priority(9000).action(new RuleAction.Unreachable()));
        assertThat(findings(bare.snapshot())).isEmpty();
    }

    @Test
    void two_uplinks_on_one_subnet_are_named_and_one_address_on_both_is_an_error() {
        kernel.address("eth1", "192.0.2.3/25");
        assertThat(findings())
                .containsExactly(
                        Finding.warning("uplinks hinet and seed are both on 192.0.2.0/25: its hosts are reached over"
                                + " one of them only, but for the gateways as next hops"));
        kernel.address("eth1", "192.0.2.2/24");
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.error()).isTrue();
            assertThat(finding.text()).startsWith("uplinks hinet and seed have the same address 192.0.2.2:");
        });
    }

    @Test
    void the_stricter_of_two_reverse_path_settings_counts_unless_one_is_loose() {
        KernelSnapshot plain = kernel.snapshot();
        assertThat(findings(filtered(plain, "0", "1", "0")))
                .extracting(Finding::text)
                .containsExactly(
                        "strict reverse-path filtering on eth0 drops what comes back to hosts behind this machine by"
                                + " an uplink that is not in the balance; sysctl -w net.ipv4.conf.eth0.rp_filter=2");
        assertThat(findings(filtered(plain, "1", "2", "0")))
                .extracting(Finding::text)
                .allMatch(text -> text.contains("on eth1, ppp0 drops"))
                .hasSize(1);
        assertThat(findings(filtered(plain, "2", "1", "1"))).isEmpty();
    }

    private static KernelSnapshot filtered(KernelSnapshot plain, String all, String eth0, String others) {
        Map<SysctlKey, String> sysctls = Map.of(
                SysctlKey.reversePathFilter("all"), all,
                SysctlKey.reversePathFilter("eth0"), eth0,
                SysctlKey.reversePathFilter("eth1"), others,
                SysctlKey.reversePathFilter("ppp0"), others);
        return new KernelSnapshot(
                plain.links(), plain.addresses(), plain.routes(), plain.rules(), sysctls, plain.surroundings());
    }

    @Test
    void a_rule_of_others_over_bits_of_our_marks_is_named_where_connections_are_marked() {
        RuleSelector theirs = RuleSelector.all(INET).toBuilder()
                .mark(new FwMark(0x100_0000, 0x700_0000))
                .build();
        RuleSelector elsewhere =
                RuleSelector.all(INET).toBuilder().mark(FwMark.exactly(1)).build();
        kernel.rule(rule(100, TUNNEL).selector(theirs));
        kernel.rule(rule(101, TUNNEL).selector(elsewhere));
        assertThat(findings()).isEmpty();
        assertThat(findings("[flows]\npin = \"on\"\n"))
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .startsWith(
                        "rule \"priority 100 from all fwmark 0x1000000/0x7000000 lookup 51820\" tests bits of marks");
    }

    @Test
    void a_networkd_that_would_delete_the_agents_routes_is_named_with_what_it_should_be_told() {
        KernelSnapshot plain = kernel.snapshot();
        Surroundings networkd = new Surroundings(List.of(), true, false);
        KernelSnapshot beside = new KernelSnapshot(
                plain.links(), plain.addresses(), plain.routes(), plain.rules(), plain.sysctls(), networkd);
        assertThat(findings(beside))
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .contains("put ManageForeignRoutes=no into the section [Network] of /etc/systemd/networkd.conf");
    }

    @Test
    void networkd_manages_what_it_is_not_told_to_leave_alone() {
        assertThat(NetworkdConf.of(List.of())).isEqualTo(new NetworkdConf(true, true));
        String file = "[DHCPv4]\n"
                + "ManageForeignRoutes=no\n"
                + "[Network]\n"
                + "#ManageForeignRoutes=no\n"
                + "ManageForeignRoutingPolicyRules = No\n";
        assertThat(NetworkdConf.of(List.of(file))).isEqualTo(new NetworkdConf(true, false));
        assertThat(NetworkdConf.of(
                        List.of(file, "[Network]\nManageForeignRoutes=false\nManageForeignRoutingPolicyRules=yes\n")))
                .isEqualTo(new NetworkdConf(false, true));
    }

    @Test
    void the_ways_of_others_are_nothing_to_an_uplink_that_is_not_here() {
        kernel.address("eth1", IpAddress.parse("192.0.2.2") + "/24");
        assertThat(findings(new InMemoryKernel().snapshot())).isEmpty();
    }
}

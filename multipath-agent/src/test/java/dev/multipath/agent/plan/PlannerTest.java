package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans as a user would read them, from state to state. */
final class PlannerTest {
    private static final RouteTable BALANCE = RouteTable.of(7900);
    private static final String TWO = Sites.PROBE + Sites.ipv4Only(Sites.HINET) + Sites.ipv4Only(Sites.SEED);

    private final PlanBench bench = new PlanBench(Sites.three(), TWO);
    private final InMemoryKernel kernel = bench.kernel;

    @Test
    void the_first_plan_says_what_and_why() {
        assertThat(bench.plan().render(kernel.names())).isEqualTo("""
            sysctl -w net.ipv4.conf.eth0.ignore_routes_with_linkdown=1    # the kernel leaves eth0 by itself when its cable is pulled
            sysctl -w net.ipv4.conf.eth1.ignore_routes_with_linkdown=1    # the kernel leaves eth1 by itself when its cable is pulled
            sysctl -w net.ipv4.fib_multipath_hash_policy=1    # balance per connection
            sysctl -w net.ipv6.conf.eth0.ignore_routes_with_linkdown=1    # the kernel leaves eth0 by itself when its cable is pulled
            sysctl -w net.ipv6.conf.eth1.ignore_routes_with_linkdown=1    # the kernel leaves eth1 by itself when its cable is pulled
            sysctl -w net.ipv6.fib_multipath_hash_policy=1    # balance per connection
            ip route add default via 192.0.2.1 dev eth0 table 7710 proto 77    # uplink hinet's own table
            ip route add default via 198.51.100.1 dev eth1 table 7711 proto 77    # uplink seed's own table
            ip route add default table 7900 proto 77 nexthop via 198.51.100.1 dev eth1 weight 1 nexthop via 192.0.2.1 dev eth0 weight 4    # traffic balanced over seed 1, hinet 4: alive
            ip route add default via 198.51.100.1 dev eth1 table 7900 proto 77 metric 1002    # stands by in case a device vanishes and takes the default with it
            ip route add default via 192.0.2.1 dev eth0 table 7900 proto 77 metric 1001    # stands by in case a device vanishes and takes the default with it
            ip rule add priority 7700 from all lookup main suppress_prefixlength 0 protocol 77    # connected and the operator's own routes come first, main's default does not
            ip rule add priority 7705 from all oif eth0 lookup 7710 protocol 77    # sockets bound to uplink hinet use it
            ip rule add priority 7705 from all oif eth1 lookup 7711 protocol 77    # sockets bound to uplink seed use it
            ip rule add priority 7710 from 192.0.2.2 lookup 7710 protocol 77    # replies leave by the uplink the request came in on
            ip rule add priority 7711 from 198.51.100.2 lookup 7711 protocol 77    # replies leave by the uplink the request came in on
            ip rule add priority 7900 from all lookup 7900 protocol 77    # all other traffic is balanced
            """);
        bench.settle();
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
        assertThat(RouteLookups.devicesFrom(kernel, "198.51.100.2")).containsExactly("eth1");
        assertThat(RouteLookups.devicesOf(kernel, AddressFamily.INET, "eth0")).containsExactly("eth0");
    }

    @Test
    void a_dead_leg_leaves_in_place_and_its_stand_by_goes_last() {
        bench.settle();
        assertThat(bench.verdict("eth1", Verdict.DOWN).settle())
                .containsExactly(
                        "ip route replace default via 192.0.2.1 dev eth0 table 7900 proto 77",
                        "ip route del default via 198.51.100.1 dev eth1 table 7900 proto 77 metric 1002");
        assertThat(RouteLookups.devicesFrom(kernel, "198.51.100.2"))
                .as("probes still use it")
                .containsExactly("eth1");
        assertThat(bench.verdict("eth1", Verdict.UP).settle())
                .containsExactly(
                        "ip route replace default table 7900 proto 77 nexthop via 198.51.100.1 dev eth1 weight 1"
                                + " nexthop via 192.0.2.1 dev eth0 weight 4",
                        "ip route add default via 198.51.100.1 dev eth1 table 7900 proto 77 metric 1002");
    }

    @Test
    void a_route_that_vanished_with_a_device_is_put_back_without_the_device() {
        PlanBench three = new PlanBench(Sites.three(), Sites.THREE);
        three.settle();
        three.kernel.deleteLink("ppp0");
        assertThat(three.devices(AddressFamily.INET))
                .as("a stand-by bridges it")
                .hasSize(1);

        assertThat(three.settle())
                .containsExactly(
                        "ip route add default table 7900 proto 77 nexthop via 198.51.100.1 dev eth1 weight 1"
                                + " nexthop via 192.0.2.1 dev eth0 weight 4",
                        "ip rule del priority 7712 from 10.0.0.2 lookup 7712 protocol 77");

        three.kernel.pointToPoint("ppp0").address("ppp0", "10.0.0.9 peer 10.0.0.1/32");
        three.verdict("ppp0", Verdict.PROVING);
        assertThat(three.settle())
                .containsExactly(
                        "sysctl -w net.ipv4.conf.ppp0.ignore_routes_with_linkdown=1",
                        "sysctl -w net.ipv6.conf.ppp0.ignore_routes_with_linkdown=1",
                        "ip route add default via 10.0.0.1 dev ppp0 table 7712 proto 77",
                        "ip rule add priority 7712 from 10.0.0.9 lookup 7712 protocol 77");
    }

    @Test
    void a_device_with_another_index_gets_its_routes_again() {
        bench.settle();
        kernel.deleteLink("eth1").ethernet("eth1").address("eth1", "198.51.100.2/24");
        assertThat(bench.settle())
                .contains(
                        "ip route add default via 198.51.100.1 dev eth1 table 7711 proto 77",
                        "ip route add default via 198.51.100.1 dev eth1 table 7900 proto 77 metric 1002")
                .noneMatch(command -> command.startsWith("ip rule"));
    }

    @Test
    void an_address_that_went_and_came_back_leaves_nothing_missing() {
        bench.settle();
        List<String> before = bench.owned();
        kernel.removeAddress("eth1", "198.51.100.2");
        assertThat(bench.settle())
                .startsWith("ip route replace default via 192.0.2.1 dev eth0 table 7900 proto 77")
                .contains("ip rule del priority 7711 from 198.51.100.2 lookup 7711 protocol 77");
        kernel.address("eth1", "198.51.100.2/24");
        bench.settle();
        assertThat(bench.owned()).isEqualTo(before);
    }

    @Test
    void another_layout_or_table_base_moves_everything_without_a_gap() {
        String file = Sites.PROBE + Sites.HINET + Sites.SEED;
        bench.configure(file).settle();
        List<String> before = bench.owned();
        for (String agent : List.of("layout = \"main\"", "table-base = 9000", "layout = \"main\"\nmetric = 50")) {
            bench.configure("[agent]\n" + agent, file).settle();
            assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
            assertThat(bench.devices(AddressFamily.INET6)).containsExactly("eth0", "eth1");
        }
        bench.configure(file).settle();
        assertThat(bench.owned()).isEqualTo(before);
    }

    @Test
    void uplinks_in_another_order_swap_tables_in_place() {
        bench.settle();
        assertThat(bench.configure(Sites.PROBE, Sites.ipv4Only(Sites.SEED), Sites.ipv4Only(Sites.HINET))
                        .settle())
                .contains(
                        "ip route replace default via 198.51.100.1 dev eth1 table 7710 proto 77",
                        "ip route replace default via 192.0.2.1 dev eth0 table 7711 proto 77",
                        "ip rule add priority 7710 from 198.51.100.2 lookup 7710 protocol 77")
                .noneMatch(command -> command.startsWith("ip route del default via 192.0.2.1 dev eth0 table 7711"));
        assertThat(RouteLookups.devicesFrom(kernel, "192.0.2.2")).containsExactly("eth0");
    }

    @Test
    void a_rule_of_the_agents_that_stands_twice_is_there_once_afterwards() {
        bench.settle();
        List<String> before = bench.owned();
        Rule balance = Rule.lookup(AddressFamily.INET, BALANCE).priority(7900).protocol(PlanBench.OWN);
        kernel.rule(balance).rule(balance);
        assertThat(bench.settle()).hasSize(2).allMatch(command -> command.startsWith("ip rule del priority 7900"));
        assertThat(bench.owned()).isEqualTo(before);
    }

    @Test
    void what_bears_the_agents_mark_and_is_not_wanted_goes() {
        bench.settle();
        List<String> before = bench.owned();
        kernel.route(via("192.0.2.1", "eth0").table(RouteTable.of(7950)).protocol(PlanBench.OWN));
        kernel.route(via("192.0.2.1", "eth0").table(BALANCE).protocol(PlanBench.OWN));
        kernel.rule(Rule.lookup(AddressFamily.INET, RouteTable.MAIN).priority(5).protocol(PlanBench.OWN));
        assertThat(bench.settle())
                .containsExactly(
                        "ip rule del priority 5 from all lookup main protocol 77",
                        "ip route del default via 192.0.2.1 dev eth0 table 7950 proto 77",
                        "ip route del default via 192.0.2.1 dev eth0 table 7900 proto 77");
        assertThat(bench.owned()).isEqualTo(before);
    }

    @Test
    void strangers_in_the_agents_own_tables_and_priorities_stay() {
        Route theirs = via("192.0.2.99", "eth0").protocol(Protocol.STATIC);
        kernel.route(theirs.table(BALANCE)).route(theirs.table(RouteTable.of(7710)));
        kernel.rule(Rule.lookup(AddressFamily.INET, BALANCE).priority(7900));
        kernel.rule(
                Rule.lookup(AddressFamily.INET, RouteTable.MAIN).priority(7700).protocol(Protocol.STATIC));
        List<String> foreign = kernel.foreign(PlanBench.OWN);

        assertThat(bench.settle()).contains("ip route prepend default via 192.0.2.1 dev eth0 table 7710 proto 77");
        assertThat(bench.devices(AddressFamily.INET)).as("ours come first").containsExactly("eth0", "eth1");
        bench.verdict("eth0", Verdict.DOWN).settle();
        bench.verdict("eth0", Verdict.UP).settle();
        assertThat(kernel.foreign(PlanBench.OWN)).isEqualTo(foreign);
        bench.remove();
        assertThat(kernel.foreign(PlanBench.OWN)).isEqualTo(foreign);
    }

    @Test
    void a_stranger_that_gets_in_front_is_not_left_there() {
        bench.settle();
        kernel.route(via("192.0.2.99", "eth0").table(BALANCE).protocol(Protocol.STATIC));
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0");
        assertThat(bench.settle()).hasSize(2).first().asString().startsWith("ip route del default table 7900 proto 77");
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
    }

    @Test
    void what_a_stranger_replaced_comes_back_before_it() {
        bench.settle();
        kernel.replaceRoute(via("192.0.2.99", "eth0").table(BALANCE).protocol(Protocol.STATIC));
        assertThat(bench.settle())
                .singleElement()
                .asString()
                .startsWith("ip route prepend default table 7900 proto 77 nexthop");
    }

    @Test
    void a_right_route_behind_a_wrong_one_of_the_agents_is_kept() {
        bench.settle();
        kernel.route(via("198.51.100.1", "eth1").table(RouteTable.of(7710)).protocol(PlanBench.OWN));
        assertThat(bench.settle())
                .containsExactly("ip route del default via 198.51.100.1 dev eth1 table 7710 proto 77");
    }

    @Test
    void a_route_the_agent_wrote_otherwise_is_changed_in_place() {
        bench.settle();
        Route other = via("192.0.2.1", "eth0").table(RouteTable.of(7710)).protocol(PlanBench.OWN);
        kernel.replaceRoute(other.prefSrc(IpAddress.parse("192.0.2.2")));
        assertThat(bench.settle())
                .containsExactly("ip route replace default via 192.0.2.1 dev eth0 table 7710 proto 77");
    }

    @Test
    void dead_and_linkdown_legs_are_no_difference() {
        bench.settle();
        kernel.carrier("eth1", false);
        assertThat(kernel.routes())
                .anyMatch(route -> route.target() instanceof RouteTarget.Multipath multipath
                        && multipath.legs().stream().anyMatch(NextHop::isDeadOrLinkdown));
        List<String> owned = bench.owned();
        assertThat(bench.settle()).as("but the verdict is").hasSize(2);
        kernel.carrier("eth1", true);
        bench.settle();
        assertThat(bench.owned()).hasSameSizeAs(owned);
    }

    @Test
    void removal_leaves_what_strangers_have_and_unties_rules_from_the_end() {
        Route theirs = via("192.0.2.1", "eth0").protocol(Protocol.DHCP).priority(100);
        kernel.route(theirs)
                .route(Route.to(IpPrefix.parse("10.0.0.0/8")).via(IpAddress.parse("192.0.2.7"), kernel.index("eth0")))
                .rule(Rule.lookup(AddressFamily.INET, RouteTable.of(100))
                        .priority(7710)
                        .from(IpPrefix.parse("10.1.0.0/16")));
        List<String> before = kernel.foreign(PlanBench.OWN);
        bench.settle();

        List<String> commands = bench.remove();

        assertThat(kernel.foreign(PlanBench.OWN)).isEqualTo(before);
        assertThat(commands.get(0)).startsWith("ip rule del priority 7900");
        assertThat(commands.get(5)).startsWith("ip rule del priority 7700");
        assertThat(bench.devices(AddressFamily.INET))
                .as("main's default serves")
                .containsExactly("eth0");
    }

    private Route via(String gateway, String device) {
        return Route.defaultRoute(AddressFamily.INET).via(IpAddress.parse(gateway), kernel.index(device));
    }
}

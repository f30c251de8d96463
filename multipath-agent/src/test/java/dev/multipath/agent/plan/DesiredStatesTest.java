package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wished for, seen as what the kernel holds afterwards. */
final class DesiredStatesTest {
    private static final String TWO = Sites.PROBE + Sites.HINET + Sites.SEED;
    private static final String MAIN = "[agent]\nlayout = \"main\"\n";

    @Test
    void both_families_stand_in_tables_of_their_own() {
        PlanBench bench = new PlanBench(Sites.three(), TWO);
        bench.settle();

        assertThat(routes(bench, "7900"))
                .containsExactly(
                        "default table 7900 proto 77 metric 1024 nexthop via fe80::1 dev eth1 weight 1"
                                + " nexthop via fe80::1 dev eth0 weight 4",
                        "default table 7900 proto 77 nexthop via 198.51.100.1 dev eth1 weight 1"
                                + " nexthop via 192.0.2.1 dev eth0 weight 4",
                        "default via 192.0.2.1 dev eth0 table 7900 proto 77 metric 1001",
                        "default via 198.51.100.1 dev eth1 table 7900 proto 77 metric 1002",
                        "default via fe80::1 dev eth0 table 7900 proto 77 metric 2025",
                        "default via fe80::1 dev eth1 table 7900 proto 77 metric 2026");
        assertThat(routes(bench, "7711"))
                .containsExactly(
                        "default via 198.51.100.1 dev eth1 table 7711 proto 77",
                        "default via fe80::1 dev eth1 table 7711 proto 77 metric 1024");
        assertThat(bench.owned())
                .contains(
                        "-6 priority 7700 from all lookup main suppress_prefixlength 0 protocol 77",
                        "-6 priority 7705 from all oif eth1 lookup 7711 protocol 77",
                        "-6 priority 7711 from 2001:db8:b::/64 lookup 7711 protocol 77",
                        "-6 priority 7900 from all lookup 7900 protocol 77");
    }

    @Test
    void layout_main_puts_the_default_before_another_programs() {
        InMemoryKernel kernel = Sites.three();
        Route dhcp = Route.defaultRoute(AddressFamily.INET).via(IpAddress.parse("192.0.2.1"), kernel.index("eth0"));
        kernel.route(dhcp.protocol(Protocol.DHCP));
        PlanBench bench = new PlanBench(kernel, MAIN, Sites.PROBE, Sites.HINET, Sites.SEED);

        assertThat(bench.settle())
                .contains("ip route prepend default proto 77 nexthop via 198.51.100.1 dev eth1 weight 1"
                        + " nexthop via 192.0.2.1 dev eth0 weight 4")
                .noneMatch(command -> command.contains("7900"));
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
    }

    @Test
    void layout_main_counts_stand_bys_from_its_metric() {
        PlanBench bench = new PlanBench(
                Sites.three(), "[agent]\nlayout = \"main\"\nmetric = 300\n", Sites.PROBE, Sites.HINET, Sites.SEED);
        bench.settle();

        assertThat(bench.owned())
                .contains(
                        "default via 198.51.100.1 dev eth1 proto 77 metric 1302",
                        "default via fe80::1 dev eth1 proto 77 metric 1302")
                .filteredOn(line -> line.contains(" metric 300 nexthop"))
                .hasSize(2);
    }

    @Test
    void an_advertised_ipv6_default_is_passed_by_and_said_to_be_in_the_way() {
        InMemoryKernel kernel = Sites.three();
        Route advertised = Route.defaultRoute(AddressFamily.INET6)
                .via(IpAddress.parse("fe80::99"), kernel.index("eth0"))
                .protocol(Protocol.RA)
                .priority(1024);
        PlanBench bench = new PlanBench(kernel, MAIN, Sites.PROBE, Sites.HINET, Sites.SEED);
        bench.settle();
        kernel.route(advertised);

        assertThat(bench.desired().conflicts())
                .containsExactly(
                        "table main: an IPv6 default of metric 1024 belongs to someone else; metric 1023 is used"
                                + " instead");
        bench.settle();
        assertThat(bench.owned()).anyMatch(line -> line.contains(" metric 1023 nexthop via fe80::1"));
        assertThat(bench.devices(AddressFamily.INET6)).containsExactly("eth0", "eth1");

        kernel.deleteRoute(advertised);
        bench.settle();
        assertThat(bench.owned()).anyMatch(line -> line.contains(" metric 1024 nexthop via fe80::1"));
        assertThat(bench.desired().conflicts()).isEmpty();
    }

    @Test
    void a_stand_by_that_has_to_move_does_not_take_anothers_place() {
        InMemoryKernel kernel = Sites.three();
        Route theirs = Route.defaultRoute(AddressFamily.INET6)
                .protocol(Protocol.STATIC)
                .table(RouteTable.of(7900));
        kernel.route(
                theirs.via(IpAddress.parse("fe80::99"), kernel.index("eth0")).priority(2026));
        PlanBench bench = new PlanBench(kernel, TWO);
        bench.settle();

        assertThat(routes(bench, "7900"))
                .contains(
                        "default via fe80::1 dev eth0 table 7900 proto 77 metric 2024",
                        "default via fe80::1 dev eth1 table 7900 proto 77 metric 2025");
    }

    @Test
    void when_all_are_dead_the_last_stay_or_main_serves_or_nothing_does() {
        for (String mode : List.of("keep-last", "fallthrough", "unreachable")) {
            String file = "[agent]\nall-dead = \"" + mode + "\"\n" + TWO;
            PlanBench bench = new PlanBench(Sites.three(), file);
            bench.settle();
            bench.allVerdicts(Verdict.DOWN).settle();
            List<String> left = routes(bench, "7900");
            switch (mode) {
                case "keep-last" -> assertThat(left).hasSize(6);
                case "fallthrough" -> assertThat(left).isEmpty();
                default ->
                    assertThat(left)
                            .containsExactly(
                                    "unreachable default table 7900 proto 77",
                                    "unreachable default table 7900 proto 77 metric 1024");
            }
            assertThat(routes(bench, "7710")).as(mode).hasSize(2);
            bench.allVerdicts(Verdict.UP).settle();
            assertThat(routes(bench, "7900")).as(mode).hasSize(6);
        }
    }

    @Test
    void keep_last_keeps_only_what_can_carry_a_packet() {
        PlanBench bench = new PlanBench(Sites.three(), TWO);
        bench.allVerdicts(Verdict.DOWN).settle();
        bench.kernel.carrier("eth0", false);
        bench.settle();
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth1");
        bench.kernel.carrier("eth1", false);
        bench.settle();
        assertThat(routes(bench, "7900")).isEmpty();
        assertThat(routes(bench, "7710")).hasSize(2);
    }

    @Test
    void a_disabled_uplink_keeps_its_table_and_rules() {
        PlanBench bench = new PlanBench(Sites.three(), TWO);
        bench.settle();
        bench.disable("eth0").settle();

        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth1");
        assertThat(RouteLookups.devicesFrom(bench.kernel, "192.0.2.2")).containsExactly("eth0");
        assertThat(RouteLookups.devicesOf(bench.kernel, AddressFamily.INET6, "eth0"))
                .containsExactly("eth0");
        bench.enable("eth0").settle();
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
    }

    @Test
    void a_gateway_outside_the_subnet_is_onlink_everywhere() {
        PlanBench bench =
                new PlanBench(Sites.three(), TWO.replace("gateway = \"192.0.2.1\"", "gateway = \"169.254.0.1\""));
        bench.settle();

        assertThat(bench.owned().stream().filter(line -> line.contains("169.254.0.1")))
                .hasSize(3)
                .allMatch(line -> line.contains("onlink"));
    }

    @Test
    void ipv4_balances_over_a_link_without_a_gateway() {
        String dsl = Sites.DSL.replace("gateway6", "gateway = \"none\"\ngateway6");
        PlanBench bench = new PlanBench(Sites.three(), Sites.PROBE, Sites.ipv4Only(Sites.HINET), dsl);
        bench.settle();

        assertThat(routes(bench, "7900"))
                .contains("default table 7900 proto 77 nexthop dev ppp0 weight 1"
                        + " nexthop via 192.0.2.1 dev eth0 weight 4");
    }

    @Test
    void a_default_in_main_that_refuses_is_said_to_be_in_the_way_where_it_is_the_first() {
        InMemoryKernel kernel = Sites.three();
        Route refusal = Route.defaultRoute(AddressFamily.INET)
                .type(RouteType.UNREACHABLE)
                .target(RouteTarget.none())
                .priority(100);
        kernel.route(refusal);
        PlanBench bench = new PlanBench(kernel, TWO);

        assertThat(bench.desired().conflicts())
                .containsExactly("table main: \"unreachable default proto boot metric 100\" ends every lookup before it"
                        + " reaches the uplinks' tables");

        kernel.route(Route.defaultRoute(AddressFamily.INET)
                .via(IpAddress.parse("192.0.2.1"), kernel.index("eth0"))
                .priority(99));
        assertThat(bench.desired().conflicts()).isEmpty();
    }

    @Test
    void a_default_in_main_that_refuses_behind_the_agents_own_is_in_nobodys_way() {
        InMemoryKernel kernel = Sites.three();
        kernel.route(Route.defaultRoute(AddressFamily.INET)
                .type(RouteType.UNREACHABLE)
                .target(RouteTarget.none())
                .priority(100));

        assertThat(new PlanBench(kernel, MAIN, TWO).desired().conflicts()).isEmpty();
    }

    @Test
    void ipv6_balances_over_no_link_without_a_gateway_but_lets_it_stand_by() {
        String dsl = Sites.DSL.replace("gateway6 = \"off\"", "gateway6 = \"none\"");
        InMemoryKernel kernel = Sites.three().address("ppp0", "2001:db8:c::2/64");
        PlanBench bench = new PlanBench(kernel, TWO, dsl);

        assertThat(bench.desired().conflicts())
                .containsExactly(
                        "uplink dsl: the kernel cannot balance IPv6 over a link without a gateway; it stands by");
        bench.settle();
        assertThat(bench.devices(AddressFamily.INET6)).containsExactly("eth0", "eth1");
        assertThat(routes(bench, "7900")).contains("default dev ppp0 table 7900 proto 77 metric 2027");

        bench.verdict("eth0", Verdict.DOWN).verdict("eth1", Verdict.DOWN).settle();
        assertThat(bench.devices(AddressFamily.INET6)).as("alone it carries").containsExactly("ppp0");
    }

    @Test
    void two_uplinks_may_share_gateway_and_subnet() {
        InMemoryKernel kernel = new InMemoryKernel().ethernet("eth0").ethernet("eth1");
        kernel.address("eth0", "192.168.1.2/24").address("eth1", "192.168.1.3/24");
        String file = TWO.replace("192.0.2.1", "192.168.1.1").replace("198.51.100.1", "192.168.1.1");
        PlanBench bench = new PlanBench(kernel, file);
        bench.settle();

        assertThat(RouteLookups.devicesFrom(kernel, "192.168.1.2")).containsExactly("eth0");
        assertThat(RouteLookups.devicesFrom(kernel, "192.168.1.3")).containsExactly("eth1");
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
        bench.verdict("eth0", Verdict.DOWN).settle();
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth1");
    }

    @Test
    void interface_names_may_have_fifteen_characters() {
        InMemoryKernel kernel =
                new InMemoryKernel().ethernet("enp0s31f6.12345").address("enp0s31f6.12345", "192.0.2.2/24");
        PlanBench bench = new PlanBench(kernel, Sites.PROBE, Sites.HINET.replace("eth0", "enp0s31f6.12345"));

        assertThat(bench.settle())
                .contains(
                        "sysctl -w net/ipv4/conf/enp0s31f6.12345/ignore_routes_with_linkdown=1",
                        "ip rule add priority 7705 from all oif enp0s31f6.12345 lookup 7710 protocol 77");
    }

    @Test
    void every_address_of_an_uplink_leads_to_its_table_also_one_still_being_checked() {
        InMemoryKernel kernel = Sites.three().address("eth0", "192.0.2.3/24").address("eth0", "2001:db8:a::3/64");
        kernel.tentative("2001:db8:a::3", true);
        PlanBench bench = new PlanBench(kernel, TWO);
        bench.settle();

        for (String address : List.of("192.0.2.2", "192.0.2.3", "2001:db8:a::2", "2001:db8:a::3")) {
            assertThat(RouteLookups.devicesFrom(kernel, address)).as(address).containsExactly("eth0");
        }
    }

    @Test
    void a_kernel_without_ipv6_is_asked_for_none() {
        InMemoryKernel kernel =
                new InMemoryKernel().withoutIpv6().ethernet("eth0").address("eth0", "192.0.2.2/24");
        PlanBench bench = new PlanBench(kernel, Sites.PROBE, Sites.HINET);
        bench.settle();

        assertThat(bench.owned()).noneMatch(line -> line.startsWith("-6") || line.contains("fe80"));
    }

    @Test
    void settings_are_left_alone_where_they_are_to_be_kept_or_do_not_exist() {
        PlanBench bench = new PlanBench(Sites.three(), "[agent]\nhash-policy = \"keep\"\n", TWO);
        assertThat(bench.settle()).noneMatch(command -> command.contains("hash_policy"));
        assertThat(bench.kernel.sysctl(SysctlKey.HASH_POLICY_IPV4)).contains("0");

        bench.configure("[agent]\nhash-policy = \"l3\"\n", TWO);
        bench.kernel.sysctl(SysctlKey.HASH_POLICY_IPV6, "1");
        assertThat(bench.settle()).containsExactly("sysctl -w net.ipv6.fib_multipath_hash_policy=0");
    }

    @Test
    void an_uplink_without_a_device_has_a_rule_waiting_for_it_and_no_route() {
        PlanBench bench = new PlanBench(new InMemoryKernel().ethernet("eth0").address("eth0", "192.0.2.2/24"), TWO);
        bench.settle();

        assertThat(bench.owned()).contains("priority 7705 from all oif eth1 lookup 7711 protocol 77");
        assertThat(routes(bench, "7711")).isEmpty();
    }

    @Test
    void a_device_that_is_down_gets_no_route_the_kernel_would_refuse() {
        InMemoryKernel kernel = Sites.three().up("eth1", false);
        PlanBench bench = new PlanBench(kernel, TWO);
        bench.settle();
        assertThat(routes(bench, "7711")).isEmpty();
        kernel.up("eth1", true).address("eth1", "2001:db8:b::2/64");
        bench.settle();
        assertThat(routes(bench, "7711")).hasSize(2);
    }

    private static List<String> routes(PlanBench bench, String table) {
        return bench.owned().stream()
                .filter(line -> line.contains(" table " + table + " "))
                .toList();
    }
}

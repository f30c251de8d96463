package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.RouteLookups;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the agent does about single events, from its start on. */
final class AgentCoreTest {
    private final World world = new World(Sites.three(), Sites.THREE, 1);
    private final InMemoryKernel kernel = world.kernel;

    @Test
    void at_the_start_everything_is_routed_at_once_and_probed_afterwards() {
        world.run(5);
        assertThat(devices()).containsExactly("eth0", "eth1", "ppp0");
        assertThat(world.is("hinet")).isEqualTo(UplinkState.UNKNOWN);
        world.run(2_000);
        assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
        assertThat(world.is("dsl")).isEqualTo(UplinkState.UP);
        assertThat(kernel.sysctl(SysctlKey.HASH_POLICY_IPV4)).contains("1");
    }

    @Test
    void a_steady_state_writes_nothing_and_looks_rarely() {
        world.run(5_000).afresh().run(600_000);

        assertThat(world.log).isEmpty();
        assertThat(world.operations()).isZero();
        assertThat(world.looks()).isEqualTo(60);
        assertThat(world.wakes())
                .as("rounds go out when the carriers are looked at anyway")
                .isLessThanOrEqualTo(6_000);
    }

    @Test
    void a_pulled_cable_is_noticed_without_any_notification() {
        world.run(5_000).afresh();
        kernel.carrier("eth1", false);
        world.run(110);

        assertThat(world.is("seed")).isEqualTo(UplinkState.DOWN);
        assertThat(devices()).containsExactly("eth0", "ppp0");
    }

    @Test
    void all_that_follows_from_one_event_bears_its_id() {
        world.run(5_000).afresh();
        kernel.carrier("eth1", false);
        world.run(400);
        assertThat(world.log).hasSizeGreaterThan(3);
        assertThat(ids(world.log)).hasSize(1);

        world.line("eth0").alive = false;
        world.run(3_000);
        assertThat(ids(world.log)).as("suspect, and then down with its plan").hasSize(3);
    }

    @Test
    void silence_moves_the_routes_within_a_second_and_two_thirds() {
        world.run(5_000).afresh();
        world.line("eth0").alive = false;
        long died = world.millis();
        while (devices().contains("eth0")) {
            world.run(1);
        }
        assertThat(world.millis() - died).isLessThanOrEqualTo(1_670);
        assertThat(world.commands()).as("both families").hasSize(4);
        assertThat(RouteLookups.devicesFrom(kernel, "192.0.2.2")).containsExactly("eth0");

        world.line("eth0").alive = true;
        world.run(9_000);
        assertThat(devices()).doesNotContain("eth0");
        world.run(2_500);
        assertThat(devices()).contains("eth0");
    }

    @Test
    void a_redialled_link_gets_its_rule_and_table_at_once_and_traffic_after_its_hold_up() {
        world.run(5_000);
        kernel.deleteLink("ppp0");
        world.notified(World.MILLI).run(10);
        assertThat(devices()).containsExactly("eth0", "eth1");

        kernel.pointToPoint("ppp0");
        world.notified().run(50);
        kernel.address("ppp0", "10.0.0.77 peer 10.0.0.1/32");
        world.notified().run(50);
        assertThat(RouteLookups.devicesFrom(kernel, "10.0.0.77")).containsExactly("ppp0");
        assertThat(devices()).doesNotContain("ppp0");
        world.run(10_500);
        assertThat(devices()).contains("ppp0");
    }

    @Test
    void what_another_program_deletes_is_back_in_a_moment() {
        world.run(5_000);
        List<String> before = kernel.owned(World.OWN);
        kernel.deleteRule(ownRule(7900));
        world.notified().run(10);
        assertThat(kernel.owned(World.OWN)).isEqualTo(before);

        kernel.deleteRoute(ownRoute(7710));
        world.run(10_100);
        assertThat(kernel.owned(World.OWN)).as("even without a notification").isEqualTo(before);
    }

    @Test
    void restarting_changes_nothing_though_an_uplink_is_down() {
        world.run(5_000);
        world.line("eth1").alive = false;
        world.run(5_000);
        List<String> before = kernel.owned(World.OWN);
        world.restart(Sites.THREE).afresh().run(20_000);

        assertThat(world.operations()).isZero();
        assertThat(kernel.owned(World.OWN)).isEqualTo(before);
        assertThat(world.is("seed")).isEqualTo(UplinkState.DOWN);

        world.line("eth1").alive = true;
        world.run(11_500);
        assertThat(devices()).contains("eth1");
    }

    /** What was in reserve for IPv4 goes last; IPv6, which follows, has left it by then. */
    @Test
    void killed_while_it_takes_out_what_one_family_holds_in_reserve_it_does_not_lead_the_other_back() {
        String file = Sites.PROBE + Sites.DSL + Sites.SEED + "tier = 2\n" + Sites.HINET + "tier = 3\n";
        World tiers = new World(Sites.three(), file, 1).run(5_000);
        tiers.line("eth0").alive = false;
        tiers.run(5_000);
        tiers.line("eth0").alive = true;
        tiers.run(2_000);
        assertThat(tiers.is("hinet")).isEqualTo(UplinkState.PROVING);
        assertThat(RouteLookups.defaultDevices(tiers.kernel, AddressFamily.INET6))
                .containsExactly("eth1");

        tiers.line("eth1").alive = false;
        tiers.ignoring(KernelOp::deletes).run(3_000);
        List<Set<String>> led = new ArrayList<>();
        tiers.check(() -> led.add(RouteLookups.defaultDevices(tiers.kernel, AddressFamily.INET6)));
        tiers.ignoring(operation -> false).restart(file).run(3_000);

        assertThat(led).isNotEmpty().containsOnly(Set.of("eth0"));
        assertThat(RouteLookups.defaultDevices(tiers.kernel, AddressFamily.INET))
                .containsExactly("ppp0");
    }

    @Test
    void restarting_after_a_removal_begins_anew() {
        world.run(5_000);
        world.line("eth1").alive = false;
        world.run(5_000);
        for (Route route : List.copyOf(kernel.routes())) {
            kernel.deleteRoute(route);
        }
        world.restart(Sites.THREE).run(10);
        assertThat(devices()).containsExactly("eth0", "eth1", "ppp0");
    }

    @Test
    void a_restart_while_none_lives_keeps_those_that_carried_last() {
        world.run(5_000);
        world.line("eth1").alive = false;
        world.run(5_000);
        world.line("eth0").alive = false;
        world.run(5_000);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth0");

        world.restart(Sites.THREE).afresh().run(5_000);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth0");
        assertThat(world.commands()).isEmpty();
    }

    @Test
    void an_override_takes_out_and_puts_back_and_is_remembered() {
        world.run(5_000);
        world.post(new Event.Override("hinet", false)).run(10);
        assertThat(devices()).containsExactly("eth1", "ppp0");
        assertThat(world.memory().overrides()).containsEntry("hinet", false);

        world.restart(Sites.THREE);
        World again = world.run(5_000);
        assertThat(devices()).containsExactly("eth1", "ppp0");
        again.post(new Event.Override("hinet", true)).run(10_500);
        assertThat(devices()).contains("eth0");
    }

    @Test
    void a_gateway_once_learnt_outlives_the_route_and_the_agent() {
        InMemoryKernel dhcp = new InMemoryKernel().ethernet("eth0").address("eth0", "192.0.2.2/24");
        Route learnt = Route.defaultRoute(AddressFamily.INET)
                .via(IpAddress.parse("192.0.2.1"), dhcp.index("eth0"))
                .protocol(Protocol.DHCP);
        dhcp.route(learnt);
        String file = Sites.PROBE + "[[uplink]]\ninterface = \"eth0\"\n";
        World auto = new World(dhcp, file, 1).run(3_000);
        dhcp.deleteRoute(learnt);
        auto.notified().run(3_000);
        assertThat(RouteLookups.defaultDevices(dhcp, AddressFamily.INET)).containsExactly("eth0");
        assertThat(auto.view("eth0").facts().ipv4().gateway().map(Gateway::source))
                .contains(Gateway.REMEMBERED);

        auto.restart(file).afresh().run(3_000);
        assertThat(RouteLookups.defaultDevices(dhcp, AddressFamily.INET)).containsExactly("eth0");
        assertThat(auto.operations()).isZero();
    }

    @Test
    void an_agent_that_was_stopped_moves_nothing() {
        world.run(5_000).afresh();
        world.stopped(20_000).run(10_000);

        assertThat(world.operations()).isZero();
        assertThat(world.log).anyMatch(line -> line.contains("the agent itself was held up for"));
        assertThat(world.log).noneMatch(line -> line.contains("->"));
    }

    @Test
    void an_ipv6_without_targets_lives_and_dies_with_ipv4() {
        world.run(5_000);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth0", "eth1");
        world.line("eth0").alive = false;
        world.run(2_000);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth1");
        kernel.removeAddress("eth1", "2001:db8:b::2");
        world.notified().run(50);
        assertThat(devices()).as("its own address is its own affair").containsExactly("eth1", "ppp0");
    }

    @Test
    void a_gateway_is_probed_where_there_are_no_targets() {
        World gateway = new World(Sites.three(), Sites.HINET + Sites.SEED, 1).run(3_000);
        assertThat(gateway.is("hinet")).isEqualTo(UplinkState.UP);
        gateway.line("eth0").alive = false;
        gateway.run(2_000);
        assertThat(RouteLookups.defaultDevices(gateway.kernel, AddressFamily.INET))
                .containsExactly("eth1");
        assertThat(RouteLookups.defaultDevices(gateway.kernel, AddressFamily.INET6))
                .containsExactly("eth1");
    }

    @Test
    void settings_are_written_once_and_again_for_a_new_device() {
        world.run(5_000).afresh();
        SysctlKey key = SysctlKey.ignoreLinkdown("ipv4", "ppp0");
        kernel.deleteLink("ppp0").pointToPoint("ppp0");
        assertThat(kernel.sysctl(key)).contains("0");
        world.notified().run(100);
        assertThat(kernel.sysctl(key)).contains("1");
    }

    private Set<String> devices() {
        return RouteLookups.defaultDevices(kernel, AddressFamily.INET);
    }

    private Rule ownRule(long priority) {
        return kernel.rules().stream()
                .filter(rule ->
                        rule.priority().orElse(0) == priority && rule.protocol().equals(World.OWN))
                .findFirst()
                .orElseThrow();
    }

    private Route ownRoute(long table) {
        return kernel.routes().stream()
                .filter(route -> route.table().equals(RouteTable.of(table)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(List<String> log) {
        return log.stream()
                .filter(line -> line.contains("#"))
                .map(line -> line.substring(line.indexOf('#'), line.indexOf(' ', line.indexOf('#'))))
                .distinct()
                .toList();
    }
}

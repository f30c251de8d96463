package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.RouteLookups;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the agent keeps, and what it does otherwise, when its configuration is loaded again. */
final class ReloadTest {
    private final World world = new World(Sites.three(), Sites.THREE, 1);
    private final InMemoryKernel kernel = world.kernel;

    @Test
    void a_reload_of_the_same_file_changes_nothing() {
        world.run(5_000);
        world.line("eth1").alive = false;
        world.run(5_000).afresh();
        world.reload(Sites.THREE).run(10_000);

        assertThat(world.operations()).isZero();
        assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
        assertThat(world.is("seed")).isEqualTo(UplinkState.DOWN);
    }

    @Test
    void a_reload_before_the_first_look_tracks_no_uplink_twice() {
        world.blind(true).run(50).reload(Sites.PROBE + Sites.SEED + Sites.HINET).run(50);
        world.blind(false).run(5_000);

        assertThat(world.state().views()).extracting(view -> view.name()).containsExactly("seed", "hinet");
        assertThat(devices()).containsExactly("eth0", "eth1");
        assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
    }

    @Test
    void a_reload_in_another_order_moves_tables_and_keeps_health() {
        world.run(5_000);
        world.line("eth1").alive = false;
        world.run(5_000).afresh();
        world.reload(Sites.PROBE + Sites.SEED + Sites.DSL + Sites.HINET).run(1_000);

        assertThat(world.log).noneMatch(line -> line.contains("->"));
        assertThat(devices()).containsExactly("eth0", "ppp0");
        assertThat(RouteLookups.devicesFrom(kernel, "192.0.2.2")).containsExactly("eth0");
        assertThat(ownRoute(7712).target().hops().get(0).interfaceIndex()).isEqualTo(kernel.index("eth0"));
    }

    @Test
    void a_reload_keeps_what_stays_when_all_are_dead() {
        world.run(5_000);
        List.of("eth0", "eth1", "ppp0").forEach(device -> world.line(device).alive = false);
        world.run(5_000).afresh();
        Set<String> kept = devices();
        world.reload(Sites.PROBE + Sites.DSL + Sites.SEED + Sites.HINET).run(5_000);
        assertThat(devices()).isEqualTo(kept);
    }

    @Test
    void discovered_uplinks_survive_a_reload() {
        String file = Sites.PROBE + "[discover]\ninterfaces = [\"ppp*\"]\n" + Sites.HINET;
        World discovering = new World(Sites.three(), file, 1).run(5_000);
        assertThat(discovering.is("ppp0")).isEqualTo(UplinkState.UP);
        discovering.afresh().reload(file).run(1_000);
        assertThat(discovering.is("ppp0")).isEqualTo(UplinkState.UP);
        assertThat(discovering.operations()).isZero();

        discovering.reload(Sites.PROBE + Sites.HINET).run(1_000);
        assertThat(RouteLookups.defaultDevices(discovering.kernel, AddressFamily.INET))
                .containsExactly("eth0");
    }

    @Test
    void a_family_that_gets_targets_of_its_own_keeps_the_verdict_it_followed() {
        world.run(5_000);
        world.line("eth0").alive = false;
        world.run(3_000);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth1");

        world.afresh().reload(Sites.THREE.replace("53\"]", "53\", \"2001:db8:ffff::10\"]"));
        world.run(100);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth1");

        world.line("eth0").alive = true;
        world.run(15_000);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth0", "eth1");
    }

    @Test
    void a_family_that_gets_targets_of_its_own_before_anything_answered_is_found_dead_all_the_same() {
        world.line("eth0").alive = false;
        world.run(5).reload(Sites.THREE.replace("53\"]", "53\", \"2001:db8:ffff::10\"]"));
        world.run(3_000);

        assertThat(world.view("hinet").state(AddressFamily.INET6)).isEqualTo(UplinkState.DOWN);
        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth1");
    }

    @Test
    void an_uplink_listed_later_proves_itself_first() {
        World one = new World(Sites.three(), Sites.PROBE + Sites.HINET, 1).run(5_000);
        one.reload(Sites.PROBE + Sites.HINET + Sites.SEED).run(1_000);
        assertThat(one.is("seed")).isEqualTo(UplinkState.PROVING);
        assertThat(RouteLookups.devicesFrom(one.kernel, "198.51.100.2")).containsExactly("eth1");
        assertThat(RouteLookups.defaultDevices(one.kernel, AddressFamily.INET)).containsExactly("eth0");
        one.run(10_000);
        assertThat(RouteLookups.defaultDevices(one.kernel, AddressFamily.INET)).containsExactly("eth0", "eth1");
    }

    @Test
    void a_gateway_once_learnt_stays_with_its_interface_when_uplinks_change_names() {
        InMemoryKernel dhcp = new InMemoryKernel()
                .ethernet("eth0")
                .address("eth0", "192.0.2.2/24")
                .ethernet("eth1")
                .address("eth1", "192.0.2.130/24");
        Route learnt = Route.defaultRoute(AddressFamily.INET)
                .via(IpAddress.parse("192.0.2.1"), dhcp.index("eth0"))
                .protocol(Protocol.DHCP);
        dhcp.route(learnt);
        String file = Sites.PROBE + "[[uplink]]\nname = \"%s\"\ninterface = \"%s\"\n";
        World auto = new World(dhcp, String.format(file, "a", "eth0"), 1).run(3_000);
        dhcp.deleteRoute(learnt);
        auto.notified().run(3_000);

        auto.reload(String.format(file, "b", "eth0")).run(3_000);
        assertThat(RouteLookups.defaultDevices(dhcp, AddressFamily.INET)).containsExactly("eth0");
        assertThat(auto.memory().gateways()).containsOnlyKeys("b");

        auto.reload(String.format(file, "b", "eth1")).run(3_000);
        assertThat(auto.view("b").facts().ipv4().gateway()).as("learnt on eth0").isEmpty();
        assertThat(auto.memory().gateways()).isEmpty();
    }

    @Test
    void shorter_intervals_count_from_the_moment_they_are_loaded() {
        String seldom = Sites.HINET + Sites.SEED + "[probe]\ninterval = \"10m\"\n";
        World patient = new World(Sites.three(), seldom, 1).run(5_000);
        patient.reload(seldom.replace("10m", "1s")).run(10);
        int probes = patient.line("eth0").probes;
        patient.run(5_000);
        assertThat(patient.line("eth0").probes - probes).isGreaterThanOrEqualTo(4);
    }

    private Set<String> devices() {
        return RouteLookups.defaultDevices(kernel, AddressFamily.INET);
    }

    private Route ownRoute(long table) {
        return kernel.routes().stream()
                .filter(route -> route.table().equals(RouteTable.of(table)))
                .findFirst()
                .orElseThrow();
    }
}

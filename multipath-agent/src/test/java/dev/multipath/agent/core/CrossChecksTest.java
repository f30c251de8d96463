package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.RouteLookups;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.uplink.Transition;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What uplinks say of each other, and their traffic of them: in virtual time, with the kernel in memory. */
final class CrossChecksTest {
    private static final String TIERS =
            Sites.PROBE + Sites.HINET + "tier = 1\n" + Sites.SEED + "tier = 2\n" + Sites.DSL + "tier = 3\n";
    private static final String TWO = Sites.ipv4Only(Sites.PROBE + Sites.HINET + Sites.SEED);

    private static World world(String file) {
        return new World(Sites.three(), file, 1).run(5_000);
    }

    /** What {@code plan} would say beside the running agent. */
    private static List<KernelOp> planned(World world) {
        Optional<HealthReport> report =
                Optional.of(HealthReportText.decode(HealthReportText.encode(HealthReport.of(world.state()))));
        return Preview.of(
                        world.state().config(), world.memory(), report, Set.of(), world.kernel.snapshot(), world.now())
                .operations();
    }

    private static Set<String> defaults(World world) {
        return RouteLookups.defaultDevices(world.kernel, AddressFamily.INET);
    }

    // Tiers.

    @Test
    void the_lowest_tier_that_lives_carries_and_takes_the_traffic_back() {
        World world = world(TIERS);
        assertThat(defaults(world)).containsExactly("eth0");
        assertThat(planned(world)).isEmpty();

        world.line("eth0").alive = false;
        assertThat(defaults(world.run(1_800))).containsExactly("eth1");
        assertThat(planned(world)).isEmpty();
        world.line("eth1").alive = false;
        assertThat(defaults(world.run(1_800))).containsExactly("ppp0");
        world.line("eth0").alive = true;
        assertThat(defaults(world.run(9_000))).containsExactly("ppp0");
        assertThat(defaults(world.run(3_000))).containsExactly("eth0");
    }

    @Test
    void the_kernel_itself_falls_back_to_the_next_tier_when_a_device_vanishes() {
        World world = world(TIERS);

        world.kernel.deleteLink("eth0");
        assertThat(defaults(world)).as("before the agent could do anything").containsExactly("eth1");
        world.kernel.deleteLink("eth1");
        assertThat(defaults(world)).containsExactly("ppp0");
    }

    @Test
    void a_dead_one_and_a_degraded_one_come_last_or_not_at_all_behind_the_default() {
        World world = world(TIERS);
        world.line("ppp0").alive = false;
        world.line("eth1").loss = 0.5;
        world.run(240_000);

        List<String> behind = new ArrayList<>();
        for (Route route : world.kernel.routes()) {
            if (route.table().value() == 7900 && route.family().equals(AddressFamily.INET)) {
                behind.add(route.toString().replaceAll("table.*metric", "metric"));
            }
        }
        assertThat(behind).noneMatch(route -> route.contains("ppp0"));
        assertThat(defaults(world)).containsExactly("eth0");
    }

    @Test
    void tiers_that_stand_by_are_probed_more_slowly_and_at_once_when_they_take_over() {
        World world = world(TIERS.replace("[probe]\n", "[probe]\nstandby-interval = \"30s\"\n"));
        int active = world.line("eth0").probes;
        int standing = world.line("eth1").probes;
        world.run(120_000);
        assertThat(world.line("eth0").probes - active).isBetween(119, 121);
        assertThat(world.line("eth1").probes - standing).isBetween(3, 5);

        world.line("eth1").alive = false;
        world.line("eth0").alive = false;
        world.run(1_800);
        assertThat(world.is("hinet")).isEqualTo(UplinkState.DOWN);
        world.run(800);
        assertThat(world.is("seed"))
                .as("found dead by the probes that were hurried")
                .isEqualTo(UplinkState.DOWN);
        assertThat(defaults(world)).containsExactly("ppp0");
    }

    // Passive evidence.

    @Test
    void silence_under_traffic_is_noticed_and_left_within_seven_tenths_of_a_second() {
        List<Long> under = new ArrayList<>();
        List<Long> without = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            under.add(outage(seed, 300));
            without.add(outage(seed, 0));
        }
        Collections.sort(under);
        Collections.sort(without);
        assertThat(under.get(20)).as("median of %s", under).isLessThanOrEqualTo(700);
        assertThat(under.get(39)).as("worst of %s", under).isLessThanOrEqualTo(850);
        assertThat(without.get(20)).as("median of %s", without).isGreaterThan(1_000);
    }

    private static long outage(int seed, int packetsPerSecond) {
        World world = new World(Sites.three(), TWO, seed);
        world.line("eth0").traffic = packetsPerSecond;
        world.line("eth1").traffic = packetsPerSecond;
        world.run(5_000 + world.random.nextLong(1_000));
        long died = world.millis();
        world.line("eth0").alive(world, false);
        while (defaults(world).contains("eth0")) {
            world.run(5);
            assertThat(world.millis() - died).isLessThan(5_000);
        }
        return world.millis() - died;
    }

    @Test
    void devices_are_looked_at_twice_as_often_under_heavy_traffic_and_no_oftener_otherwise() {
        World world = world(TWO);
        int idle = world.carrierLooks();
        world.run(10_000);
        assertThat(world.carrierLooks() - idle).isBetween(99, 101);

        world.line("eth0").traffic = 300;
        world.run(2_000);
        int busy = world.carrierLooks();
        world.run(10_000);
        assertThat(world.carrierLooks() - busy).isBetween(195, 201);
    }

    @Test
    void without_uplinks_nothing_is_looked_at_closely() {
        World world = world(TWO);
        world.line("eth0").traffic = 300;
        world.run(2_000);
        world.reload(Sites.PROBE + "[discover]\ninterfaces = [\"tun*\"]\n").run(1_000);
        assertThat(world.state().uplinks()).isEmpty();

        world.afresh().run(10_000);
        assertThat(world.wakes()).isBetween(99, 101);
    }

    @Test
    void a_suspicion_that_was_wrong_costs_a_probe_and_no_route() {
        World world = world(TWO);
        world.line("eth0").traffic = 300;
        world.run(5_000).afresh();

        int probes = world.line("eth0").probes;
        world.line("eth0").oneWay = true;
        world.run(10_000);

        assertThat(world.view("hinet").ipv4().rows().of(Transition.UP_SILENT)).isEqualTo(1);
        assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
        assertThat(world.commands()).isEmpty();
        assertThat(world.line("eth0").probes - probes).isBetween(10, 11);
    }

    // Last resort.

    @Test
    void dead_targets_change_no_route_while_gateways_live_and_none_when_they_come_back() {
        for (String allDead : List.of("keep-last", "fallthrough", "unreachable")) {
            World world =
                    world("[agent]\nall-dead = \"" + allDead + "\"\n" + TWO).afresh();
            world.deadTargets(true).run(30_000);

            assertThat(world.is("hinet")).isEqualTo(UplinkState.DOWN);
            assertThat(world.is("seed")).isEqualTo(UplinkState.DOWN);
            assertThat(world.commands()).as(allDead).isEmpty();
            assertThat(planned(world)).as("plan, " + allDead).isEmpty();
            assertThat(world.log).anyMatch(line -> line.contains("the targets may be at fault"));

            world.deadTargets(false).run(3_000);
            assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
            assertThat(world.is("seed")).isEqualTo(UplinkState.UP);
            assertThat(world.commands()).as(allDead).isEmpty();
            assertThat(world.view("seed").ipv4().rows().of(Transition.DOWN_ACQUITTED))
                    .isEqualTo(1);
        }
    }

    /** A file that changed in nothing, or has the uplinks in another order, is no reason to think otherwise. */
    @Test
    void dead_targets_change_no_route_when_the_configuration_is_loaded_again() {
        String turned = Sites.ipv4Only(Sites.PROBE + Sites.SEED + Sites.HINET);
        for (String allDead : List.of("keep-last", "fallthrough", "unreachable")) {
            String file = "[agent]\nall-dead = \"" + allDead + "\"\n";
            World world = world(file + TWO).afresh();
            world.deadTargets(true).run(10_000).reload(file + TWO).run(10_000);

            assertThat(world.commands()).as(allDead).isEmpty();
            world.reload(file + turned).run(10_000);
            assertThat(defaults(world)).as(allDead).containsExactly("eth0", "eth1");
            world.deadTargets(false).run(3_000);
            assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
            assertThat(world.is("seed")).isEqualTo(UplinkState.UP);
            assertThat(defaults(world)).as(allDead).containsExactly("eth0", "eth1");
        }
    }

    /** One that was probed a moment before the targets died, and answered, has said nothing yet. */
    @Test
    void dead_targets_change_no_route_whenever_they_die() {
        for (int roundTrip : List.of(20, 60, 100)) {
            for (int after = 0; after < 1_000; after += 10) {
                World world = new World(Sites.three(), TWO, 1);
                world.line("eth1").roundTrip = roundTrip * World.MILLI;
                world.run(5_000 + after).afresh();

                world.deadTargets(true).run(5_000);
                assertThat(world.commands())
                        .as("round trip %d ms, after %d ms: %s", roundTrip, after, world.log)
                        .isEmpty();
            }
        }
    }

    /** Its answers are waited for longer than it takes to find the other one dead. */
    @Test
    void dead_targets_change_no_route_though_one_line_is_or_was_slow() {
        for (int roundTrip : List.of(400, 700, 900)) {
            for (int after = 0; after < 6_000; after += 50) {
                World world = new World(Sites.three(), TWO, 1);
                world.line("eth1").roundTrip = roundTrip * World.MILLI;
                world.run(20_000);
                world.line("eth1").roundTrip = after % 100 == 0 ? 20 * World.MILLI : roundTrip * World.MILLI;
                world.run(after).afresh();

                world.deadTargets(true).run(8_000);
                assertThat(world.commands())
                        .as("round trip %d ms, after %d ms: %s", roundTrip, after, world.log)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_real_death_beside_a_slow_line_is_left_once_that_answers() {
        World world = new World(Sites.three(), TWO, 1);
        world.line("eth1").roundTrip = 900 * World.MILLI;
        world.run(20_000);
        world.line("eth0").alive = false;
        world.run(3_000);
        assertThat(defaults(world)).containsExactly("eth1");
    }

    @Test
    void uplinks_whose_gateways_are_dead_too_get_what_all_dead_says() {
        World world = world("[agent]\nall-dead = \"unreachable\"\n" + TWO);
        world.line("eth0").gateway = false;
        world.line("eth1").gateway = false;
        world.deadTargets(true).run(3_000);

        assertThat(world.kernel.routes().toString()).contains("unreachable default");
        world.deadTargets(false).run(20_000);
        assertThat(world.view("hinet").ipv4().rows().of(Transition.DOWN_ACQUITTED))
                .isZero();
    }

    @Test
    void when_the_targets_come_back_over_one_uplink_only_the_other_is_dead() {
        World world = world(TWO);
        world.deadTargets(true).run(10_000).afresh();
        world.line("eth1").alive = false;
        world.deadTargets(false).run(3_000);

        assertThat(defaults(world)).containsExactly("eth0");
        assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
        assertThat(world.is("seed")).isEqualTo(UplinkState.DOWN);
        world.line("eth1").alive = true;
        world.run(5_000);
        assertThat(world.is("seed")).as("it was dead: it has to prove itself").isEqualTo(UplinkState.PROVING);
    }

    @Test
    void one_uplink_alone_keeps_carrying_with_a_dead_target() {
        World world = world(Sites.PROBE + Sites.ipv4Only(Sites.HINET)).afresh();
        world.deadTargets(true).run(60_000);

        assertThat(world.is("hinet")).isEqualTo(UplinkState.DOWN);
        assertThat(world.commands()).isEmpty();
        assertThat(defaults(world)).containsExactly("eth0");
        assertThat(world.log).anyMatch(line -> line.contains("the last ones are kept"));
    }

    @Test
    void a_real_death_beside_a_lost_packet_is_left_as_soon_as_the_other_answers() {
        World world = world(TWO);
        world.line("eth0").alive = false;
        world.line("eth1").loss = 0.3;
        world.run(4_000);
        assertThat(defaults(world)).containsExactly("eth1");
    }

    // Adaptive weights.

    @Test
    void a_congested_uplink_gives_away_half_its_share_and_gets_it_back() {
        String adaptive = "weight = \"adaptive\"\n";
        World world = world(
                Sites.ipv4Only(Sites.PROBE + Sites.HINET.replace("weight = 4\n", adaptive) + Sites.SEED + adaptive));
        world.line("eth0").traffic = 500;
        world.run(60_000).afresh();
        world.line("eth0").roundTrip = 200 * World.MILLI;
        world.run(60_000);
        assertThat(world.view("hinet").weight()).isEqualTo(4);
        assertThat(world.view("seed").weight()).isEqualTo(8);
        assertThat(planned(world)).isEmpty();
        assertThat(world.commands())
                .hasSize(1)
                .first()
                .asString()
                .contains("weight 4")
                .contains("weight 8");
        assertThat(world.log).anyMatch(line -> line.contains("uplink hinet: weight 8 -> 4: congested"));

        world.line("eth0").roundTrip = 10 * World.MILLI;
        world.run(20 * 60_000L);
        assertThat(world.view("hinet").weight()).isEqualTo(8);
    }
}

package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.RouteLookups;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.uplink.Transition;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The agent under random faults, each schedule from one seed: {@link WorldInvariants} after everything that happens, and at
 * the end, with all healed, every uplink in use and nothing more to do. To repeat one schedule:
 *
 * <pre>{@code mvn -pl multipath-agent test -Dtest=AgentSimulation -Dsimulation.seed=N}</pre>
 */
final class AgentSimulation {
    private static final int SCHEDULES = 60;
    private static final int FAULTS = 60;
    private static final List<String> DEVICES = List.of("eth0", "eth1", "ppp0");
    private static final String QUICK_RETURN = "hold-up = \"2s\"\nhold-up-max = \"4s\"\n";

    /** These take a quality that lasts, or a family without targets. */
    private static final Set<Transition> RARE = Set.of(
            Transition.UNKNOWN_UNPROBED,
            Transition.SUSPECT_UNPROBED,
            Transition.DOWN_UNPROBED,
            Transition.RETARGETED,
            Transition.QUALITY_LOST,
            Transition.QUALITY_REGAINED,
            Transition.PROVING_REPEATED,
            Transition.PROVING_RETRACTED);

    @Test
    void random_faults() {
        Integer only = Integer.getInteger("simulation.seed");
        Map<Transition, Integer> rows = new EnumMap<>(Transition.class);
        for (long seed = only == null ? 0 : only; seed < (only == null ? SCHEDULES : only + 1); seed++) {
            run(seed).rows().forEach((row, count) -> rows.merge(row, count, Integer::sum));
        }
        Set<Transition> expected = EnumSet.complementOf(EnumSet.copyOf(RARE));
        assertThat(only == null ? rows.keySet() : expected)
                .as("rows of the transition table taken: %s", rows)
                .containsAll(expected);
    }

    @Test
    void the_same_seed_gives_the_same_log() {
        assertThat(run(4711).log).isEqualTo(run(4711).log).hasSizeGreaterThan(100);
    }

    private static World run(long seed) {
        boolean tiers = seed % 3 == 0;
        World world = new World(Sites.three(), file(0, tiers), seed);
        try {
            WorldInvariants invariants = new WorldInvariants(world, DEVICES);
            invariants.excuse(100);
            world.run(3_000);
            for (int fault = 0; fault < FAULTS; fault++) {
                fault(world, invariants, tiers);
                world.run(world.random.nextLong(3_000));
            }
            heal(world, invariants);
            world.run(15_000);
            checkSettled(world, tiers);
            return world;
        } catch (AssertionError | RuntimeException failure) {
            List<String> log = world.log;
            String tail = String.join("\n", log.subList(Math.max(0, log.size() - 40), log.size()));
            throw new AssertionError(
                    "repeat it with -Dsimulation.seed=" + seed + "; the end of its log:\n" + tail, failure);
        }
    }

    private static void checkSettled(World world, boolean tiers) {
        assertThat(RouteLookups.defaultDevices(world.kernel, AddressFamily.INET))
                .containsExactlyElementsOf(tiers ? List.of("eth0", "eth1") : DEVICES);
        assertThat(RouteLookups.defaultDevices(world.kernel, AddressFamily.INET6))
                .containsExactly("eth0", "eth1");
        int operations = world.operations();
        int looks = world.looks();
        world.run(60_000);
        assertThat(world.operations()).as("operations in a steady state").isEqualTo(operations);
        assertThat(world.looks() - looks).as("looks in a steady state").isBetween(5, 8);
    }

    private static String file(int which, boolean tiers) {
        String dsl = Sites.DSL + (tiers ? "tier = 2\n" : "");
        String order = which == 0 ? Sites.HINET + Sites.SEED + dsl : dsl + Sites.HINET + Sites.SEED;
        return Sites.PROBE + QUICK_RETURN + order;
    }

    private static void fault(World world, WorldInvariants invariants, boolean tiers) {
        SplittableRandom random = world.random;
        String device = DEVICES.get(random.nextInt(DEVICES.size()));
        boolean there = world.kernel.link(device).isPresent();
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> line(world, device, random.nextInt(3) > 0);
            case 3, 4 -> {
                if (there) {
                    boolean on = random.nextInt(3) > 0;
                    world.say("FAULT " + device + " carrier " + on);
                    world.carrier(device, on);
                }
            }
            case 5 -> recreate(world, device);
            case 6 -> renumber(world, random.nextBoolean());
            case 7 -> interfere(world);
            case 8 -> {
                boolean yes = random.nextBoolean();
                String name = device.equals("eth0") ? "hinet" : device.equals("eth1") ? "seed" : "dsl";
                world.say("FAULT " + name + " enabled " + yes);
                world.post(new Event.Override(name, yes));
                invariants.enabled(device, yes);
            }
            case 9 -> {
                world.say("FAULT reload");
                world.reload(file(random.nextInt(2), tiers));
            }
            case 10 -> {
                world.say("FAULT stop");
                world.stopped(random.nextLong(4_000));
                invariants.excuse(1_900);
            }
            case 11 -> traffic(world, device);
            case 12 -> deadTargets(world, invariants);
            default -> {
                world.say("FAULT restart");
                world.deadTargets(false);
                world.restart(file(random.nextInt(2), tiers));
                invariants.excuse(2_500);
            }
        }
    }

    private static void traffic(World world, String device) {
        int packets = world.random.nextInt(3) * 200;
        world.say("FAULT " + device + " traffic " + packets);
        world.line(device).traffic = packets;
        world.line(device).oneWay = world.random.nextInt(8) == 0;
    }

    /** While nobody answers, nobody can know which line lives. */
    private static void deadTargets(World world, WorldInvariants invariants) {
        long millis = world.random.nextLong(4_000);
        world.say("FAULT targets dead for " + millis + " ms");
        world.deadTargets(true).schedule(millis * World.MILLI, () -> world.deadTargets(false));
        invariants.excuse(millis + 2_500);
    }

    private static void line(World world, String device, boolean alive) {
        world.say("FAULT " + device + " alive " + alive);
        world.line(device).alive(world, alive);
        world.line(device).roundTrip = world.random.nextLong(1, 60) * World.MILLI;
    }

    /** Gone, and back a while later under another index. */
    private static void recreate(World world, String device) {
        if (world.kernel.link(device).isEmpty()) {
            return;
        }
        world.say("FAULT " + device + " deleted");
        world.kernel.deleteLink(device);
        world.notified().schedule(world.random.nextLong(2_000) * World.MILLI, () -> create(world, device));
    }

    private static void create(World world, String device) {
        InMemoryKernel kernel = world.kernel;
        if (kernel.link(device).isPresent()) {
            return;
        }
        world.say("FAULT " + device + " made");
        switch (device) {
            case "eth0" ->
                kernel.ethernet(device).address(device, "192.0.2.2/24").address(device, "2001:db8:a::2/64");
            case "eth1" ->
                kernel.ethernet(device).address(device, "198.51.100.2/24").address(device, "2001:db8:b::2/64");
            default ->
                kernel.pointToPoint(device)
                        .address(device, "10.0.0." + world.random.nextInt(2, 250) + " peer 10.0.0.1/32");
        }
        world.notified();
    }

    private static void renumber(World world, boolean add) {
        boolean present = world.kernel.addresses().stream()
                .anyMatch(address -> address.local().equals(IpAddress.parse("198.51.100.2")));
        if (world.kernel.link("eth1").isEmpty() || present == add) {
            return;
        }
        world.say("FAULT eth1 address " + add);
        if (add) {
            world.kernel.address("eth1", "198.51.100.2/24");
        } else {
            world.kernel.removeAddress("eth1", "198.51.100.2");
        }
        world.notified();
    }

    /** Another program deletes what is the agent's, or adds or deletes something of its own. */
    private static void interfere(World world) {
        InMemoryKernel kernel = world.kernel;
        List<Route> routes = kernel.routes();
        List<Rule> rules = kernel.rules().stream()
                .filter(rule -> rule.protocol().equals(World.OWN))
                .toList();
        switch (world.random.nextInt(3)) {
            case 0 -> {
                if (!rules.isEmpty()) {
                    kernel.deleteRule(rules.get(world.random.nextInt(rules.size())));
                }
            }
            case 1 -> {
                if (!routes.isEmpty()) {
                    kernel.deleteRoute(routes.get(world.random.nextInt(routes.size())));
                }
            }
            default -> {
                if (kernel.link("eth0").isPresent() && routes.stream().noneMatch(AgentSimulation::isStrangers)) {
                    kernel.route(Route.defaultRoute(AddressFamily.INET)
                            .table(world.random.nextBoolean() ? RouteTable.MAIN : RouteTable.of(7900))
                            .protocol(Protocol.DHCP)
                            .priority(world.random.nextInt(2) * 1001L)
                            .via(IpAddress.parse("192.0.2.1"), kernel.index("eth0")));
                }
            }
        }
        world.say("FAULT interference");
        world.notified();
    }

    private static boolean isStrangers(Route route) {
        return route.protocol().equals(Protocol.DHCP);
    }

    private static void heal(World world, WorldInvariants invariants) {
        world.say("FAULT none any more");
        world.deadTargets(false);
        for (String device : DEVICES) {
            line(world, device, true);
            create(world, device);
            world.kernel.carrier(device, true);
            invariants.enabled(device, true);
        }
        List.of("hinet", "seed", "dsl").forEach(name -> world.post(new Event.Override(name, true)));
        world.kernel.routes().stream().filter(AgentSimulation::isStrangers).forEach(world.kernel::deleteRoute);
        renumber(world, true);
        world.notified();
    }
}

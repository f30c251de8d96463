package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * From any configuration and any fault to any other: the plan goes through, leaves a default at every step, touches
 * nobody's objects, and the second plan is empty. {@link PlanBench} checks; a failure names its seed.
 */
final class PlanSimulation {
    private static final int WALKS = 150;
    private static final int STEPS = 40;
    private static final List<Verdict> VERDICTS = List.of(Verdict.values());
    private static final List<String> DEVICES = List.of("eth0", "eth1", "ppp0");

    @Test
    void random_walks_through_configurations_and_faults() {
        for (long seed = 0; seed < WALKS; seed++) {
            List<String> steps = new ArrayList<>();
            try {
                walk(new SplittableRandom(seed), steps);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + " after " + String.join("\n", steps), failure);
            }
        }
    }

    private static void walk(SplittableRandom random, List<String> steps) {
        PlanBench bench = new PlanBench(Sites.three(), Sites.THREE);
        List<String> before = bench.kernel.foreign(PlanBench.OWN);
        bench.settle();
        for (int i = 0; i < STEPS; i++) {
            change(bench, random, steps);
            bench.settle();
        }
        bench.remove();
        if (steps.stream().noneMatch(step -> step.startsWith("stranger"))) {
            assertThat(bench.kernel.foreign(PlanBench.OWN)).isEqualTo(before);
        }
    }

    private static void change(PlanBench bench, SplittableRandom random, List<String> steps) {
        String device = DEVICES.get(random.nextInt(DEVICES.size()));
        InMemoryKernel kernel = bench.kernel;
        boolean there = kernel.link(device).isPresent();
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                Verdict verdict = VERDICTS.get(random.nextInt(VERDICTS.size()));
                steps.add(device + " " + verdict);
                bench.verdict(device, verdict);
            }
            case 3 -> {
                String file = file(random);
                steps.add("configured\n" + file);
                bench.configure(file);
            }
            case 4 -> {
                steps.add(device + " deleted or made");
                recreate(kernel, device, there);
            }
            case 5 -> {
                boolean on = random.nextBoolean();
                steps.add(device + " carrier " + on);
                if (there) {
                    kernel.carrier(device, on);
                }
            }
            case 6 -> {
                boolean up = random.nextBoolean();
                steps.add(device + " up " + up);
                if (there) {
                    kernel.up(device, up);
                }
            }
            case 7 -> {
                String address = "192.0.2." + (2 + random.nextInt(3));
                steps.add("eth0 without or with " + address);
                toggle(kernel, address);
            }
            case 8 -> {
                steps.add("stranger");
                stranger(kernel, random);
            }
            default -> {
                steps.add("the agent's own things are disturbed");
                disturb(kernel, random);
            }
        }
    }

    private static String file(SplittableRandom random) {
        List<String> uplinks = new ArrayList<>(List.of(Sites.HINET, Sites.SEED, Sites.DSL));
        uplinks.add(random.nextInt(3), uplinks.remove(random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            uplinks.remove(random.nextInt(3));
        }
        String mode = List.of("keep-last", "fallthrough", "unreachable").get(random.nextInt(3));
        String layout = random.nextBoolean() ? "isolated\"" : "main\"\nmetric = " + random.nextInt(2) * 500;
        int base = random.nextBoolean() ? 7700 : 9000;
        int weight = 1 + random.nextInt(9);
        return "[agent]\nall-dead = \"" + mode + "\"\ntable-base = " + base + "\nlayout = \"" + layout + "\n"
                + Sites.PROBE + String.join("", uplinks).replace("weight = 4", "weight = " + weight);
    }

    private static void recreate(InMemoryKernel kernel, String device, boolean there) {
        if (there) {
            kernel.deleteLink(device);
        } else if (device.equals("ppp0")) {
            kernel.pointToPoint(device).address(device, "10.0.0.7 peer 10.0.0.1/32");
        } else {
            kernel.ethernet(device).address(device, device.equals("eth0") ? "192.0.2.2/24" : "198.51.100.2/24");
        }
    }

    private static void toggle(InMemoryKernel kernel, String address) {
        if (kernel.link("eth0").isEmpty()) {
            return;
        }
        boolean present =
                kernel.addresses().stream().anyMatch(each -> each.local().equals(IpAddress.parse(address)));
        if (present) {
            kernel.removeAddress("eth0", address);
        } else {
            kernel.address("eth0", address + "/24");
        }
    }

    private static void stranger(InMemoryKernel kernel, SplittableRandom random) {
        AddressFamily family = random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
        RouteTable table = List.of(RouteTable.MAIN, RouteTable.of(7900), RouteTable.of(7710), RouteTable.of(9200))
                .get(random.nextInt(4));
        if (random.nextInt(3) == 0) {
            kernel.rule(Rule.lookup(family, table)
                    .priority(random.nextBoolean() ? 7710 : 7900)
                    .from(host(family)));
            return;
        }
        if (kernel.link("eth1").filter(link -> link.isUp()).isEmpty()) {
            return;
        }
        boolean ipv4 = family.equals(AddressFamily.INET);
        List<Integer> metrics = ipv4 ? List.of(0, 500, 1001, 1501) : List.of(500, 1024, 2025, 2026);
        Route route = Route.defaultRoute(family)
                .table(table)
                .priority(metrics.get(random.nextInt(4)))
                .protocol(ipv4 ? Protocol.STATIC : Protocol.RA)
                .via(IpAddress.parse(ipv4 ? "198.51.100.9" : "fe80::9"), kernel.index("eth1"));
        boolean reachable = kernel.addresses().stream()
                .anyMatch(address -> address.onLinkPrefix().contains(IpAddress.parse("198.51.100.9")));
        boolean second = kernel.routes().stream()
                .anyMatch(each -> each.key().equals(route.key().effective())
                        && each.protocol().equals(route.protocol()));
        if ((reachable || !ipv4) && !second) {
            kernel.route(route);
        }
    }

    private static IpPrefix host(AddressFamily family) {
        boolean ipv4 = family.equals(AddressFamily.INET);
        return IpPrefix.host(IpAddress.parse(ipv4 ? "203.0.113.7" : "2001:db8:ffff::7"));
    }

    private static void disturb(InMemoryKernel kernel, SplittableRandom random) {
        List<Route> routes = kernel.routes().stream()
                .filter(route -> route.protocol().equals(PlanBench.OWN))
                .toList();
        List<Rule> rules = kernel.rules().stream()
                .filter(rule -> rule.protocol().equals(PlanBench.OWN))
                .toList();
        if (random.nextBoolean() && !routes.isEmpty()) {
            kernel.deleteRoute(routes.get(random.nextInt(routes.size())));
        } else if (!rules.isEmpty()) {
            Rule rule = rules.get(random.nextInt(rules.size()));
            if (random.nextBoolean()) {
                kernel.deleteRule(rule);
            } else {
                kernel.rule(rule);
            }
        }
    }
}

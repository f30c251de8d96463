package dev.multipath.agent.sim;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.testkit.sim.SimRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine with three uplinks and how its agent is configured: two Ethernet lines with both families, and a
 * point-to-point one with IPv4 alone.
 *
 * @param text the configuration at the start
 * @param others what a reload may bring
 * @param elsewhere the same uplinks with routes in other tables
 */
record Site(String text, List<String> others, List<String> elsewhere) {
    static final List<String> DEVICES = List.of("eth0", "eth1", "ppp0");
    static final List<String> NAMES = List.of("hinet", "seed", "dsl");

    static final List<String> TARGETS4 = List.of("203.0.113.53", "203.0.113.54", "203.0.113.55");
    static final String TARGET6 = "2001:db8:ffff::10";

    static Site draw(SimRandom random) {
        String probe = probe(random);
        List<String> uplinks = uplinks(random);
        String agent = agent(random, 7700);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> changed = new ArrayList<>(uplinks);
            changed.add(random.below(3), changed.remove(random.below(3)));
            if (random.chance(0.4)) {
                changed.remove(random.below(3));
            }
            String weighed = String.join("", changed).replace("weight = 4", "weight = " + random.between(1, 9));
            boolean elsewhere = random.chance(0.3);
            others.add(
                    (elsewhere ? agent(random, 9000) : agent) + (random.chance(0.3) ? probe(random) : probe) + weighed);
        }
        boolean six = probe.contains(TARGET6);
        String otherwise = six
                ? probe.replace(", \"" + TARGET6 + '"', "")
                : probe.replace("targets = [", "targets = [\"" + TARGET6 + "\", ")
                        .replaceAll("quorum = .", "quorum = 1");
        others.add(agent + otherwise + String.join("", uplinks));
        String same = probe + String.join("", uplinks);
        return new Site(agent + same, others, List.of(agent(random, 9000) + same, agent(random, 5200) + same));
    }

    /** The same but for targets of IPv6, which it has where the first one has none. */
    String otherFamilies() {
        return others.get(others.size() - 1);
    }

    /** Whether no targets are configured. */
    boolean asksGateways() {
        return !text.contains("targets");
    }

    /** Whether the point-to-point line stands by for the others. */
    boolean standsBy() {
        return text.contains("tier = 2");
    }

    AgentConfig config() {
        return Configs.of(text);
    }

    private static String agent(SimRandom random, int base) {
        String layout = random.chance(0.25) ? "main\"\nmetric = 50\n" : "isolated\"\n";
        String dead = random.chance(0.8) ? "keep-last" : random.pick(List.of("fallthrough", "unreachable"));
        return "[agent]\ntable-base = " + base + "\nall-dead = \"" + dead + "\"\nlayout = \"" + layout;
    }

    private static String probe(SimRandom random) {
        if (random.chance(0.06)) {
            return "[probe]\n" + holdUp(random);
        }
        int count = 1 + random.below(3);
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add('"' + TARGETS4.get(i) + '"');
        }
        // A quorum for IPv4 is more than one IPv6 target can give: the kernel of the policy takes what there is.
        if (random.chance(0.4)) {
            targets.add('"' + TARGET6 + '"');
        }
        int quorum = count == 1 ? 1 : 1 + random.below(count);
        return "[probe]\ntargets = [" + String.join(", ", targets) + "]\nquorum = "
                + (targets.size() > count ? 1 : quorum) + "\n" + holdUp(random);
    }

    private static String holdUp(SimRandom random) {
        return random.pick(List.of(
                        "",
                        "hold-up = \"2s\"\nhold-up-max = \"8s\"\n",
                        "hold-up = \"5s\"\nhold-up-max = \"40s\"\nflap-window = \"2m\"\n",
                        "fall = 3\nhold-up-max = \"60s\"\n"))
                + random.pick(List.of("", "", "standby-interval = \"1s\"\n", "standby-interval = \"12s\"\n"));
    }

    private static List<String> uplinks(SimRandom random) {
        boolean auto = random.chance(0.5);
        String tier = random.chance(0.2) ? "tier = 2\n" : "";
        String weight = random.chance(0.25) ? "\"adaptive\"" : "4";
        String hinet = """
            [[uplink]]
            name = "hinet"
            interface = "eth0"
            gateway = "%s"
            gateway6 = "fe80::1"
            weight = %s
            """.formatted(auto ? "auto" : "192.0.2.1", weight);
        String seed = """
            [[uplink]]
            name = "seed"
            interface = "eth1"
            gateway = "198.51.100.1"
            gateway6 = "fe80::1"
            """;
        String dsl = """
            [[uplink]]
            name = "dsl"
            interface = "ppp0"
            gateway = "peer"
            gateway6 = "off"
            """ + tier;
        return List.of(hinet, seed, dsl);
    }
}

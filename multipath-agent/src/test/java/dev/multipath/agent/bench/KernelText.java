package dev.multipath.agent.bench;

import dev.multipath.netlink.model.Link;
import dev.multipath.testkit.netns.Namespace;
import java.util.ArrayList;
import java.util.List;

/** All routes and rules of a namespace as {@code ip} prints them. */
public final class KernelText {
    private KernelText() {}

    /** IPv4 and IPv6, all tables. */
    public static String of(Namespace namespace) {
        return namespace.run("ip", "-4", "route", "show", "table", "all")
                + namespace.run("ip", "-6", "route", "show", "table", "all")
                + namespace.run("ip", "-4", "rule")
                + namespace.run("ip", "-6", "rule");
    }

    /** The settings an agent may change, "KEY = VALUE" a line. */
    public static String settings(Namespace namespace) {
        StringBuilder text = new StringBuilder();
        for (String key : List.of("net.ipv4.fib_multipath_hash_policy", "net.ipv6.fib_multipath_hash_policy")) {
            text.append(setting(namespace, key));
        }
        for (Link link : namespace.netlink().links().list()) {
            String device = "net/%s/conf/" + link.name() + "/ignore_routes_with_linkdown";
            text.append(setting(namespace, device.formatted("ipv4")));
            text.append(setting(namespace, device.formatted("ipv6")));
        }
        return text.toString();
    }

    private static String setting(Namespace namespace, String key) {
        return key + " = " + namespace.sysctl(key) + "\n";
    }

    /** Lines that only one of two texts has: "-" the first, "+" the second. */
    public static List<String> difference(String before, String after) {
        List<String> lines = new ArrayList<>();
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        old.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("- " + line));
        now.stream().filter(line -> !old.contains(line)).forEach(line -> lines.add("+ " + line));
        if (lines.isEmpty() && !before.equals(after)) {
            lines.add("the same lines in another order");
        }
        return lines;
    }
}

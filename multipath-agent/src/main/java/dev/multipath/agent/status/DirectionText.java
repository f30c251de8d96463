package dev.multipath.agent.status;

import dev.multipath.agent.status.StatusReport.Direction;
import dev.multipath.agent.status.StatusReport.Ordered;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line for an ordered route or a policy: what it has, and which uplinks it uses now. Pure. */
final class DirectionText {
    private DirectionText() {}

    static String route(Ordered route) {
        return "route " + route.name() + ": " + joined(ipv4(route, true), ipv6(route, true));
    }

    static String policy(Ordered policy) {
        return "policy " + policy.name() + ": " + joined(ipv4(policy, false), ipv6(policy, false));
    }

    private static Optional<String> ipv4(Ordered ordered, boolean counted) {
        return ordered.ipv4().map(direction -> family("IPv4", direction, ordered, counted));
    }

    private static Optional<String> ipv6(Ordered ordered, boolean counted) {
        return ordered.ipv6().map(direction -> family("IPv6", direction, ordered, counted));
    }

    private static String family(String name, Direction direction, Ordered ordered, boolean counted) {
        String count =
                !counted ? name : direction.count() + " " + name + (direction.count() == 1 ? " prefix" : " prefixes");
        boolean refused = ordered.otherwise().equals("unreachable");
        boolean expected = !direction.otherwise() || refused;
        String missing = counted && expected && direction.installed() != direction.count()
                ? " (" + direction.installed() + " installed)"
                : "";
        return count
                + (direction.otherwise() ? otherwise(ordered) : " over " + String.join(", ", direction.uplinks()))
                + missing;
    }

    private static String otherwise(Ordered ordered) {
        return switch (ordered.otherwise()) {
            case "main" -> " by table main, no uplink of its own lives";
            case "unreachable" -> " refused, no uplink of its own lives";
            default -> " balanced like the rest, no uplink of its own lives";
        };
    }

    private static String joined(Optional<String> four, Optional<String> six) {
        return Stream.concat(four.stream(), six.stream()).collect(Collectors.joining("; "));
    }
}

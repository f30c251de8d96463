package dev.multipath.agent.coexist;

import dev.multipath.agent.config.PrefixTable;
import dev.multipath.agent.config.Routing;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody's routes in table main that lead destinations of a {@code [[route]]}: that table is asked before, so they do
 * not follow its uplinks. What the scripts of 2004 leave behind, for one.
 */
public final class EarlierRoutes {
    private static final int NAMED = 3;

    private final Routing routing;
    private final Map<Integer, Held> byEntry = new TreeMap<>();

    /** Those of one {@code [[route]]}: how many, and the first ones. */
    private static final class Held {
        private final List<IpPrefix> first = new ArrayList<>();
        private int count;

        void add(IpPrefix route) {
            count++;
            if (first.size() < NAMED) {
                first.add(route);
            }
        }
    }

    public EarlierRoutes(Routing routing) {
        this.routing = routing;
    }

    /** A route to that prefix, neither the kernel's own nor the agent's; a default counts for nothing. */
    public void saw(IpPrefix route) {
        if (route.length() == 0) {
            return;
        }
        PrefixTable prefixes = routing.prefixes();
        IpAddress address = route.address();
        int at = prefixes.firstFrom(address.isIpv4(), address.high(), address.low(), route.length());
        if (at >= 0 && route.contains(prefixes.prefix(at).address())) {
            byEntry.computeIfAbsent(prefixes.entry(at), none -> new Held()).add(route);
        }
    }

    /** Forgets them: they are seen again. */
    public void clear() {
        byEntry.clear();
    }

    /** One for each {@code [[route]]} with such destinations. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        byEntry.forEach((entry, held) -> {
            List<String> named = held.first.stream().map(IpPrefix::toString).toList();
            int more = held.count - named.size();
            findings.add(
                    Finding.warning("route " + routing.routes().get(entry).name() + ": table main, which comes first,"
                            + " has routes of its own to " + String.join(", ", named)
                            + (more > 0 ? " and " + more + " more" : "")
                            + "; 'ip route del' them unless they are to stay where they lead"));
        });
        return findings;
    }
}

package dev.multipath.agent.bench;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.testkit.netns.Namespace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The agent's default routes as somebody knows them who has looked once and then only listens, as {@code ip monitor}
 * does: whether there was ever a time without any. What the kernel changes without a word is not seen.
 */
final class DefaultsTold {
    private final Map<RouteKey, Set<NextHop>> legs = new HashMap<>();
    private final Map<AddressFamily, Long> goneAt = new HashMap<>();
    private long longest;

    private DefaultsTold() {}

    /** Looks; what the watch hears from now on is to be told to {@link #longestWithout}. */
    static DefaultsTold seen(Namespace gateway) {
        DefaultsTold told = new DefaultsTold();
        gateway.netlink().routes().list().forEach(told::add);
        return told;
    }

    /** The longest time without any default of a family, in nanoseconds, by what was heard since the look. */
    long longestWithout(Iterable<Watch.Heard> heard) {
        for (Watch.Heard one : heard) {
            if (one.event() instanceof RtEvent.RouteChanged changed) {
                add(changed.route());
            } else if (one.event() instanceof RtEvent.RouteRemoved removed) {
                remove(removed.route());
            }
            for (AddressFamily family : Balance.FAMILIES) {
                note(family, one.nanos());
            }
        }
        return longest;
    }

    private void add(Route route) {
        if (Balance.isDefault(route)) {
            Set<NextHop> hops = new HashSet<>();
            route.target().hops().forEach(hop -> hops.add(hop.configured().weight(1)));
            legs.put(route.key().effective(), hops);
        }
    }

    /** IPv6 tells each leg that goes. */
    private void remove(Route route) {
        RouteKey key = route.key().effective();
        Set<NextHop> left = legs.getOrDefault(key, new HashSet<>());
        route.target().hops().forEach(hop -> left.remove(hop.configured().weight(1)));
        if (left.isEmpty()) {
            legs.remove(key);
        }
    }

    private void note(AddressFamily family, long now) {
        boolean any = legs.keySet().stream().anyMatch(key -> key.family().equals(family));
        Long since = goneAt.get(family);
        if (!any) {
            goneAt.putIfAbsent(family, now);
        } else if (since != null) {
            longest = Math.max(longest, now - since);
            goneAt.remove(family);
        }
    }
}

package dev.multipath.agent.uplink;

import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which the uplinks of a {@code via} are used: those that live and are healthy as they are listed, then
 * likewise those that are degraded. Tiers play no part: the list itself is the order.
 */
public final class Preference {
    private Preference() {}

    /** Those that live, the first one first. */
    public static List<UplinkView> live(List<UplinkView> uplinks, List<String> via, AddressFamily family) {
        List<UplinkView> healthy = new ArrayList<>();
        List<UplinkView> degraded = new ArrayList<>();
        for (UplinkView uplink : listed(uplinks, via)) {
            if (WeightPolicy.lives(uplink, family)) {
                (uplink.health(family).degraded() ? degraded : healthy).add(uplink);
            }
        }
        healthy.addAll(degraded);
        return healthy;
    }

    /** Those that are listed, in the order of the list. */
    public static List<UplinkView> listed(List<UplinkView> uplinks, List<String> via) {
        List<UplinkView> listed = new ArrayList<>();
        for (String name : via) {
            for (UplinkView uplink : uplinks) {
                if (uplink.name().equals(name)) {
                    listed.add(uplink);
                }
            }
        }
        return listed;
    }

    /** What the order depends on, of all uplinks by slot: 0 for one that cannot be used, 1 degraded, 2 healthy. */
    public static List<Integer> standing(List<UplinkView> uplinks, AddressFamily family) {
        List<Integer> standing = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            boolean lives = WeightPolicy.lives(uplink, family);
            standing.add(!lives ? 0 : uplink.health(family).degraded() ? 1 : 2);
        }
        return standing;
    }
}

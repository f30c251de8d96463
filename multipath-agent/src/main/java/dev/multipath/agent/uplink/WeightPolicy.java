package dev.multipath.agent.uplink;

import dev.multipath.agent.config.AllDead;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Chooses the uplinks that carry the balanced traffic: the healthy ones; else the degraded ones; else those that answer
 * again; else, under {@code all-dead = "keep-last"}, those that carried it last.
 */
public final class WeightPolicy {
    private WeightPolicy() {}

    /**
     * The choice for one family.
     *
     * @param last what carried its traffic until now
     */
    public static Carrying choose(List<UplinkView> uplinks, AddressFamily family, AllDead allDead, Carrying last) {
        List<UplinkView> usable = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            if (uplink.enabled()
                    && uplink.routable(family)
                    && uplink.health(family).factsComplete()) {
                usable.add(uplink);
            }
        }
        Carrying live =
                select(usable, u -> carries(u, family) && !u.health(family).degraded(), Ground.LIVE);
        if (!live.isEmpty()) {
            return live;
        }
        Carrying degraded = select(usable, u -> carries(u, family), Ground.DEGRADED);
        if (!degraded.isEmpty()) {
            return degraded;
        }
        Carrying proving = select(usable, u -> u.health(family).verdict() == Verdict.PROVING, Ground.PROVING);
        if (!proving.isEmpty()) {
            return proving;
        }
        if (allDead != AllDead.KEEP_LAST) {
            return Carrying.NONE;
        }
        Carrying kept = select(usable, u -> last.slots().contains(u.slot()), Ground.KEPT);
        return kept.isEmpty() ? select(usable, u -> true, Ground.KEPT) : kept;
    }

    private static boolean carries(UplinkView uplink, AddressFamily family) {
        return uplink.health(family).carries();
    }

    private static Carrying select(List<UplinkView> usable, Predicate<UplinkView> wanted, Ground ground) {
        List<Integer> slots = new ArrayList<>();
        for (UplinkView uplink : usable) {
            if (wanted.test(uplink)) {
                slots.add(uplink.slot());
            }
        }
        return slots.isEmpty() ? Carrying.NONE : new Carrying(slots, ground);
    }
}

package dev.multipath.agent.uplink;

import dev.multipath.agent.config.AllDead;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Chooses the uplinks that carry the balanced traffic: the healthy ones of the lowest tier that has one; else likewise
 * the degraded ones; else those that answer again; else, under {@code all-dead = "keep-last"}, those that carried it last.
 */
public final class WeightPolicy {
    private WeightPolicy() {}

    /**
     * The choice for one family.
     *
     * @param last what carried its traffic until now
     */
    public static Carrying choose(List<UplinkView> uplinks, AddressFamily family, AllDead allDead, Carrying last) {
        Carrying live = live(uplinks, family);
        if (!live.isEmpty()) {
            return live;
        }
        List<UplinkView> usable = usable(uplinks, family);
        Carrying proving = select(usable, u -> u.health(family).verdict() == Verdict.PROVING, Ground.PROVING);
        if (!proving.isEmpty() || allDead != AllDead.KEEP_LAST) {
            return proving;
        }
        List<Integer> kept = slots(usable, u -> last.slots().contains(u.slot()));
        return kept.isEmpty() ? select(usable, u -> true, Ground.KEPT) : new Carrying(kept, Ground.KEPT);
    }

    /** The choice among those that live: none if none does. */
    public static Carrying live(List<UplinkView> uplinks, AddressFamily family) {
        List<UplinkView> usable = usable(uplinks, family);
        Predicate<UplinkView> lives = u -> lives(u, family);
        Predicate<UplinkView> healthy = lives.and(u -> !u.health(family).degraded());
        Ground ground = usable.stream().anyMatch(u -> u.health(family).carries()) ? Ground.LIVE : Ground.TARGETS;
        Carrying live = select(usable, healthy, ground);
        if (live.isEmpty()) {
            live = select(usable, lives, Ground.DEGRADED);
        }
        return live.isEmpty() ? live : withReserve(live, usable, healthy, lives);
    }

    /** Whether it can be used and lives, or is taken to live while the targets are in doubt. */
    public static boolean lives(UplinkView uplink, AddressFamily family) {
        return isUsable(uplink, family)
                && (uplink.health(family).carries() || uplink.health(family).excused());
    }

    private static List<UplinkView> usable(List<UplinkView> uplinks, AddressFamily family) {
        List<UplinkView> usable = new ArrayList<>();
        for (UplinkView uplink : uplinks) {
            if (isUsable(uplink, family)) {
                usable.add(uplink);
            }
        }
        usable.sort(Comparator.comparingInt(uplink -> uplink.config().tier()));
        return usable;
    }

    /** Whether a packet of this family could leave by it, alive or not. */
    static boolean isUsable(UplinkView uplink, AddressFamily family) {
        return uplink.enabled()
                && uplink.routable(family)
                && uplink.health(family).factsComplete();
    }

    /** Whether its tier stands by while a lower one carries. */
    public static boolean standsBy(UplinkView uplink, Carrying carrying, List<UplinkView> uplinks) {
        if (carrying.ground() != Ground.LIVE && carrying.ground() != Ground.DEGRADED) {
            return false;
        }
        for (UplinkView other : uplinks) {
            if (other.config().tier() >= uplink.config().tier()
                    && carrying.slots().contains(other.slot())) {
                return false;
            }
        }
        return true;
    }

    /** Those of the lowest tier that has any. */
    private static Carrying select(List<UplinkView> usable, Predicate<UplinkView> wanted, Ground ground) {
        for (UplinkView first : usable) {
            if (wanted.test(first)) {
                int tier = first.config().tier();
                return new Carrying(slots(usable, wanted.and(u -> u.config().tier() == tier)), ground);
            }
        }
        return Carrying.NONE;
    }

    private static Carrying withReserve(
            Carrying carrying, List<UplinkView> usable, Predicate<UplinkView> healthy, Predicate<UplinkView> lives) {
        List<Integer> reserve = new ArrayList<>(slots(usable, healthy));
        reserve.addAll(slots(usable, lives.and(healthy.negate())));
        reserve.removeAll(carrying.slots());
        return new Carrying(carrying.slots(), reserve, carrying.ground());
    }

    private static List<Integer> slots(List<UplinkView> usable, Predicate<UplinkView> wanted) {
        List<Integer> slots = new ArrayList<>();
        for (UplinkView uplink : usable) {
            if (wanted.test(uplink)) {
                slots.add(uplink.slot());
            }
        }
        return slots;
    }
}

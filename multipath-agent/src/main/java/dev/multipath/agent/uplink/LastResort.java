package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeType;
import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells dead targets from dead uplinks, for one family: when every uplink seems dead at once, though carriers are there
 * and gateways answer, the targets may be at fault. Those that carried until then are <em>excused</em>: they go on
 * carrying, and those that fell from use need no hold-up when they answer again. Pure.
 *
 * <p>There is doubt while no uplink is surely alive. One whose last round is still awaited is not: on a slow line, what it
 * answered before may be older than the trouble. Whoever goes down meanwhile stays excused until the last one has answered
 * or is down as well; then for good if at least two went down and their gateways live. The first surely living uplink ends
 * it: at once, or a moment later for those excused for good, since dead targets come back for all of them.
 *
 * @param settled whether the last one is down and the excused are excused for good
 * @param excused slots
 * @param graceUntil when the excuse ends after another uplink has answered; {@link Long#MAX_VALUE} before
 * @param heard when the gateway of a slot last answered in this doubt
 * @param asked when gateways were last asked; {@link Long#MIN_VALUE} for never in this doubt
 */
public record LastResort(boolean settled, Set<Integer> excused, long graceUntil, Map<Integer, Long> heard, long asked) {
    public static final LastResort NONE = new LastResort(false, Set.of(), Long.MAX_VALUE, Map.of(), Long.MIN_VALUE);

    /** How long others may take to answer after the first one. */
    static final long GRACE = Duration.ofSeconds(1).toNanos();

    /** Gateways are asked this often while there is doubt. */
    static final long ASK_PERIOD = Duration.ofSeconds(1).toNanos();

    /** A gateway that was silent for longer is not alive. */
    static final long HEARD = Duration.ofSeconds(3).toNanos();

    /** One that went down alone is no reason to doubt the targets. */
    private static final int AT_ONCE = 2;

    public LastResort {
        excused = Set.copyOf(excused);
        heard = Map.copyOf(heard);
    }

    /**
     * What follows from the uplinks as they are now.
     *
     * @param carrying who carries until now
     * @return the same object where nothing changes
     */
    public LastResort judged(List<UplinkView> uplinks, AddressFamily family, Carrying carrying, long now) {
        boolean pending = false;
        Set<Integer> down = new HashSet<>();
        for (UplinkView uplink : uplinks) {
            if (!WeightPolicy.isUsable(uplink, family)) {
                continue;
            }
            Health health = uplink.health(family);
            if (answers(health) && (settled || !health.isAwaited())) {
                return afterLife(now);
            }
            pending |= health.verdict() != Verdict.DOWN;
            if (isDownByTargets(uplink, health) && (settled || carrying.slots().contains(uplink.slot()))) {
                down.add(uplink.slot());
            }
        }
        if (settled) {
            down.retainAll(excused);
            down.removeIf(slot -> !gatewayLives(uplinks.get(slot), family, now));
        } else if (!pending) {
            down.removeIf(slot -> !gatewayLives(uplinks.get(slot), family, now));
            if (down.size() < AT_ONCE) {
                down.clear();
            }
        }
        boolean over = settled || (!pending && !uplinks.isEmpty());
        return over == settled && down.equals(excused) && graceUntil == Long.MAX_VALUE
                ? this
                : new LastResort(over, down, Long.MAX_VALUE, heard, asked);
    }

    /** The slots whose gateways are to be asked now; empty while there is no doubt, or they were asked just now. */
    public List<Integer> toAsk(List<UplinkView> uplinks, AddressFamily family, long now) {
        List<Integer> slots = new ArrayList<>();
        boolean trouble = false;
        boolean justAsked = asked != Long.MIN_VALUE && now - asked < ASK_PERIOD;
        boolean decided = settled && excused.isEmpty();
        if (justAsked || decided) {
            return slots;
        }
        for (UplinkView uplink : uplinks) {
            if (!WeightPolicy.isUsable(uplink, family)) {
                continue;
            }
            Health health = uplink.health(family);
            if (answers(health)) {
                return List.of();
            }
            trouble |= health.verdict() == Verdict.SUSPECT || health.verdict() == Verdict.DOWN;
            if (!health.targets().isEmpty() && hasNeighbour(uplink, family)) {
                slots.add(uplink.slot());
            }
        }
        // An excuse lasts as long as the gateway answers, also when the others have lost their carrier meanwhile.
        int enough = settled ? 1 : AT_ONCE;
        return trouble && slots.size() >= enough ? slots : List.of();
    }

    /**
     * The same when uplinks have got other numbers.
     *
     * @param slots the numbers as they are now, by those before; without those that are gone
     */
    public LastResort moved(Map<Integer, Integer> slots) {
        Set<Integer> movedExcused = new HashSet<>();
        Map<Integer, Long> movedHeard = new HashMap<>();
        slots.forEach((before, slot) -> {
            if (excused.contains(before)) {
                movedExcused.add(slot);
            }
            Long last = heard.get(before);
            if (last != null) {
                movedHeard.put(slot, last);
            }
        });
        boolean same = movedExcused.equals(excused) && movedHeard.equals(heard);
        return same ? this : new LastResort(settled, movedExcused, graceUntil, movedHeard, asked);
    }

    public LastResort asked(long now) {
        return new LastResort(settled, excused, graceUntil, heard, now);
    }

    /** A gateway answered. */
    public LastResort heard(int slot, long now) {
        Map<Integer, Long> more = new HashMap<>(heard);
        more.put(slot, now);
        return new LastResort(settled, excused, graceUntil, more, asked);
    }

    private LastResort afterLife(long now) {
        boolean graceOver = graceUntil != Long.MAX_VALUE && now - graceUntil >= 0;
        if (!settled || excused.isEmpty() || graceOver) {
            return equals(NONE) ? this : NONE;
        }
        return graceUntil == Long.MAX_VALUE ? new LastResort(true, excused, now + GRACE, heard, asked) : this;
    }

    private boolean gatewayLives(UplinkView uplink, AddressFamily family, long now) {
        Long last = heard.get(uplink.slot());
        return !hasNeighbour(uplink, family) || (last != null && now - last <= HEARD);
    }

    /** On a point-to-point link there is nobody to ask: its carrier says what there is to say. */
    private static boolean hasNeighbour(UplinkView uplink, AddressFamily family) {
        boolean alone =
                uplink.facts().link().isEmpty() || uplink.facts().link().get().isPointToPoint();
        return !alone
                && uplink.facts()
                        .family(family)
                        .gateway()
                        .flatMap(Gateway::address)
                        .isPresent();
    }

    private static boolean isDownByTargets(UplinkView uplink, Health health) {
        return health.verdict() == Verdict.DOWN
                && !health.byFact()
                && uplink.config().probe().type() != ProbeType.GATEWAY;
    }

    /** Whether it has done so as far as is known. */
    private static boolean answers(Health health) {
        return health.verdict() == Verdict.UP || (health.verdict() == Verdict.PROVING && !health.fast());
    }
}

package dev.multipath.agent.core;

import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.agent.plan.PrefixTargets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far the routes of {@code [[route]]} are in line. They are looked at and changed elsewhere, step by step, while the
 * agent goes on deciding.
 *
 * @param seen where the destinations lead, as of the last look and the changes since
 * @param doubt whether it may be otherwise, so that a look is due
 * @param busy whether a look or a change is under way
 * @param nextLook when to look without any doubt, monotonic nanoseconds
 * @param changed how many routes were changed since all was in line
 * @param failure what the kernel said against the last look or change
 * @param settled for which targets all is in line as far as known
 * @param standing4 of the uplinks, when it was last planned for: {@link dev.multipath.agent.uplink.Preference#standing}
 * @param standing6 likewise
 */
public record PrefixWork(
        Optional<PrefixRoutes> seen,
        boolean doubt,
        boolean busy,
        long nextLook,
        int changed,
        Optional<String> failure,
        Optional<PrefixTargets> settled,
        List<Integer> standing4,
        List<Integer> standing6) {
    /** Without any event they are looked at this often: a dump of 100,000 routes is not free. */
    static final long LOOK_PERIOD = Duration.ofMinutes(5).toNanos();

    /** What was refused is tried again after this. */
    static final long RETRY = Duration.ofSeconds(10).toNanos();

    public PrefixWork {
        standing4 = List.copyOf(standing4);
        standing6 = List.copyOf(standing6);
    }

    static PrefixWork starting() {
        return new PrefixWork(
                Optional.empty(), true, false, Timers.NEVER, 0, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    PrefixWork looking() {
        return new PrefixWork(seen, false, true, Timers.NEVER, changed, failure, settled, standing4, standing6);
    }

    PrefixWork changing() {
        return new PrefixWork(seen, doubt, true, nextLook, changed, failure, settled, standing4, standing6);
    }

    PrefixWork looked(PrefixRoutes routes, long now) {
        return new PrefixWork(
                Optional.of(routes), doubt, false, now + LOOK_PERIOD, changed, Optional.empty(), Optional.empty(), standing4, standing6);
    }

    PrefixWork failed(String why, long now) {
        return new PrefixWork(seen, doubt, false, now + RETRY, changed, Optional.of(why), settled, standing4, standing6);
    }

    PrefixWork changed(PrefixRoutes routes, int more) {
        return new PrefixWork(
                Optional.of(routes), doubt, false, nextLook, changed + more, failure, Optional.empty(), standing4, standing6);
    }

    PrefixWork refused(String why, long now) {
        return new PrefixWork(
                seen, doubt, busy, Math.min(nextLook, now + RETRY), changed, Optional.of(why), settled, standing4, standing6);
    }

    PrefixWork doubtful() {
        return new PrefixWork(seen, true, busy, nextLook, changed, failure, settled, standing4, standing6);
    }

    PrefixWork settled(Optional<PrefixTargets> targets) {
        return new PrefixWork(seen, doubt, busy, nextLook, changed, failure, targets, standing4, standing6);
    }

    /** When a tick is needed, unless something comes of what is under way. */
    long wake() {
        return busy ? Timers.NEVER : nextLook;
    }

    /** There is nothing to look at. */
    PrefixWork resting() {
        return new PrefixWork(seen, doubt, busy, Timers.NEVER, changed, failure, settled, standing4, standing6);
    }

    PrefixWork inLine() {
        return new PrefixWork(seen, doubt, busy, nextLook, 0, failure, settled, standing4, standing6);
    }

    PrefixWork standing(List<Integer> four, List<Integer> six) {
        return new PrefixWork(seen, doubt, busy, nextLook, changed, failure, settled, four, six);
    }
}

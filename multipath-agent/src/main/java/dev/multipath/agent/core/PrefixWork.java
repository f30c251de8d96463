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
 * @param notBefore when what failed may be tried again, monotonic nanoseconds
 * @param changed how many routes were changed since all was in line
 * @param eventId of the event that what is under way, or still to be done, follows from; 0 for none
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
        long notBefore,
        int changed,
        long eventId,
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
                Optional.empty(),
                true,
                false,
                Timers.NEVER,
                Timers.EVER,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** What is done next follows from this event, unless it is 0. */
    PrefixWork because(long cause) {
        return cause == 0
                ? this
                : new PrefixWork(
                        seen, doubt, busy, nextLook, notBefore, changed, cause, failure, settled, standing4, standing6);
    }

    PrefixWork looking() {
        return new PrefixWork(
                seen, false, true, Timers.NEVER, Timers.EVER, changed, eventId, failure, settled, standing4, standing6);
    }

    PrefixWork looked(PrefixRoutes routes, long now) {
        return new PrefixWork(
                Optional.of(routes),
                doubt,
                false,
                now + LOOK_PERIOD,
                notBefore,
                changed,
                eventId,
                failure,
                Optional.empty(),
                standing4,
                standing6);
    }

    /** A look failed. */
    PrefixWork failed(String why, long now) {
        return new PrefixWork(
                seen,
                true,
                false,
                now + RETRY,
                now + RETRY,
                changed,
                eventId,
                Optional.of(why),
                settled,
                standing4,
                standing6);
    }

    PrefixWork changing() {
        return new PrefixWork(
                seen, doubt, true, nextLook, notBefore, changed, eventId, failure, settled, standing4, standing6);
    }

    PrefixWork changed(PrefixRoutes routes, int more) {
        return new PrefixWork(
                Optional.of(routes),
                doubt,
                false,
                nextLook,
                notBefore,
                changed + more,
                eventId,
                failure,
                Optional.empty(),
                standing4,
                standing6);
    }

    /** Some were refused: a look is due at once, or later if the same was said before. */
    PrefixWork refused(String why, long now) {
        boolean again = failure.equals(Optional.of(why));
        return new PrefixWork(
                seen,
                doubt || !again,
                busy,
                again ? Math.min(nextLook, now + RETRY) : nextLook,
                notBefore,
                changed,
                eventId,
                Optional.of(why),
                settled,
                standing4,
                standing6);
    }

    /** What was known may be otherwise now; a look that failed may succeed. */
    PrefixWork doubtful() {
        return new PrefixWork(
                seen, true, busy, nextLook, Timers.EVER, changed, eventId, failure, settled, standing4, standing6);
    }

    /** All is as it should be for these targets, as far as is known; nothing was said against the last changes. */
    PrefixWork settled(Optional<PrefixTargets> targets) {
        return new PrefixWork(
                seen, doubt, busy, nextLook, notBefore, changed, eventId, failure, targets, standing4, standing6);
    }

    PrefixWork inLine(boolean complete) {
        return new PrefixWork(
                seen,
                doubt,
                busy,
                nextLook,
                notBefore,
                0,
                0,
                complete ? Optional.empty() : failure,
                settled,
                standing4,
                standing6);
    }

    /** There is nothing to look at. */
    PrefixWork resting() {
        return new PrefixWork(
                seen, doubt, busy, Timers.NEVER, notBefore, changed, eventId, failure, settled, standing4, standing6);
    }

    PrefixWork standing(List<Integer> four, List<Integer> six) {
        return new PrefixWork(seen, doubt, busy, nextLook, notBefore, changed, eventId, failure, settled, four, six);
    }

    /** When a tick is needed, unless something comes of what is under way. */
    long wake() {
        return busy ? Timers.NEVER : nextLook;
    }
}

package dev.multipath.agent.core;

/**
 * When what is due, in monotonic nanoseconds; {@link Long#MAX_VALUE} for never.
 *
 * @param carrier the next quick look at the devices
 * @param look the next complete look that comes without any prompting
 * @param relook the next complete look before that
 * @param looked when the last complete look was
 * @param patientUntil until then nothing is taken for lost, because the agent itself was held up
 */
public record Timers(long carrier, long look, long relook, long looked, long patientUntil) {
    static final long NEVER = Long.MAX_VALUE;

    /** Before every moment. */
    static final long EVER = Long.MIN_VALUE;

    static Timers starting(long now) {
        return new Timers(now, now, NEVER, now, now);
    }

    Timers carrier(long next) {
        return new Timers(next, look, relook, looked, patientUntil);
    }

    Timers look(long next) {
        return new Timers(carrier, next, relook, looked, patientUntil);
    }

    /** Not later than then. */
    Timers relookBy(long then) {
        return new Timers(carrier, look, Math.min(relook, then), looked, patientUntil);
    }

    /** A complete look is under way: it serves every wish for one that came before it. */
    Timers looking() {
        return new Timers(carrier, look, NEVER, looked, patientUntil);
    }

    Timers looked(long now) {
        return new Timers(carrier, look, relook, now, patientUntil);
    }

    Timers patientUntil(long then) {
        return new Timers(carrier, look, relook, looked, then);
    }
}

package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.TargetHealth;
import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.List;

/**
 * How many probes may still be sent, over all uplinks together: a token bucket. It is deep enough for twice the probes
 * that a verdict on every uplink at once takes, and fills at four times the rate at which all are probed while all is
 * well. So it never delays the verdicts on a disaster; it bounds what suspicions that come again and again add up to.
 *
 * <p>A round that is due is always sent, into debt if need be: whoever sends while there is debt waits with the next round
 * until it would be paid. That is just to all, and what is not sent cannot be lost.
 *
 * <p>A page over TLS costs a hundred times what an echo does: for those it is deep enough for two rounds, and fills twice
 * as fast as they are needed.
 *
 * @param left tokens as of {@code asOf}, one for each probe; negative for debt
 * @param asOf monotonic nanoseconds
 */
record ProbeBudget(double left, long asOf) {
    /** Enough for a few uplinks whatever they are up to: many a second, and so many at once. */
    static final int LEAST_RATE = 40;

    static final int LEAST_DEPTH = 200;

    /** Who wants more probes lost than this for a verdict waits longer when everything is suspected at once. */
    static final int MOST_FALL = 10;

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    /**
     * What holds for the uplinks as they are.
     *
     * @param rate tokens that come in a second
     * @param depth tokens at most
     */
    record Limits(double rate, double depth) {
        static Limits of(List<TrackedUplink> uplinks) {
            double rate = 0;
            double depth = 0;
            for (TrackedUplink uplink : uplinks) {
                double perSecond = SECOND
                        / Math.min(SECOND, (double) uplink.config().probe().interval().toNanos());
                int verdict = Math.min(MOST_FALL, uplink.config().probe().fall()) + 1;
                for (AddressFamily family : FAMILIES) {
                    Health health = uplink.health(family);
                    for (TargetHealth target : health.targets()) {
                        boolean tls = target.address() instanceof ProbeTarget.Url url && url.secure();
                        rate += (tls ? 2 : 4) * perSecond;
                        depth += tls ? 2 : 2 * verdict;
                    }
                }
            }
            return new Limits(Math.max(LEAST_RATE, rate), Math.max(LEAST_DEPTH, depth));
        }
    }

    static ProbeBudget full(long now) {
        return new ProbeBudget(Double.MAX_VALUE, now);
    }

    ProbeBudget filled(Limits limits, long now) {
        double more = limits.rate() * (now - asOf) / SECOND;
        return new ProbeBudget(Math.min(limits.depth(), left + more), now);
    }

    ProbeBudget without(int probes) {
        return new ProbeBudget(left - probes, asOf);
    }

    /** How long until there is no debt, in nanoseconds. */
    long wait(Limits limits) {
        return left >= 0 ? 0 : (long) (-left / limits.rate() * SECOND);
    }
}

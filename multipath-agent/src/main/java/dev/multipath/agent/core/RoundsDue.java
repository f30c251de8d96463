package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.netlink.model.AddressFamily;
import java.util.List;

/**
 * The earliest time at which any of the uplinks has a round to send or something to give up or accept, in monotonic
 * nanoseconds. Computed when one of them changes, since it is asked for much more often.
 *
 * @param punctual what has to be in time
 * @param unhurried a slow round, which may go out when the carriers are looked at anyway
 */
record RoundsDue(long punctual, long unhurried) {
    static final RoundsDue NEVER = new RoundsDue(Timers.NEVER, Timers.NEVER);

    /** Rounds this far apart may be late by a carrier period. */
    private static final long UNHURRIED = 10 * AgentCore.CARRIER_PERIOD;

    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    static RoundsDue of(List<TrackedUplink> uplinks) {
        long punctual = Timers.NEVER;
        long unhurried = Timers.NEVER;
        for (TrackedUplink uplink : uplinks) {
            for (AddressFamily family : FAMILIES) {
                Health health = uplink.health(family);
                ProbeConfig probe = uplink.probe(family);
                long wake = HealthPolicy.nextWake(health, probe);
                boolean slow = wake == health.nextRound()
                        && !health.fast()
                        && probe.interval().toNanos() >= UNHURRIED;
                punctual = slow ? punctual : Math.min(punctual, wake);
                unhurried = slow ? Math.min(unhurried, wake) : unhurried;
            }
        }
        return new RoundsDue(punctual, unhurried);
    }

    /** Whether a tick now finds anything to do. */
    boolean isDue(long now) {
        return Math.min(punctual, unhurried) <= now;
    }

    /**
     * When a tick is needed.
     *
     * @param carrier when the carriers are looked at next
     */
    long wake(long carrier) {
        return Math.min(punctual, Math.max(unhurried, carrier));
    }
}

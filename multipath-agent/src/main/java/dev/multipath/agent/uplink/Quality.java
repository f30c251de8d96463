package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import java.time.Duration;
import java.util.List;

/**
 * Whether a living uplink is a bad one: loss and round trip of its targets against their thresholds. Loss has to be above
 * its threshold, and below half of it, by more than chance; of round trips the median counts, so that one late answer says
 * nothing.
 */
final class Quality {
    /** Loss is judged over at least this many slow rounds. */
    static final int MIN_LOSS_ROUNDS = 60;

    private Quality() {}

    /**
     * Degraded once fewer than {@code quorum} targets are tolerable, and until {@code quorum} of them are good again.
     *
     * @param degraded what was held of it so far
     */
    static boolean degraded(boolean degraded, List<TargetHealth> targets, int quorum, ProbeConfig probe) {
        int tolerable = 0;
        int good = 0;
        for (TargetHealth target : targets) {
            tolerable += isPoor(target, probe) ? 0 : 1;
            good += isGood(target, probe) ? 1 : 0;
        }
        return degraded ? good < quorum : tolerable < quorum;
    }

    /** Why it is held to be degraded: the first poor target, or that it is not clearly good again yet. */
    static String why(List<TargetHealth> targets, ProbeConfig probe) {
        for (TargetHealth target : targets) {
            if (isLossy(target, probe)) {
                LossWindow window = target.window();
                return target.address() + ": " + window.lost() + " of the last " + window.size()
                        + " rounds lost, too many for loss-degraded";
            }
            if (isSlow(target, probe)) {
                return target.address() + ": a round trip of "
                        + Duration.ofNanos(target.roundTrips().median()).toMillis()
                        + " ms, too long for rtt-degraded";
            }
        }
        return "was degraded, and is not clearly good again";
    }

    private static boolean isPoor(TargetHealth target, ProbeConfig probe) {
        return isLossy(target, probe) || isSlow(target, probe);
    }

    private static boolean isLossy(TargetHealth target, ProbeConfig probe) {
        return probe.lossDegraded().isPresent()
                && target.window().surelyAbove(probe.lossDegraded().getAsDouble(), MIN_LOSS_ROUNDS);
    }

    private static boolean isSlow(TargetHealth target, ProbeConfig probe) {
        return probe.rttDegraded().isPresent()
                && target.roundTrips().mostlyAbove(probe.rttDegraded().get().toNanos());
    }

    private static boolean isGood(TargetHealth target, ProbeConfig probe) {
        boolean clean = probe.lossDegraded().isEmpty()
                || target.window().surelyBelow(probe.lossDegraded().getAsDouble() / 2, MIN_LOSS_ROUNDS);
        boolean prompt = probe.rttDegraded().isEmpty()
                || target.roundTrips().mostlyWithin(probe.rttDegraded().get().toNanos() / 10 * 8);
        return clean && prompt;
    }
}

package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
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

    private static boolean isPoor(TargetHealth target, ProbeConfig probe) {
        boolean lossy = probe.lossDegraded().isPresent()
                && target.window().surelyAbove(probe.lossDegraded().getAsDouble(), MIN_LOSS_ROUNDS);
        boolean slow = probe.rttDegraded().isPresent()
                && target.roundTrips().mostlyAbove(probe.rttDegraded().get().toNanos());
        return lossy || slow;
    }

    private static boolean isGood(TargetHealth target, ProbeConfig probe) {
        boolean clean = probe.lossDegraded().isEmpty()
                || target.window().surelyBelow(probe.lossDegraded().getAsDouble() / 2, MIN_LOSS_ROUNDS);
        boolean prompt = probe.rttDegraded().isEmpty()
                || target.roundTrips().mostlyWithin(probe.rttDegraded().get().toNanos() / 10 * 8);
        return clean && prompt;
    }
}

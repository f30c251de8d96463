package dev.multipath.agent.uplink;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import java.time.Duration;
import java.util.List;

/**
 * What is known of one probed target over one uplink.
 *
 * @param address the target itself: an address, a port of one, or a URL
 * @param smoothedRtt nanoseconds, RFC 6298; 0 while nothing was answered yet
 * @param rttVariation nanoseconds, RFC 6298
 * @param fastLost fast probes lost in a row
 * @param heardAt when the last answer was taken, monotonic nanoseconds; meaningless before the first
 * @param answeredLast whether the newest resolved probe was answered
 * @param window the fate of the last slow probes
 * @param roundTrips of the last slow probes
 */
public record TargetHealth(
        ProbeTarget address,
        long smoothedRtt,
        long rttVariation,
        int fastLost,
        long heardAt,
        boolean answeredLast,
        LossWindow window,
        RoundTripWindow roundTrips) {

    private static final long LONG_SILENCE = Duration.ofSeconds(2).toNanos();

    public static TargetHealth unseen(ProbeTarget address) {
        return new TargetHealth(address, 0, 0, 0, 0, false, LossWindow.EMPTY, RoundTripWindow.EMPTY);
    }

    /**
     * How long an answer of one target is waited for, in nanoseconds: its round trip and four variations of it, or a
     * fast interval if that is more, but never longer than {@code timeout}.
     *
     * <p>One that has never answered is soon waited for no longer than the slowest that does: it must not delay a verdict
     * on the uplink.
     */
    static long patience(List<TargetHealth> targets, int index, ProbeConfig probe) {
        long timeout = probe.timeout().toNanos();
        TargetHealth asked = targets.get(index);
        if (asked.smoothedRtt != 0 || asked.window.size() == 0) {
            return asked.patience(probe);
        }
        long longest = 0;
        for (TargetHealth other : targets) {
            longest = other.smoothedRtt == 0 ? longest : Math.max(longest, other.patience(probe));
        }
        return longest == 0 ? timeout : longest;
    }

    private long patience(ProbeConfig probe) {
        long timeout = probe.timeout().toNanos();
        return smoothedRtt == 0 ? timeout : Math.min(timeout, expected(probe));
    }

    private long expected(ProbeConfig probe) {
        return smoothedRtt + Math.max(probe.fastInterval().toNanos(), 4 * rttVariation);
    }

    /**
     * Whether lost probes mean that nothing comes. Where answers are known to take longer than {@code timeout} all probes are
     * lost, however well the line is: then nothing must have come for so long, though no longer than twice {@code timeout} or
     * two seconds, whichever is more.
     *
     * @param firstUnanswered when the oldest probe was sent of those after the last one answered
     */
    boolean isSilent(ProbeConfig probe, long firstUnanswered, long now) {
        long timeout = probe.timeout().toNanos();
        long most = Math.max(2 * timeout, LONG_SILENCE);
        return smoothedRtt == 0
                || expected(probe) <= timeout
                || now - Math.max(heardAt, firstUnanswered) >= Math.min(expected(probe), most);
    }

    /** Without round trips, where nothing judges them any more. */
    TargetHealth unremembered() {
        return roundTrips.recent().isEmpty()
                ? this
                : new TargetHealth(
                        address,
                        smoothedRtt,
                        rttVariation,
                        fastLost,
                        heardAt,
                        answeredLast,
                        window,
                        RoundTripWindow.EMPTY);
    }

    /** After an answer. */
    TargetHealth heard(long now) {
        return new TargetHealth(address, smoothedRtt, rttVariation, 0, now, true, window, roundTrips);
    }

    /** Its round trip, in nanoseconds. */
    TargetHealth measured(long rtt) {
        long sample = Math.max(1, rtt);
        long srtt = smoothedRtt == 0 ? sample : (7 * smoothedRtt + sample) / 8;
        long variation = smoothedRtt == 0 ? sample / 2 : (3 * rttVariation + Math.abs(smoothedRtt - sample)) / 4;
        return new TargetHealth(address, srtt, variation, fastLost, heardAt, answeredLast, window, roundTrips);
    }

    TargetHealth lost(boolean fast) {
        return new TargetHealth(
                address, smoothedRtt, rttVariation, fast ? fastLost + 1 : fastLost, heardAt, false, window, roundTrips);
    }

    TargetHealth recorded(LossWindow newWindow) {
        return new TargetHealth(
                address, smoothedRtt, rttVariation, fastLost, heardAt, answeredLast, newWindow, roundTrips);
    }

    TargetHealth remembered(long rtt) {
        return new TargetHealth(
                address, smoothedRtt, rttVariation, fastLost, heardAt, answeredLast, window, roundTrips.push(rtt));
    }

    /** Nothing is said any more of how good it is. */
    TargetHealth unjudged() {
        return recorded(LossWindow.EMPTY).unremembered();
    }

    TargetHealth fastLossesForgotten() {
        return new TargetHealth(address, smoothedRtt, rttVariation, 0, heardAt, answeredLast, window, roundTrips);
    }
}

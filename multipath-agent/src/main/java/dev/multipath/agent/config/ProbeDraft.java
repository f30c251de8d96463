package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of {@code [probe]} or {@code [uplink.probe]} as written or inherited; {@link #toConfig} makes sense of them. */
record ProbeDraft(
        ProbeType type,
        List<ProbeTarget> targets,
        Question question,
        int quorum,
        Duration interval,
        Duration fastInterval,
        Duration timeout,
        int fall,
        int rise,
        Duration holdUp,
        Duration holdUpMax,
        Duration flapWindow,
        OptionalDouble lossDegraded,
        Optional<Duration> rttDegraded,
        Duration standbyInterval) {

    /** What {@code [probe]} inherits. */
    static ProbeDraft defaults() {
        ProbeConfig d = ProbeConfig.defaults();
        return new ProbeDraft(
                ProbeType.ICMP,
                d.targets(),
                d.question(),
                d.quorum(),
                d.interval(),
                d.fastInterval(),
                d.timeout(),
                d.fall(),
                d.rise(),
                d.holdUp(),
                d.holdUpMax(),
                d.flapWindow(),
                d.lossDegraded(),
                d.rttDegraded(),
                d.standbyInterval());
    }

    /**
     * What an uplink is probed by.
     *
     * @param ipv4Only leaves out the targets of IPv6
     */
    ProbeConfig toConfig(boolean ipv4Only) {
        List<ProbeTarget> used = usedTargets(ipv4Only);
        return new ProbeConfig(
                used.isEmpty() ? ProbeType.GATEWAY : type,
                used,
                question,
                used.isEmpty() ? 1 : quorum,
                interval,
                fastInterval,
                timeout,
                fall,
                rise,
                holdUp,
                holdUpMax,
                flapWindow,
                lossDegraded,
                rttDegraded,
                standbyInterval);
    }

    /** None where only the gateway is probed, by wish or for want of targets. */
    List<ProbeTarget> usedTargets(boolean ipv4Only) {
        List<ProbeTarget> used = new ArrayList<>(targets.size());
        for (ProbeTarget target : targets) {
            boolean ipv4 = target.judges(AddressFamily.INET, question.resolve());
            if (type != ProbeType.GATEWAY && (ipv4 || !ipv4Only)) {
                used.add(target);
            }
        }
        return used;
    }
}

package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The keys of {@code [probe]} or {@code [uplink.probe]} as written or inherited; {@link #toConfig} makes sense of them.
 *
 * @param typeLater whether a type is asked for that is not supported yet: targets mean something else then
 */
record ProbeDraft(
        ProbeType type,
        boolean typeLater,
        List<IpAddress> targets,
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
                false,
                d.targets(),
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
        List<IpAddress> used = usedTargets(ipv4Only);
        return new ProbeConfig(
                used.isEmpty() ? ProbeType.GATEWAY : ProbeType.ICMP,
                used,
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
    List<IpAddress> usedTargets(boolean ipv4Only) {
        List<IpAddress> used = new ArrayList<>(targets.size());
        for (IpAddress target : targets) {
            if (type != ProbeType.GATEWAY && (target.isIpv4() || !ipv4Only)) {
                used.add(target);
            }
        }
        return used;
    }
}

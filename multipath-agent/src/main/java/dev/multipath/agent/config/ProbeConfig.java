package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one uplink is probed: {@code [uplink.probe]} over {@code [probe]} over the defaults.
 *
 * @param targets of both families, none of them twice; empty exactly when the type is {@link ProbeType#GATEWAY}
 * @param question what some types ask of a target
 * @param quorum how many targets of a family must answer for a round to count as answered
 * @param interval between rounds while all is well
 * @param fastInterval between rounds under suspicion; no longer than {@code interval}
 * @param timeout cap of the adaptive deadline of one probe
 * @param fall consecutive fast probes lost until the uplink is down
 * @param rise rounds answered in a row at the end of hold-up
 * @param holdUp how long an uplink proves itself before it carries traffic again; no longer than {@code holdUpMax}
 * @param flapWindow each flap within it doubles {@code holdUp}; zero for never
 * @param lossDegraded share of rounds lost, above 0 up to 1, that marks the uplink degraded; empty for off
 * @param rttDegraded round trip that marks the uplink degraded; empty for off
 * @param standbyInterval interval of an uplink in a tier that stands by, unless {@code interval} is longer
 */
public record ProbeConfig(
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

    private static final ProbeConfig DEFAULTS = new ProbeConfig(
            ProbeType.GATEWAY,
            List.of(),
            Question.DEFAULT,
            1,
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            5,
            3,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            OptionalDouble.of(0.2),
            Optional.empty(),
            Duration.ofSeconds(1));

    /** @throws IllegalArgumentException for targets without a use, a use without targets, or a count below 1 */
    public ProbeConfig {
        targets = List.copyOf(targets);
        if (targets.isEmpty() != (type == ProbeType.GATEWAY)) {
            throw new IllegalArgumentException("type " + type.toml() + " with " + targets.size() + " targets");
        }
        if (quorum < 1 || fall < 1 || rise < 1) {
            throw new IllegalArgumentException("quorum " + quorum + " fall " + fall + " rise " + rise);
        }
        if (lossDegraded.isPresent() && !(lossDegraded.getAsDouble() > 0 && lossDegraded.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("loss " + lossDegraded.getAsDouble());
        }
    }

    /** What holds where the file says nothing: gateways are probed. */
    public static ProbeConfig defaults() {
        return DEFAULTS;
    }

    /** How it is probed while its tier stands by. */
    public ProbeConfig standingBy() {
        return standbyInterval.compareTo(interval) <= 0
                ? this
                : new ProbeConfig(
                        type,
                        targets,
                        question,
                        quorum,
                        standbyInterval,
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

    /** The targets that judge IPv4. */
    public List<ProbeTarget> targets4() {
        return ofFamily(AddressFamily.INET);
    }

    /** The targets that judge IPv6. */
    public List<ProbeTarget> targets6() {
        return ofFamily(AddressFamily.INET6);
    }

    /** Whether any target judges this family. */
    public boolean judges(AddressFamily family) {
        for (ProbeTarget target : targets) {
            if (target.judges(family, question.resolve())) {
                return true;
            }
        }
        return false;
    }

    private List<ProbeTarget> ofFamily(AddressFamily family) {
        List<ProbeTarget> found = new ArrayList<>(targets.size());
        for (ProbeTarget target : targets) {
            if (target.judges(family, question.resolve())) {
                found.add(target);
            }
        }
        return List.copyOf(found);
    }
}

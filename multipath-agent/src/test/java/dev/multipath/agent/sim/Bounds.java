package dev.multipath.agent.sim;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ProbeConfig;
import java.time.Duration;

/**
 * How long the agent may take, as stated in docs/simulation.md; nanoseconds.
 *
 * @param leave a silent line: until nothing leaves by it while another is good. A slow round and its deadline, then
 *     {@code fall} fast probes and the deadline of the last
 * @param use a good line: until it is used while there is no other
 */
record Bounds(long leave, long use) {
    /** A lost carrier, device or admin state: two looks at the carriers, and the change. */
    static final long FACT = Duration.ofMillis(300).toNanos();

    /** An ordered route or a policy: what the agent knows of its uplinks, and is in the kernel by then. */
    static final long DIRECTION = Duration.ofMillis(500).toNanos();

    /** An ordered route of which a notification was lost. */
    static final long LIST = Duration.ofMillis(300_500).toNanos();

    /** What another program deleted: until it is there again. */
    static final long REPAIR = Duration.ofMillis(1_500).toNanos();

    /** What nobody told of: until the slow look has found it. */
    static final long UNTOLD = Duration.ofMillis(10_500).toNanos();

    /** Gateways are asked every second while all seem dead, and count as alive for three after an answer. */
    static final long GATEWAY = Duration.ofMillis(4_300).toNanos();

    /** When one answers after all seemed dead, the others may have been wronged, and are given so long to answer too. */
    static final long GRACE = Duration.ofSeconds(1).toNanos();

    private static final long SLACK = Duration.ofMillis(300).toNanos();

    /** Where an uplink stands by, it may have been asked last as long ago as those are. */
    static Bounds of(AgentConfig config) {
        boolean anyStandsBy = config.uplinks().stream().anyMatch(uplink -> uplink.tier() > 1);
        ProbeConfig probe = config.probe();
        long interval = (anyStandsBy ? probe.standingBy() : probe).interval().toNanos();
        long timeout = probe.timeout().toNanos();
        long fast = probe.fall() * probe.fastInterval().toNanos();
        return new Bounds(interval + timeout + fast + timeout + SLACK, interval + timeout + SLACK);
    }
}

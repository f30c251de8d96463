package dev.multipath.agent.plan;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.config.OnDown;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import java.util.Optional;

/**
 * Whether packets are led by marks as things stand: of the connection they belong to, or each by its own.
 *
 * @param inForce whether connections keep their uplink
 * @param why it is so, in an operator's words
 */
public record Pinning(FlowsSection section, boolean inForce, String why) {
    /** Marks play no part. */
    public static final Pinning NONE = new Pinning(FlowsSection.none(), false, "pin = \"off\"");

    private static final String FORWARDS = "1";

    /** As configured, and as the machine forwards. */
    public static Pinning of(AgentConfig config, KernelSnapshot snapshot) {
        FlowsSection section = config.flows();
        if (section.perPacket()) {
            return new Pinning(section, false, "balance = \"packet\" spreads the packets of each connection");
        }
        return switch (section.pin()) {
            case OFF -> new Pinning(section, false, "pin = \"off\"");
            case ON -> new Pinning(section, true, "pin = \"on\"");
            case RESILIENT ->
                new Pinning(section, false, "pin = \"resilient\": the kernel's buckets keep connections, not marks");
            case AUTO -> {
                Optional<SysctlKey> forwarding = SysctlKey.forwarding(
                                config.agent().internalInterfaces())
                        .stream()
                        .filter(key -> FORWARDS.equals(snapshot.sysctls().get(key)))
                        .findFirst();
                yield new Pinning(
                        section,
                        forwarding.isPresent(),
                        forwarding
                                .map(key -> "the machine forwards: " + key + " is 1")
                                .orElse("the machine does not forward"));
            }
        };
    }

    /** Whether marks lead packets: rules are needed for them. */
    public boolean marks() {
        return inForce || section.perPacket();
    }

    /** What the packets of an uplink bear; empty if there are more uplinks than numbers. */
    public Optional<FwMark> mark(UplinkView uplink) {
        boolean fits = uplink.mark() >= 1 && uplink.mark() <= section.mask().largest();
        return fits
                ? Optional.of(new FwMark(
                        section.mask().mark(uplink.mark()), section.mask().bits()))
                : Optional.empty();
    }

    /**
     * Whether marked packets are to be led out by it: it lives, or it carries the balanced traffic though it does not, or
     * they are to wait for it.
     */
    boolean leads(UplinkView uplink, AddressFamily family, Carrying carrying) {
        return uplink.routable(family) && (waits() || isUsable(uplink, family, carrying));
    }

    /** Whether connections of a dead uplink wait for its return. */
    public boolean waits() {
        return inForce && section.onDown() == OnDown.KEEP;
    }

    /** Whether it lives, or carries the balanced traffic though it does not. */
    public static boolean isUsable(UplinkView uplink, AddressFamily family, Carrying carrying) {
        return uplink.routable(family)
                && (WeightPolicy.lives(uplink, family) || carrying.slots().contains(uplink.slot()));
    }

    /**
     * Whether connections it still has had better stay, though it does not live: it answers again, or no other uplink has
     * proved itself. When all come back at once, the first to prove itself is not to end those of the others.
     */
    public static boolean mayReturn(UplinkView uplink, AddressFamily family, Carrying carrying) {
        boolean nobody = carrying.ground() == Ground.KEPT || carrying.ground() == Ground.PROVING;
        return uplink.enabled()
                && uplink.routable(family)
                && (nobody || uplink.health(family).verdict() == Verdict.PROVING);
    }
}

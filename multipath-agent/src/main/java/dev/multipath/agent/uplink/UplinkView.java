package dev.multipath.agent.uplink;

import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.netlink.model.AddressFamily;

/**
 * An uplink as routing decisions see it: its number, its configuration, its facts and its health in both families.
 *
 * @param slot its fixed number i, 0..38: it names table B+10+i
 * @param enabled false when taken out by hand or by the configuration
 * @param refused4 the kernel refused its IPv4 route as it stands
 * @param refused6 the kernel refused its IPv6 route as it stands
 * @param weight its share as of now: the configured one, or less while an adaptive one is congested
 * @param discovered nobody listed it
 * @param mark the number its packets and connections bear where marks lead them
 */
public record UplinkView(
        int slot,
        UplinkConfig config,
        boolean enabled,
        UplinkFacts facts,
        Health ipv4,
        Health ipv6,
        boolean refused4,
        boolean refused6,
        int weight,
        boolean discovered,
        int mark) {

    /** A listed one of its configured weight, marked by its slot. */
    public UplinkView(
            int slot,
            UplinkConfig config,
            boolean enabled,
            UplinkFacts facts,
            Health ipv4,
            Health ipv6,
            boolean refused4,
            boolean refused6) {
        this(slot, config, enabled, facts, ipv4, ipv6, refused4, refused6, config.weight(), false, slot + 1);
    }

    public String name() {
        return config.name();
    }

    public Health health(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? ipv4 : ipv6;
    }

    /**
     * By which family's probes this one is judged as it is, and so whose falls, flaps and rounds led to that: the other one's
     * where that is probed and this one goes by its verdict.
     */
    public AddressFamily judgedBy(AddressFamily family) {
        AddressFamily otherFamily = family.equals(AddressFamily.INET) ? AddressFamily.INET6 : AddressFamily.INET;
        Health own = health(family);
        Health other = health(otherFamily);
        boolean led = own.targets().isEmpty()
                && !other.targets().isEmpty()
                && !other.byFact()
                && own.verdict() == other.verdict()
                && own.since() == other.since();
        return led ? otherFamily : family;
    }

    /** Whether the kernel should hold a route over this uplink, alive or not. */
    public boolean routable(AddressFamily family) {
        return facts.routable(family) && !(family.equals(AddressFamily.INET) ? refused4 : refused6);
    }

    /**
     * Whether it went with its interface, since nobody listed it. It is known yet: should the interface come back, it is the
     * same uplink with its number and its past.
     */
    public boolean isGone() {
        return discovered && facts.link().isEmpty();
    }

    /** What {@code status} says of one family. */
    public UplinkState state(AddressFamily family) {
        if (!enabled) {
            return UplinkState.DISABLED;
        }
        return facts.link().isEmpty() ? UplinkState.ABSENT : health(family).state();
    }

    /** Why a family is as it is, and what is bad about it where it is degraded. */
    public String reason(AddressFamily family) {
        String reason = health(family).reason();
        return state(family) == UplinkState.DEGRADED
                ? reason + "; " + Quality.why(health(judgedBy(family)).targets(), config.probe())
                : reason;
    }

    /** The family that speaks for the uplink as a whole: IPv4, unless only IPv6 plays a part on it. */
    public AddressFamily leadingFamily() {
        return !facts.ipv4().present() && facts.ipv6().present() ? AddressFamily.INET6 : AddressFamily.INET;
    }
}

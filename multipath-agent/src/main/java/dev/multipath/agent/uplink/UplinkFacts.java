package dev.multipath.agent.uplink;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import java.util.Optional;

/**
 * What the kernel says of an uplink: its device, and each family on it.
 *
 * @param link the device as last seen; empty while it does not exist
 */
public record UplinkFacts(Optional<Link> link, FamilyFacts ipv4, FamilyFacts ipv6) {

    public static UplinkFacts absent(boolean ipv6Wanted) {
        return new UplinkFacts(Optional.empty(), FamilyFacts.none(true), FamilyFacts.none(ipv6Wanted));
    }

    public FamilyFacts family(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? ipv4 : ipv6;
    }

    /** 0 while the device does not exist. */
    public int interfaceIndex() {
        return link.isPresent() ? link.get().index() : 0;
    }

    /** Whether the kernel would take the same routes over it; counters, lifetimes and the like are left aside. */
    public boolean leadsLike(UplinkFacts other) {
        return interfaceIndex() == other.interfaceIndex()
                && (link.isEmpty() || other.link.isEmpty() || signalsLike(link.get(), other.link.get()))
                && ipv4.leadsLike(other.ipv4)
                && ipv6.leadsLike(other.ipv6);
    }

    private static boolean signalsLike(Link one, Link other) {
        return one.isUp() == other.isUp() && one.carrier() == other.carrier();
    }

    /** Whether a route over this family would be accepted by the kernel: device up, an address, a gateway. */
    public boolean routable(AddressFamily family) {
        FamilyFacts facts = family(family);
        return facts.wanted()
                && link.isPresent()
                && link.get().isUp()
                && !facts.addresses().isEmpty()
                && facts.gateway().isPresent();
    }

    /** Why no packet can leave this way now, in an operator's words; empty if the facts are complete. */
    public Optional<String> missing(AddressFamily family) {
        FamilyFacts facts = family(family);
        String name = family.equals(AddressFamily.INET) ? "IPv4" : "IPv6";
        if (!facts.wanted()) {
            return Optional.of(name + " is off");
        }
        if (link.isEmpty()) {
            return Optional.of("no such device");
        }
        if (!link.get().isUp()) {
            return Optional.of("device is administratively down");
        }
        if (!link.get().carrier()) {
            return Optional.of("no carrier");
        }
        if (!facts.hasUsableAddress()) {
            return Optional.of("no " + name + " address");
        }
        return facts.gateway().isEmpty() ? Optional.of("no " + name + " gateway") : Optional.empty();
    }
}

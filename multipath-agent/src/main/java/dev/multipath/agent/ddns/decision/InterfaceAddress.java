package dev.multipath.agent.ddns.decision;

import dev.multipath.agent.uplink.FamilyFacts;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/** Which address of an interface others are to use: a public one that lasts, else the one the uplink sends from. */
final class InterfaceAddress {

    private InterfaceAddress() {}

    static Optional<IpAddress> of(FamilyFacts facts) {
        Optional<IpAddress> source = facts.source();
        if (source.isEmpty() || facts.addresses().size() == 1) {
            return source;
        }
        Optional<IpAddress> best = source;
        int bestFitness = -1;
        for (Address address : facts.addresses()) {
            int fitness = fitness(address, source.get());
            if (fitness > bestFitness) {
                best = Optional.of(address.local());
                bestFitness = fitness;
            }
        }
        return best;
    }

    /** Whether it is an IPv6 address of the interface that nobody should be sent to: on its way out, or of a day. */
    static boolean isPassing(FamilyFacts facts, IpAddress address) {
        return address.isIpv6()
                && facts.addresses().stream()
                        .anyMatch(held -> held.local().equals(address)
                                && (held.flags() & (Address.SECONDARY | Address.DEPRECATED)) != 0);
    }

    /** Of IPv6, {@code IFA_F_TEMPORARY} marks an address that is replaced every day (RFC 8981). */
    private static int fitness(Address address, IpAddress source) {
        if (address.isTentative() || (address.flags() & Address.DAD_FAILED) != 0) {
            return -1;
        }
        boolean temporary = address.local().isIpv6() && (address.flags() & Address.SECONDARY) != 0;
        boolean deprecated = (address.flags() & Address.DEPRECATED) != 0;
        boolean isPublic = PublicRange.notPublic(address.local()).isEmpty();
        return (isPublic ? 8 : 0)
                + (deprecated ? 0 : 4)
                + (temporary ? 0 : 2)
                + (address.local().equals(source) ? 1 : 0);
    }
}

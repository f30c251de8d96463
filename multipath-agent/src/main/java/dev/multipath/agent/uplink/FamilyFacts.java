package dev.multipath.agent.uplink;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the kernel says of one family of an uplink.
 *
 * @param wanted false where the configuration keeps the family off
 * @param addresses every address of the device that a reply may bear, tentative ones included, link-local ones not
 * @param gateway the way out, where one is known
 */
public record FamilyFacts(boolean wanted, List<Address> addresses, Optional<Gateway> gateway) {
    public FamilyFacts {
        addresses = List.copyOf(addresses);
    }

    /** No address and no gateway. */
    public static FamilyFacts none(boolean wanted) {
        return new FamilyFacts(wanted, List.of(), Optional.empty());
    }

    /** Whether this family plays any part on this uplink now. */
    public boolean present() {
        return wanted && (!addresses.isEmpty() || gateway.isPresent());
    }

    /** Whether a packet can be sent from an address of this family: duplicate detection is over. */
    public boolean hasUsableAddress() {
        return source().isPresent();
    }

    /**
     * The address probes are sent from: not deprecated rather than so, then on the gateway's subnet, then one that stays,
     * then the first.
     */
    public Optional<IpAddress> source() {
        Optional<IpAddress> best = Optional.empty();
        int bestFitness = 0;
        for (Address address : addresses) {
            int fitness = fitness(address);
            if (fitness > bestFitness) {
                best = Optional.of(address.local());
                bestFitness = fitness;
            }
        }
        return best;
    }

    private int fitness(Address address) {
        if (address.isTentative() || (address.flags() & Address.DAD_FAILED) != 0) {
            return 0;
        }
        Optional<IpAddress> hop = gateway.flatMap(Gateway::address);
        boolean near = hop.isPresent() && address.onLinkPrefix().contains(hop.get());
        boolean deprecated = (address.flags() & Address.DEPRECATED) != 0;
        boolean temporary = (address.flags() & Address.SECONDARY) != 0;
        return 1 + (deprecated ? 0 : 4) + (near ? 2 : 0) + (temporary ? 0 : 1);
    }

    /** Whether the kernel would take the same routes over it. */
    boolean leadsLike(FamilyFacts other) {
        return gateway.flatMap(Gateway::address).equals(other.gateway.flatMap(Gateway::address))
                && gateway.isPresent() == other.gateway.isPresent()
                && (addresses.equals(other.addresses) || subnets().equals(other.subnets()));
    }

    private Set<String> subnets() {
        return addresses.stream()
                .map(address -> address.local() + " " + address.onLinkPrefix())
                .collect(Collectors.toSet());
    }

    /** Whether the gateway lies outside every subnet of the device, so that its routes need {@code onlink}. */
    public boolean gatewayNeedsOnlink() {
        if (gateway.isEmpty() || gateway.get().address().isEmpty()) {
            return false;
        }
        IpAddress hop = gateway.get().address().get();
        boolean always = hop.isIpv6() && hop.isLinkLocal();
        return !always && addresses.stream().noneMatch(a -> a.onLinkPrefix().contains(hop));
    }
}

package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An address of an interface ({@code struct ifaddrmsg} and its {@code IFA_*} attributes).
 *
 * @param interfaceIndex {@code ifa_index}
 * @param local {@code IFA_LOCAL}: the address itself (on IPv6 without a peer, {@code IFA_ADDRESS})
 * @param prefixLength of the peer's network where there is a peer, else of the address's own
 * @param peer {@code IFA_ADDRESS} where it differs: the other end of a point-to-point link
 * @param broadcast {@code IFA_BROADCAST}, IPv4
 * @param label {@code IFA_LABEL}, IPv4
 * @param scope {@code ifa_scope}
 * @param flags {@code IFA_FLAGS}: see the constants here
 * @param lifetime {@code IFA_CACHEINFO}
 * @param routePriority {@code IFA_RT_PRIORITY}: metric of the connected route
 * @param protocol {@code IFA_PROTO}: who set it
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-address.8.html">ip-address(8)</a>, linux/if_addr.h
 */
public record Address(
        int interfaceIndex,
        IpAddress local,
        int prefixLength,
        Optional<IpAddress> peer,
        Optional<IpAddress> broadcast,
        Optional<String> label,
        Scope scope,
        long flags,
        Optional<AddressLifetime> lifetime,
        OptionalLong routePriority,
        OptionalInt protocol,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code IFA_F_NODAD}: usable at once, without duplicate detection (IPv6). */
    public static final long NODAD = 0x02;
    /** {@code IFA_F_DADFAILED}. */
    public static final long DAD_FAILED = 0x08;
    /** {@code IFA_F_DEPRECATED}. */
    public static final long DEPRECATED = 0x20;
    /** {@code IFA_F_TENTATIVE}: not usable yet (IPv6, about a second). */
    public static final long TENTATIVE = 0x40;
    /** {@code IFA_F_PERMANENT}. */
    public static final long PERMANENT = 0x80;
    /** SECONDARY, DADFAILED, DEPRECATED, TENTATIVE and PERMANENT: state the kernel reports and a request leaves out. */
    public static final long REPORTED_FLAGS = 0x01 | DAD_FAILED | DEPRECATED | TENTATIVE | PERMANENT;
    /** {@code IFA_F_NOPREFIXROUTE}: no connected route comes with it. */
    public static final long NO_PREFIX_ROUTE = 0x200;

    /** @throws IllegalArgumentException for a prefix length the family does not have, and flags wider than 32 bits */
    public Address {
        if (prefixLength < 0 || prefixLength > local.bitLength()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + local);
        }
        OpenNumber.check(flags, 0xffff_ffffL, "address flags");
    }

    /** {@code ip address add LOCAL/LENGTH dev IF}. */
    public static Address of(int interfaceIndex, IpAddress local, int prefixLength) {
        return new Address(
                interfaceIndex,
                local,
                prefixLength,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Scope.GLOBAL,
                0,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                UnknownAttributes.NONE);
    }

    /** {@code ip address add LOCAL peer PEER dev IF}: a point-to-point link. */
    public Address peer(IpAddress address) {
        return new Address(
                interfaceIndex,
                local,
                prefixLength,
                Optional.of(address),
                broadcast,
                label,
                scope,
                flags,
                lifetime,
                routePriority,
                protocol,
                unknown);
    }

    /** The same with other flags. */
    public Address flags(long newFlags) {
        return new Address(
                interfaceIndex,
                local,
                prefixLength,
                peer,
                broadcast,
                label,
                scope,
                newFlags,
                lifetime,
                routePriority,
                protocol,
                unknown);
    }

    /** Without waiting for duplicate address detection. */
    public Address noDad() {
        return flags(flags | NODAD);
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return local.family();
    }

    /** Whether it cannot be used yet: tentative and not optimistic. */
    public boolean isTentative() {
        return (flags & TENTATIVE) != 0 && (flags & 0x04) == 0;
    }

    /** The addresses reachable on the link itself through this address. */
    public IpPrefix onLinkPrefix() {
        return new IpPrefix(peer.orElse(local), prefixLength).network();
    }

    @Override
    public String toString() {
        return Iproute2.address(this, InterfaceNames.NUMBERS);
    }
}

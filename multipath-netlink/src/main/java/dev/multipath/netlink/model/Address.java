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
 * @param targetNetNsId {@code IFA_TARGET_NETNSID}: the namespace it was asked for in; such an address cannot be changed
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
        Optional<AddressProtocol> protocol,
        OptionalInt targetNetNsId,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code IFA_F_SECONDARY} (IPv4: not the first of its network); {@code IFA_F_TEMPORARY} (IPv6: for privacy). */
    public static final long SECONDARY = 0x01;
    /** {@code IFA_F_NODAD}: usable at once, without duplicate detection (IPv6). */
    public static final long NODAD = 0x02;
    /** {@code IFA_F_OPTIMISTIC}: usable while duplicate detection runs (IPv6). */
    public static final long OPTIMISTIC = 0x04;
    /** {@code IFA_F_DADFAILED}: another machine has it (IPv6). */
    public static final long DAD_FAILED = 0x08;
    /** {@code IFA_F_HOMEADDRESS}: of a mobile node (IPv6). */
    public static final long HOME_ADDRESS = 0x10;
    /** {@code IFA_F_DEPRECATED}: not for new connections; its preferred time is over. */
    public static final long DEPRECATED = 0x20;
    /** {@code IFA_F_TENTATIVE}: not usable yet (IPv6, about a second). */
    public static final long TENTATIVE = 0x40;
    /** {@code IFA_F_PERMANENT}: lives for ever. */
    public static final long PERMANENT = 0x80;
    /** {@code IFA_F_MANAGETEMPADDR}: temporary addresses are made from it (IPv6). */
    public static final long MANAGE_TEMPORARY = 0x100;
    /** {@code IFA_F_NOPREFIXROUTE}: no connected route comes with it. */
    public static final long NO_PREFIX_ROUTE = 0x200;
    /** {@code IFA_F_MCAUTOJOIN}: a multicast address to be joined. */
    public static final long MULTICAST_AUTO_JOIN = 0x400;
    /** {@code IFA_F_STABLE_PRIVACY}: made by RFC 7217 (IPv6). */
    public static final long STABLE_PRIVACY = 0x800;
    /** SECONDARY, DADFAILED, DEPRECATED, TENTATIVE and PERMANENT: state the kernel reports and a request leaves out. */
    public static final long REPORTED_FLAGS = SECONDARY | DAD_FAILED | DEPRECATED | TENTATIVE | PERMANENT;

    /** @throws IllegalArgumentException for a prefix length the family does not have, and a number wider than 32 bits */
    public Address {
        if (prefixLength < 0 || prefixLength > local.bitLength()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + local);
        }
        OpenNumber.check(flags, 0xffff_ffffL, "address flags");
        OpenNumber.check(routePriority.orElse(0), 0xffff_ffffL, "metric");
    }

    /** An address of the socket's own namespace. */
    public Address(
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
            Optional<AddressProtocol> protocol,
            UnknownAttributes unknown) {
        this(
                interfaceIndex,
                local,
                prefixLength,
                peer,
                broadcast,
                label,
                scope,
                flags,
                lifetime,
                routePriority,
                protocol,
                OptionalInt.empty(),
                unknown);
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
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    /** {@code ip address add LOCAL peer PEER dev IF}: a point-to-point link. */
    public Address peer(IpAddress address) {
        return copy(Optional.of(address), broadcast, label, scope, flags, lifetime, routePriority, protocol);
    }

    /** {@code broadcast ADDRESS}. */
    public Address broadcast(IpAddress address) {
        return copy(peer, Optional.of(address), label, scope, flags, lifetime, routePriority, protocol);
    }

    /** {@code label NAME}, IPv4: the interface's name, or that and a colon and more; 15 bytes at most. */
    public Address label(String name) {
        return copy(peer, broadcast, Optional.of(name), scope, flags, lifetime, routePriority, protocol);
    }

    /** {@code scope SCOPE}; IPv6 has the kernel's own idea of it. */
    public Address scope(Scope newScope) {
        return copy(peer, broadcast, label, newScope, flags, lifetime, routePriority, protocol);
    }

    /** The same with other flags. */
    public Address flags(long newFlags) {
        return copy(peer, broadcast, label, scope, newFlags, lifetime, routePriority, protocol);
    }

    /** {@code valid_lft … preferred_lft …}. */
    public Address lifetime(AddressLifetime newLifetime) {
        return copy(peer, broadcast, label, scope, flags, Optional.of(newLifetime), routePriority, protocol);
    }

    /** {@code metric NUMBER}: of the connected route. */
    public Address routePriority(long priority) {
        return copy(peer, broadcast, label, scope, flags, lifetime, OptionalLong.of(priority), protocol);
    }

    /** {@code proto NUMBER}: who sets it. */
    public Address protocol(AddressProtocol newProtocol) {
        return copy(peer, broadcast, label, scope, flags, lifetime, routePriority, Optional.of(newProtocol));
    }

    private Address copy(
            Optional<IpAddress> newPeer,
            Optional<IpAddress> newBroadcast,
            Optional<String> newLabel,
            Scope newScope,
            long newFlags,
            Optional<AddressLifetime> newLifetime,
            OptionalLong newRoutePriority,
            Optional<AddressProtocol> newProtocol) {
        return new Address(
                interfaceIndex,
                local,
                prefixLength,
                newPeer,
                newBroadcast,
                newLabel,
                newScope,
                newFlags,
                newLifetime,
                newRoutePriority,
                newProtocol,
                targetNetNsId,
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
        return (flags & TENTATIVE) != 0 && (flags & OPTIMISTIC) == 0;
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

package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address an interface listens to besides its own ({@code struct ifaddrmsg}): a multicast group it has joined, or an
 * anycast address it serves.
 *
 * @param kind which of the two
 * @param interfaceIndex {@code ifa_index}
 * @param address {@code IFA_MULTICAST} or {@code IFA_ANYCAST}
 * @param prefixLength {@code ifa_prefixlen}: that of a host
 * @param scope {@code ifa_scope}
 * @param flags {@code ifa_flags}
 * @param lifetime {@code IFA_CACHEINFO}
 * @param targetNetNsId {@code IFA_TARGET_NETNSID}: the namespace it was asked for in
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-maddress.8.html">ip-maddress(8)</a>, linux/if_addr.h
 */
public record GroupAddress(
        Kind kind,
        int interfaceIndex,
        IpAddress address,
        int prefixLength,
        Scope scope,
        int flags,
        Optional<AddressLifetime> lifetime,
        OptionalInt targetNetNsId,
        UnknownAttributes unknown)
        implements KernelObject {

    /** The two lists an interface has. */
    public enum Kind {
        /** {@code RTM_GETMULTICAST}. */
        MULTICAST,
        /** {@code RTM_GETANYCAST}. */
        ANYCAST
    }

    /** @throws IllegalArgumentException for a prefix length the family does not have, and flags wider than 8 bits */
    public GroupAddress {
        if (prefixLength < 0 || prefixLength > address.bitLength()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + address);
        }
        OpenNumber.check(flags, 0xff, "address flags");
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return address.family();
    }

    @Override
    public String toString() {
        return Iproute2Address.group(this, InterfaceNames.NUMBERS);
    }
}

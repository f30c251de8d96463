package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An uplink a {@link Topology} shall have. What is not given is chosen by its place in the list (see
 * {@link Topology.Builder}).
 *
 * @param name names it in the topology, 1..15 characters
 * @param kind how it is wired
 * @param device the gateway's interface, 1..15 characters
 * @param ipv4 the IPv4 subnet between the gateway and the next hop: its second address is the gateway's, its first the
 *     next hop's; point-to-point ones use only these two
 * @param ipv6 likewise
 * @param hasIpv4 whether it carries IPv4
 * @param hasIpv6 whether it carries IPv6
 * @param mainMetric metric of a default route over it in the gateway's table main, as a DHCP client sets it; absent: none
 */
public record UplinkSpec(
        String name,
        UplinkKind kind,
        Optional<String> device,
        Optional<IpPrefix> ipv4,
        Optional<IpPrefix> ipv6,
        boolean hasIpv4,
        boolean hasIpv6,
        OptionalLong mainMetric) {

    /** Checks the names and the subnets' families. */
    public UplinkSpec {
        checkName(name);
        device.ifPresent(UplinkSpec::checkName);
        checkFamily(ipv4, AddressFamily.INET);
        checkFamily(ipv6, AddressFamily.INET6);
        if (!hasIpv4 && !hasIpv6) {
            throw new IllegalArgumentException("uplink " + name + " carries neither IPv4 nor IPv6");
        }
    }

    /** A subnet with the ISP's router in it. */
    public static UplinkSpec fixed(String name) {
        return of(name, UplinkKind.FIXED);
    }

    /** A private subnet with a NAT router in it. */
    public static UplinkSpec behindNat(String name) {
        return of(name, UplinkKind.BEHIND_NAT);
    }

    /** One address and its peer. */
    public static UplinkSpec pointToPoint(String name) {
        return of(name, UplinkKind.POINT_TO_POINT);
    }

    private static UplinkSpec of(String name, UplinkKind kind) {
        return new UplinkSpec(
                name, kind, Optional.empty(), Optional.empty(), Optional.empty(), true, true, OptionalLong.empty());
    }

    /** Names the gateway's interface. */
    public UplinkSpec device(String newDevice) {
        return new UplinkSpec(name, kind, Optional.of(newDevice), ipv4, ipv6, hasIpv4, hasIpv6, mainMetric);
    }

    /**
     * Sets the subnet between gateway and next hop, IPv4 or IPv6. Two uplinks behind NAT may have the same one.
     *
     * @param prefix as {@code 192.0.2.0/24}, with room for two addresses
     */
    public UplinkSpec subnet(String prefix) {
        IpPrefix parsed = IpPrefix.parse(prefix).network();
        return parsed.family().equals(AddressFamily.INET)
                ? new UplinkSpec(name, kind, device, Optional.of(parsed), ipv6, hasIpv4, hasIpv6, mainMetric)
                : new UplinkSpec(name, kind, device, ipv4, Optional.of(parsed), hasIpv4, hasIpv6, mainMetric);
    }

    /** Without IPv6. */
    public UplinkSpec onlyIpv4() {
        return new UplinkSpec(name, kind, device, ipv4, ipv6, true, false, mainMetric);
    }

    /** Without IPv4. */
    public UplinkSpec onlyIpv6() {
        return new UplinkSpec(name, kind, device, ipv4, ipv6, false, true, mainMetric);
    }

    /** With default routes over it in the gateway's table main, protocol dhcp. */
    public UplinkSpec mainDefault(long metric) {
        return new UplinkSpec(name, kind, device, ipv4, ipv6, hasIpv4, hasIpv6, OptionalLong.of(metric));
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > 15) {
            throw new IllegalArgumentException("'" + name + "' is not 1..15 characters");
        }
    }

    private static void checkFamily(Optional<IpPrefix> prefix, AddressFamily family) {
        if (prefix.isPresent() && !prefix.get().family().equals(family)) {
            throw new IllegalArgumentException(prefix.get() + " is not " + family);
        }
    }
}

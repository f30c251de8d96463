package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One way out: a gateway, a device, or a gateway behind a device; a leg of a multipath route ({@code struct rtnexthop}).
 *
 * @param gateway the next router ({@code RTA_GATEWAY}, or {@code RTA_VIA} when its family is not the route's)
 * @param interfaceIndex the device, 0 when the kernel shall find it by the gateway
 * @param weight the real weight 1..256; on the wire {@code rtnh_hops} is weight − 1. A single next hop has weight 1
 * @param flags {@code RTNH_F_*}: see the constants here
 * @param realms {@code RTA_FLOW}, "from" realm in the upper 16 bits
 * @param encapsulation {@code RTA_ENCAP}: what packets are wrapped in
 * @param labels {@code RTA_NEWDST}, "as": what takes the place of the label, in MPLS routes only
 * @param newDestination {@code RTA_NEWDST}, "as to": what would take the place of the destination, in IPv4 and IPv6 routes;
 *     {@code ip} sends it and no kernel so far heeds it
 * @param linkGateway {@code RTA_VIA} of family {@code AF_PACKET}, "via link": the gateway's hardware address, in MPLS routes
 *     only, instead of {@code gateway}
 * @param unknown attributes of this leg not typed here
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/rtnetlink.h
 */
public record NextHop(
        Optional<IpAddress> gateway,
        int interfaceIndex,
        int weight,
        int flags,
        OptionalLong realms,
        Optional<Encapsulation> encapsulation,
        Optional<LabelStack> labels,
        Optional<IpAddress> newDestination,
        Optional<HardwareAddress> linkGateway,
        UnknownAttributes unknown) {

    /** {@code RTNH_F_DEAD}: the device is down. */
    public static final int DEAD = 1;
    /** {@code RTNH_F_PERVASIVE}. */
    public static final int PERVASIVE = 2;
    /** {@code RTNH_F_ONLINK}: the gateway is reachable although no connected subnet holds it. */
    public static final int ONLINK = 4;
    /** {@code RTNH_F_OFFLOAD}. */
    public static final int OFFLOAD = 8;
    /** {@code RTNH_F_LINKDOWN}: the device has no carrier. */
    public static final int LINKDOWN = 16;
    /** {@code RTNH_F_UNRESOLVED}. */
    public static final int UNRESOLVED = 32;
    /** {@code RTNH_F_TRAP}. */
    public static final int TRAP = 64;
    /** The flags a caller sets; all others report state. */
    public static final int CONFIGURED = PERVASIVE | ONLINK;

    /** The largest weight a leg can have. */
    public static final int MAX_WEIGHT = 256;

    /**
     * @throws IllegalArgumentException for a weight outside 1..256, for labels beside a new destination, and for two gateways
     */
    public NextHop {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight + " is outside 1.." + MAX_WEIGHT);
        }
        OpenNumber.check(flags, 0xff, "next hop flags");
        OpenNumber.check(realms.orElse(0), 0xffff_ffffL, "realms");
        if (labels.isPresent() && newDestination.isPresent()) {
            throw new IllegalArgumentException("labels " + labels.get() + " beside " + newDestination.get());
        }
        if (gateway.isPresent() && linkGateway.isPresent()) {
            throw new IllegalArgumentException("gateway " + gateway.get() + " beside " + linkGateway.get());
        }
    }

    /** {@code via GATEWAY dev IF}. */
    public static NextHop via(IpAddress gateway, int interfaceIndex) {
        return plain(Optional.of(gateway), interfaceIndex);
    }

    /** {@code via GATEWAY}: the kernel finds the device. */
    public static NextHop via(IpAddress gateway) {
        return via(gateway, 0);
    }

    /** {@code dev IF}. */
    public static NextHop dev(int interfaceIndex) {
        return plain(Optional.empty(), interfaceIndex);
    }

    private static NextHop plain(Optional<IpAddress> gateway, int interfaceIndex) {
        return new NextHop(
                gateway,
                interfaceIndex,
                1,
                0,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    /** The same with another weight, 1..256. */
    public NextHop weight(int newWeight) {
        return new NextHop(
                gateway,
                interfaceIndex,
                newWeight,
                flags,
                realms,
                encapsulation,
                labels,
                newDestination,
                linkGateway,
                unknown);
    }

    /** The same with other {@code RTNH_F_*}. */
    public NextHop flags(int newFlags) {
        return new NextHop(
                gateway,
                interfaceIndex,
                weight,
                newFlags,
                realms,
                encapsulation,
                labels,
                newDestination,
                linkGateway,
                unknown);
    }

    /** The same, reachable although no connected subnet holds its gateway. */
    public NextHop onlink() {
        return flags(flags | ONLINK);
    }

    /** The same with other realms. */
    public NextHop realms(long newRealms) {
        return new NextHop(
                gateway,
                interfaceIndex,
                weight,
                flags,
                OptionalLong.of(newRealms),
                encapsulation,
                labels,
                newDestination,
                linkGateway,
                unknown);
    }

    /** The same, wrapping packets: {@code encap …}. */
    public NextHop encapsulation(Encapsulation newEncapsulation) {
        return new NextHop(
                gateway,
                interfaceIndex,
                weight,
                flags,
                realms,
                Optional.of(newEncapsulation),
                labels,
                newDestination,
                linkGateway,
                unknown);
    }

    /** The same, with these labels in place of the one that led here: {@code as LABELS}, in MPLS routes only. */
    public NextHop labels(LabelStack newLabels) {
        return new NextHop(
                gateway,
                interfaceIndex,
                weight,
                flags,
                realms,
                encapsulation,
                Optional.of(newLabels),
                newDestination,
                linkGateway,
                unknown);
    }

    /** The same, with this in place of the destination: {@code as to ADDRESS}, in IPv4 and IPv6 routes. */
    public NextHop newDestination(IpAddress address) {
        return new NextHop(
                gateway,
                interfaceIndex,
                weight,
                flags,
                realms,
                encapsulation,
                labels,
                Optional.of(address),
                linkGateway,
                unknown);
    }

    /** The same by way of this hardware address and no other gateway: {@code via link ADDRESS}, in MPLS routes only. */
    public NextHop linkGateway(HardwareAddress address) {
        return new NextHop(
                Optional.empty(),
                interfaceIndex,
                weight,
                flags,
                realms,
                encapsulation,
                labels,
                newDestination,
                Optional.of(address),
                unknown);
    }

    /** Whether the gateway counts as reachable although no connected subnet holds it. */
    public boolean isOnlink() {
        return (flags & ONLINK) != 0;
    }

    /** Whether the kernel says it does not use this leg now (subject to {@code ignore_routes_with_linkdown}). */
    public boolean isDeadOrLinkdown() {
        return (flags & (DEAD | LINKDOWN)) != 0;
    }

    /** The same leg without what reports state: flags, and what a segment counted. */
    public NextHop configured() {
        NextHop written = encapsulation.isEmpty()
                ? this
                : encapsulation(encapsulation.get().configured());
        return written.flags(flags & CONFIGURED);
    }
}

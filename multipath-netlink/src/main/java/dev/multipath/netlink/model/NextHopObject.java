package dev.multipath.netlink.model;

import java.util.List;

/**
 * A nexthop object ({@code struct nhmsg} and its {@code NHA_*} attributes): a way out that routes share by its id.
 *
 * <p>Unlike a leg of a multipath route it dies with its device's carrier, without a notification, shrinks the groups it
 * is in, and does not come back; the last member takes its group, and a group its routes.
 *
 * <pre>{@code
 * NextHopObject.of(1, NextHopTarget.via(IpAddress.parse("192.0.2.1"), eth0));
 * NextHopObject.of(10, NextHopTarget.group(List.of(NextHopMember.of(1, 4), NextHopMember.of(2))));
 * }</pre>
 *
 * @param id {@code NHA_ID}, 1..2³²−1; 0 in a request lets the kernel choose one
 * @param target what it stands for
 * @param protocol who installed it
 * @param scope {@code nh_scope}: how near the gateway must be; reported only
 * @param flags {@code nh_flags}, RTNH_F_*, unsigned 32 bits: {@link NextHop#ONLINK} can be set, the others report state
 * @param operationFlags {@code NHA_OP_FLAGS}, unsigned 32 bits: reported only, 0 where absent; see
 *     {@link #WIDE_WEIGHTS}
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>, linux/nexthop.h
 */
public record NextHopObject(
        long id,
        NextHopTarget target,
        Protocol protocol,
        Scope scope,
        long flags,
        long operationFlags,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code NHA_OP_FLAG_RESP_GRP_RESVD_0}: the kernel knows weights above 256; Linux 6.12 and later say so. */
    public static final long WIDE_WEIGHTS = 0x8000_0000L;

    /** @throws IllegalArgumentException for a number its field does not hold, and for onlink without a gateway */
    public NextHopObject {
        OpenNumber.check(id, 0xffff_ffffL, "nexthop id");
        OpenNumber.check(flags, 0xffff_ffffL, "nexthop flags");
        OpenNumber.check(operationFlags, 0xffff_ffffL, "nexthop operation flags");
        boolean hasGateway = target instanceof NextHopTarget.Single single
                && single.gateway().isPresent();
        if ((flags & NextHop.ONLINK) != 0 && !hasGateway) {
            throw new IllegalArgumentException("onlink without a gateway");
        }
    }

    /**
     * An object as {@code ip nexthop} makes it, installed by nobody in particular.
     *
     * @param id 0 lets the kernel choose one
     */
    public static NextHopObject of(long id, NextHopTarget target) {
        return new NextHopObject(id, target, Protocol.UNSPEC, Scope.GLOBAL, 0, 0, UnknownAttributes.NONE);
    }

    /** {@code id ID via GATEWAY dev IF}. */
    public static NextHopObject via(long id, IpAddress gateway, int interfaceIndex) {
        return of(id, NextHopTarget.via(gateway, interfaceIndex));
    }

    /** {@code id ID group …}. */
    public static NextHopObject group(long id, List<NextHopMember> members) {
        return of(id, NextHopTarget.group(members));
    }

    /** The same with another id; 0 lets the kernel choose one. */
    public NextHopObject id(long newId) {
        return new NextHopObject(newId, target, protocol, scope, flags, operationFlags, unknown);
    }

    /** The same leading elsewhere. */
    public NextHopObject target(NextHopTarget newTarget) {
        return new NextHopObject(id, newTarget, protocol, scope, flags, operationFlags, unknown);
    }

    /** The same installed by another. */
    public NextHopObject protocol(Protocol newProtocol) {
        return new NextHopObject(id, target, newProtocol, scope, flags, operationFlags, unknown);
    }

    /** The same, its gateway reachable although no connected subnet holds it. */
    public NextHopObject onlink() {
        return new NextHopObject(id, target, protocol, scope, flags | NextHop.ONLINK, operationFlags, unknown);
    }

    /** Whether the gateway counts as reachable although no connected subnet holds it. */
    public boolean isOnlink() {
        return (flags & NextHop.ONLINK) != 0;
    }

    /** Whether it is a group of others. */
    public boolean isGroup() {
        return target instanceof NextHopTarget.Group;
    }

    /** What a caller asked for, without what only the kernel says: scope, state flags, statistics. */
    public NextHopObject configured() {
        return new NextHopObject(id, target.configured(), protocol, Scope.GLOBAL, flags & NextHop.ONLINK, 0, unknown);
    }

    /** In the words of {@code ip nexthop}, interfaces by number. */
    @Override
    public String toString() {
        return Iproute2NextHop.nexthop(this, InterfaceNames.NUMBERS);
    }

    static void requireId(long id) {
        if (id < 1 || id > 0xffff_ffffL) {
            throw new IllegalArgumentException("nexthop id " + id + " is outside 1..2^32-1");
        }
    }
}

package dev.multipath.netlink.model;

import java.util.OptionalInt;

/**
 * What is done with packets of one MPLS label: {@code ip -f mpls route}. There is one table; a label has one route.
 *
 * <p>A next hop's {@link NextHop#labels()} take the place of the label; without them it is popped. Its gateway is an IPv4,
 * an IPv6 or a {@linkplain NextHop#linkGateway hardware} address.
 *
 * @param label {@code RTA_DST}, 16..1048575
 * @param type unicast
 * @param protocol who installed it
 * @param flags {@code rtm_flags} without the RTNH_F_* bits of a single next hop
 * @param target the next hops
 * @param ttlPropagate {@code RTA_TTL_PROPAGATE}, 0 or 1; absent = as the namespace says
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://docs.kernel.org/networking/mpls-sysctl.html">mpls-sysctl</a>, ip-route(8)
 */
public record MplsRoute(
        int label,
        RouteType type,
        Protocol protocol,
        long flags,
        RouteTarget target,
        OptionalInt ttlPropagate,
        UnknownAttributes unknown)
        implements KernelObject {

    private static final int MAX_LABEL = 0xf_ffff;

    /** @throws IllegalArgumentException for a number its field does not hold */
    public MplsRoute {
        OpenNumber.check(label, MAX_LABEL, "label");
        OpenNumber.check(flags, 0xffff_ffffL, "route flags");
        OpenNumber.check(ttlPropagate.orElse(0), 0xff, "ttl-propagate");
    }

    /** A route for this label, protocol boot as {@code ip} sets it, leading nowhere yet. */
    public static MplsRoute of(int label) {
        return new MplsRoute(
                label,
                RouteType.UNICAST,
                Protocol.BOOT,
                0,
                RouteTarget.none(),
                OptionalInt.empty(),
                UnknownAttributes.NONE);
    }

    /** The same leading elsewhere. */
    public MplsRoute target(RouteTarget newTarget) {
        return new MplsRoute(label, type, protocol, flags, newTarget, ttlPropagate, unknown);
    }

    /** The same installed by another. */
    public MplsRoute protocol(Protocol newProtocol) {
        return new MplsRoute(label, type, newProtocol, flags, target, ttlPropagate, unknown);
    }

    /** The same, carrying the TTL over or not. */
    public MplsRoute ttlPropagate(boolean propagate) {
        return new MplsRoute(label, type, protocol, flags, target, OptionalInt.of(propagate ? 1 : 0), unknown);
    }

    /** In the words of {@code ip -f mpls route}, interfaces by number. */
    @Override
    public String toString() {
        return Iproute2.route(this, InterfaceNames.NUMBERS);
    }
}

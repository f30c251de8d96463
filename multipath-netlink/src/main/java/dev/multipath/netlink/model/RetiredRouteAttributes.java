package dev.multipath.netlink.model;

import java.util.Optional;

/**
 * Attributes of routes that have a number and no use: no kernel of this century sends or heeds them, and the specification
 * calls them bytes, "not used". Kept under their names and written back.
 *
 * @param protocolInfo {@code RTA_PROTOINFO}
 * @param session {@code RTA_SESSION}
 * @param multipathAlgorithm {@code RTA_MP_ALGO}
 * @see "linux/rtnetlink.h"
 */
public record RetiredRouteAttributes(
        Optional<Octets> protocolInfo, Optional<Octets> session, Optional<Octets> multipathAlgorithm) {
    /** None: what every kernel says. */
    public static final RetiredRouteAttributes NONE =
            new RetiredRouteAttributes(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether there are none. */
    public boolean isEmpty() {
        return protocolInfo.isEmpty() && session.isEmpty() && multipathAlgorithm.isEmpty();
    }

    /** The same with this {@code RTA_PROTOINFO}. */
    public RetiredRouteAttributes protocolInfo(Octets bytes) {
        return new RetiredRouteAttributes(Optional.of(bytes), session, multipathAlgorithm);
    }

    /** The same with this {@code RTA_SESSION}. */
    public RetiredRouteAttributes session(Octets bytes) {
        return new RetiredRouteAttributes(protocolInfo, Optional.of(bytes), multipathAlgorithm);
    }

    /** The same with this {@code RTA_MP_ALGO}. */
    public RetiredRouteAttributes multipathAlgorithm(Octets bytes) {
        return new RetiredRouteAttributes(protocolInfo, session, Optional.of(bytes));
    }

    // Written out, like that of all a listing compares: see RouteMetrics.
    @Override
    public boolean equals(Object other) {
        return other instanceof RetiredRouteAttributes that
                && protocolInfo.equals(that.protocolInfo)
                && session.equals(that.session)
                && multipathAlgorithm.equals(that.multipathAlgorithm);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * protocolInfo.hashCode() + session.hashCode()) + multipathAlgorithm.hashCode();
    }
}

package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Single next hops seen lately: the thousands of routes of a table lead a few ways. */
final class SharedHops {
    /** A power of two; a hop has one place, and whichever came last holds it. */
    private static final int PLACES = 16;

    private final RouteTarget.@Nullable Single[] places = new RouteTarget.@Nullable Single[PLACES];

    RouteTarget.Single single(
            @Nullable AddressFamily family, long high, long low, int interfaceIndex, int flags, OptionalLong realms) {
        long mixed = (high * 31 + low) * 31 + interfaceIndex;
        int place = (int) ((mixed * 0x9e37_79b9_7f4a_7c15L) >>> 60) & (PLACES - 1);
        RouteTarget.Single known = places[place];
        if (known != null && isSame(known.hop(), family, high, low, interfaceIndex, flags, realms)) {
            return known;
        }
        RouteTarget.Single fresh = new RouteTarget.Single(new NextHop(
                family == null ? Optional.empty() : Optional.of(new IpAddress(family, high, low)),
                interfaceIndex,
                1,
                flags,
                realms,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                UnknownAttributes.NONE));
        places[place] = fresh;
        return fresh;
    }

    private static boolean isSame(
            NextHop hop,
            @Nullable AddressFamily family,
            long high,
            long low,
            int interfaceIndex,
            int flags,
            OptionalLong realms) {
        if (hop.interfaceIndex() != interfaceIndex
                || hop.flags() != flags
                || !hop.realms().equals(realms)) {
            return false;
        }
        if (family == null || hop.gateway().isEmpty()) {
            return family == null && hop.gateway().isEmpty();
        }
        IpAddress gateway = hop.gateway().get();
        return gateway.low() == low
                && gateway.high() == high
                && gateway.family().equals(family);
    }
}

package dev.multipath.agent.core;

import dev.multipath.agent.uplink.AdaptiveWeight;
import dev.multipath.netlink.model.AddressFamily;

/**
 * What is kept of an uplink besides facts and health.
 *
 * @param share how far its weight is lowered, if it is adaptive
 * @param standsBy4 whether its tier stands by in IPv4
 * @param standsBy6 likewise in IPv6
 */
record UplinkWatch(AdaptiveWeight share, boolean standsBy4, boolean standsBy6) {

    static UplinkWatch starting(long now) {
        return new UplinkWatch(AdaptiveWeight.starting(now), false, false);
    }

    boolean standsBy(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? standsBy4 : standsBy6;
    }

    UplinkWatch share(AdaptiveWeight judged) {
        return new UplinkWatch(judged, standsBy4, standsBy6);
    }

    UplinkWatch standsBy(AddressFamily family, boolean yes) {
        boolean four = family.equals(AddressFamily.INET);
        return new UplinkWatch(share, four ? yes : standsBy4, four ? standsBy6 : yes);
    }
}

package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a route carries besides its key and its next hops; everything may be absent.
 *
 * @param prefSrc {@code RTA_PREFSRC}, "src": the address local senders take
 * @param metrics {@code RTA_METRICS}
 * @param realms {@code RTA_FLOW} of a route without legs of its own
 * @param preference {@code RTA_PREF}, IPv6 router preference: 0 medium, 1 high, 3 low
 * @param expires {@code RTA_EXPIRES}, IPv6: seconds to live when added
 * @param mark {@code RTA_MARK}, seen in replies to a lookup
 * @param uid {@code RTA_UID}, seen in replies to a lookup
 * @param inputInterface {@code RTA_IIF}, seen in replies to a lookup
 * @param ttlPropagate {@code RTA_TTL_PROPAGATE}, 0 or 1
 * @param multicastStats {@code RTA_MFC_STATS}, reported of multicast routes
 * @param cacheInfo {@code RTA_CACHEINFO}, reported only
 * @param retired attributes no kernel uses any more
 */
public record RouteOptions(
        Optional<IpAddress> prefSrc,
        RouteMetrics metrics,
        OptionalLong realms,
        OptionalInt preference,
        OptionalLong expires,
        OptionalLong mark,
        OptionalLong uid,
        OptionalInt inputInterface,
        OptionalInt ttlPropagate,
        Optional<MulticastStats> multicastStats,
        Optional<RouteCacheInfo> cacheInfo,
        RetiredRouteAttributes retired) {

    /** @throws IllegalArgumentException for a number its field does not hold */
    public RouteOptions {
        OpenNumber.check(realms.orElse(0), 0xffff_ffffL, "realms");
        OpenNumber.check(preference.orElse(0), 0xff, "preference");
        OpenNumber.check(expires.orElse(0), 0xffff_ffffL, "expiry");
        OpenNumber.check(mark.orElse(0), 0xffff_ffffL, "mark");
        OpenNumber.check(uid.orElse(0), 0xffff_ffffL, "uid");
        OpenNumber.check(ttlPropagate.orElse(0), 0xff, "TTL propagation");
    }

    /**
     * What a multicast route forwarded: {@code struct rta_mfc_stats}, each 64 bits.
     *
     * @param wrongInterface packets that came in by another interface than the route's
     */
    public record MulticastStats(long packets, long bytes, long wrongInterface) {}

    /** Nothing. */
    public static final RouteOptions NONE = new RouteOptions(
            Optional.empty(),
            RouteMetrics.NONE,
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            RetiredRouteAttributes.NONE);

    /** The same with this source address. */
    public RouteOptions prefSrc(IpAddress address) {
        return new RouteOptions(
                Optional.of(address),
                metrics,
                realms,
                preference,
                expires,
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same with other metrics. */
    public RouteOptions metrics(RouteMetrics newMetrics) {
        return new RouteOptions(
                prefSrc,
                newMetrics,
                realms,
                preference,
                expires,
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same with these realms. */
    public RouteOptions realms(long newRealms) {
        return new RouteOptions(
                prefSrc,
                metrics,
                OptionalLong.of(newRealms),
                preference,
                expires,
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same without realms, which a single next hop carries itself. */
    RouteOptions withoutRealms() {
        return new RouteOptions(
                prefSrc,
                metrics,
                OptionalLong.empty(),
                preference,
                expires,
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same with this router preference. */
    public RouteOptions preference(int newPreference) {
        return new RouteOptions(
                prefSrc,
                metrics,
                realms,
                OptionalInt.of(newPreference),
                expires,
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same, gone after so long. */
    public RouteOptions expires(long seconds) {
        return new RouteOptions(
                prefSrc,
                metrics,
                realms,
                preference,
                OptionalLong.of(seconds),
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same, carrying the TTL over or not. */
    public RouteOptions ttlPropagate(boolean propagate) {
        return new RouteOptions(
                prefSrc,
                metrics,
                realms,
                preference,
                expires,
                mark,
                uid,
                inputInterface,
                OptionalInt.of(propagate ? 1 : 0),
                multicastStats,
                cacheInfo,
                retired);
    }

    /** The same with other attributes that no kernel uses any more. */
    public RouteOptions retired(RetiredRouteAttributes newRetired) {
        return new RouteOptions(
                prefSrc,
                metrics,
                realms,
                preference,
                expires,
                mark,
                uid,
                inputInterface,
                ttlPropagate,
                multicastStats,
                cacheInfo,
                newRetired);
    }
}

package dev.multipath.netlink.model;

/**
 * What the kernel reports of a route's use: {@code RTA_CACHEINFO}, {@code struct rta_cacheinfo}. Never written.
 *
 * @param references {@code rta_clntref}
 * @param lastUse ticks (1/100 s) since the last use
 * @param expires ticks until it expires, signed; 0 = never
 * @param error a negative errno, or 0
 * @param used {@code rta_used}
 * @param id {@code rta_id}
 * @param timestamp {@code rta_ts}
 * @param timestampAge {@code rta_tsage}
 */
public record RouteCacheInfo(
        long references, long lastUse, int expires, int error, long used, long id, long timestamp, long timestampAge) {

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteCacheInfo that
                && references == that.references
                && lastUse == that.lastUse
                && expires == that.expires
                && error == that.error
                && used == that.used
                && id == that.id
                && timestamp == that.timestamp
                && timestampAge == that.timestampAge;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(references * 31 + lastUse) * 31 + Long.hashCode(used * 31 + expires);
    }
}

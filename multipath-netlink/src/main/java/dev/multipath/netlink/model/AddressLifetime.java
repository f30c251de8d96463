package dev.multipath.netlink.model;

/**
 * How long an address lives: {@code IFA_CACHEINFO}, {@code struct ifa_cacheinfo}.
 *
 * @param preferred seconds, 2³²−1 = for ever
 * @param valid seconds, 2³²−1 = for ever
 * @param created 1/100 s of uptime; 0 in a request
 * @param updated 1/100 s of uptime; 0 in a request
 */
public record AddressLifetime(long preferred, long valid, long created, long updated) {
    /** Never ends. */
    public static final long FOREVER = 0xffff_ffffL;
}

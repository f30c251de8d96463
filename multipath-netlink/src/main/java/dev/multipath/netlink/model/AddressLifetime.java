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

    /** @throws IllegalArgumentException for a number wider than 32 bits */
    public AddressLifetime {
        OpenNumber.check(preferred, FOREVER, "preferred lifetime");
        OpenNumber.check(valid, FOREVER, "valid lifetime");
        OpenNumber.check(created, FOREVER, "creation time");
        OpenNumber.check(updated, FOREVER, "time of update");
    }

    /**
     * {@code preferred_lft PREFERRED valid_lft VALID}, in seconds.
     *
     * @throws IllegalArgumentException when it would be preferred for longer than it lives, or not live at all: the
     *     kernel refuses both
     */
    public static AddressLifetime of(long preferred, long valid) {
        if (preferred > valid || valid == 0) {
            throw new IllegalArgumentException("preferred for " + preferred + " s of " + valid + " s");
        }
        return new AddressLifetime(preferred, valid, 0, 0);
    }
}

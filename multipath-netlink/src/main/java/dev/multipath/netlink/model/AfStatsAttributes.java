package dev.multipath.netlink.model;

/**
 * What address families count, by their numbers: {@code IFLA_STATS_AF_SPEC}.
 *
 * @see "linux/if_link.h"
 */
public final class AfStatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("AF_");

    /** MPLS. */
    public static final Attribute<Attributes> AF_STATS_MPLS =
            ALL.add(Attribute.nested(28, "MPLS", "mpls", MplsStatsAttributes.ALL));

    private AfStatsAttributes() {}
}

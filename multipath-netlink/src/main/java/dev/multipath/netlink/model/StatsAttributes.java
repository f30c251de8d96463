package dev.multipath.netlink.model;

/**
 * What RTM_GETSTATS tells of an interface: {@code IFLA_STATS_*}.
 *
 * @see "linux/if_link.h"
 */
public final class StatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_STATS_");

    /** Counters: see {@link LinkStatistics}. */
    public static final Attribute<Numbers> STATS_LINK_64 =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 1, "LINK_64", "link"));
    /** What its kind counts. */
    public static final Attribute<Attributes> STATS_LINK_XSTATS =
            ALL.add(Attribute.nested(2, "LINK_XSTATS", "xstats", XstatsAttributes.ALL));
    /** What its master counts of it. */
    public static final Attribute<Attributes> STATS_LINK_XSTATS_SLAVE =
            ALL.add(Attribute.nested(3, "LINK_XSTATS_SLAVE", "xstats_slave", XstatsAttributes.ALL));
    /** Counters of hardware offload; inside raw. */
    public static final Attribute<Attributes> STATS_LINK_OFFLOAD_XSTATS =
            ALL.add(Attribute.nested(4, "LINK_OFFLOAD_XSTATS", "offload", AttributeSet.NONE));
    /** What address families count. */
    public static final Attribute<Attributes> STATS_AF_SPEC =
            ALL.add(Attribute.nested(5, "AF_SPEC", "afstats", AfStatsAttributes.ALL));

    private StatsAttributes() {}
}

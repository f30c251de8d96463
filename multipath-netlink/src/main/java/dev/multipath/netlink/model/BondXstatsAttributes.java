package dev.multipath.netlink.model;

/**
 * What bonds count: {@code BOND_XSTATS_*}.
 *
 * @see "linux/if_link.h"
 */
public final class BondXstatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("BOND_XSTATS_");

    /** LACP packets. */
    public static final Attribute<Attributes> BOND_XSTATS_3AD =
            ALL.add(Attribute.nested(1, "3AD", "3ad", Bond3adStatsAttributes.ALL));

    private BondXstatsAttributes() {}
}

package dev.multipath.netlink.model;

/**
 * What MPLS counts: {@code MPLS_STATS_*}.
 *
 * @see "linux/mpls.h"
 */
public final class MplsStatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("MPLS_STATS_");

    /** {@code struct mpls_link_stats}: received and sent packets and bytes, errors, drops, packets without route. */
    public static final Attribute<Numbers> MPLS_STATS_LINK =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 1, "LINK", "link"));

    private MplsStatsAttributes() {}
}

package dev.multipath.netlink.model;

/**
 * LACP packets by kind and direction: {@code BOND_3AD_STAT_*}.
 *
 * @see "linux/if_link.h"
 */
public final class Bond3adStatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("BOND_3AD_STAT_");

    /** LACP packets received. */
    public static final Attribute<Long> BOND_3AD_STAT_LACPDU_RX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 0, "LACPDU_RX", "lacpdu_rx"));
    /** LACP packets sent. */
    public static final Attribute<Long> BOND_3AD_STAT_LACPDU_TX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 1, "LACPDU_TX", "lacpdu_tx"));
    /** Of an unknown version. */
    public static final Attribute<Long> BOND_3AD_STAT_LACPDU_UNKNOWN_RX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 2, "LACPDU_UNKNOWN_RX", "lacpdu_unknown_rx"));
    /** Illegal ones. */
    public static final Attribute<Long> BOND_3AD_STAT_LACPDU_ILLEGAL_RX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 3, "LACPDU_ILLEGAL_RX", "lacpdu_illegal_rx"));
    /** Markers received. */
    public static final Attribute<Long> BOND_3AD_STAT_MARKER_RX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 4, "MARKER_RX", "marker_rx"));
    /** Markers sent. */
    public static final Attribute<Long> BOND_3AD_STAT_MARKER_TX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 5, "MARKER_TX", "marker_tx"));
    /** Marker responses received. */
    public static final Attribute<Long> BOND_3AD_STAT_MARKER_RESP_RX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 6, "MARKER_RESP_RX", "marker_response_rx"));
    /** Marker responses sent. */
    public static final Attribute<Long> BOND_3AD_STAT_MARKER_RESP_TX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 7, "MARKER_RESP_TX", "marker_response_tx"));
    /** Of an unknown kind. */
    public static final Attribute<Long> BOND_3AD_STAT_MARKER_UNKNOWN_RX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 8, "MARKER_UNKNOWN_RX", "marker_unknown_rx"));

    private Bond3adStatsAttributes() {}
}

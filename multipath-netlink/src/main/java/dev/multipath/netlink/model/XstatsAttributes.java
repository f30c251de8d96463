package dev.multipath.netlink.model;

/**
 * What a kind of interface counts: {@code LINK_XSTATS_TYPE_*}.
 *
 * @see "linux/if_link.h"
 */
public final class XstatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("LINK_XSTATS_TYPE_");

    /** A bridge or its port. */
    public static final Attribute<Attributes> XSTATS_BRIDGE =
            ALL.add(Attribute.nested(1, "BRIDGE", "bridge", BridgeXstatsAttributes.ALL));
    /** A bond or its port. */
    public static final Attribute<Attributes> XSTATS_BOND =
            ALL.add(Attribute.nested(2, "BOND", "bond", BondXstatsAttributes.ALL));

    private XstatsAttributes() {}
}

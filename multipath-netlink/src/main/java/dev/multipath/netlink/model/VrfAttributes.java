package dev.multipath.netlink.model;

/**
 * What a VRF device has: {@code IFLA_VRF_*}.
 *
 * @see "linux/if_link.h"
 */
public final class VrfAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VRF_");

    /** The routing table of its domain, above 0. */
    public static final Attribute<Long> VRF_TABLE = ALL.add(
            Attribute.of(Long.class, AttributeForm.U32, 1, "TABLE", "table").range(1, 0xffff_ffffL));

    private VrfAttributes() {}
}

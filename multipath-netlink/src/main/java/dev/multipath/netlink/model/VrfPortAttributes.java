package dev.multipath.netlink.model;

/**
 * What an interface in a VRF has: {@code IFLA_VRF_PORT_*}.
 *
 * @see "linux/if_link.h"
 */
public final class VrfPortAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VRF_PORT_");

    /** The table of its domain; the kernel's word. */
    public static final Attribute<Long> VRF_PORT_TABLE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "TABLE", "table"));

    private VrfPortAttributes() {}
}

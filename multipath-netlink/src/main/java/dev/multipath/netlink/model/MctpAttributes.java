package dev.multipath.netlink.model;

/**
 * What MCTP keeps with an interface: {@code IFLA_MCTP_*}.
 *
 * @see "linux/if_link.h"
 */
public final class MctpAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_MCTP_");

    /** Number of its MCTP network. */
    public static final Attribute<Long> MCTP_NET =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "NET", "net"));
    /** The physical binding. */
    public static final Attribute<Integer> MCTP_PHYS_BINDING =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 2, "PHYS_BINDING", "phys_binding"));

    private MctpAttributes() {}
}

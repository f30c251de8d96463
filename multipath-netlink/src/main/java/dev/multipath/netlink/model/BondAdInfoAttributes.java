package dev.multipath.netlink.model;

/**
 * What 802.3ad found out: {@code IFLA_BOND_AD_INFO_*}, the kernel's word.
 *
 * @see "linux/if_link.h"
 */
public final class BondAdInfoAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_BOND_AD_INFO_");

    /** The active aggregator. */
    public static final Attribute<Integer> BOND_AD_INFO_AGGREGATOR =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 1, "AGGREGATOR", "aggregator"));
    /** Ports in it. */
    public static final Attribute<Integer> BOND_AD_INFO_NUM_PORTS =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 2, "NUM_PORTS", "num_ports"));
    /** Our key. */
    public static final Attribute<Integer> BOND_AD_INFO_ACTOR_KEY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 3, "ACTOR_KEY", "actor_key"));
    /** The partner's key. */
    public static final Attribute<Integer> BOND_AD_INFO_PARTNER_KEY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 4, "PARTNER_KEY", "partner_key"));
    /** The partner's address. */
    public static final Attribute<HardwareAddress> BOND_AD_INFO_PARTNER_MAC =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 5, "PARTNER_MAC", "partner_mac"));

    private BondAdInfoAttributes() {}
}

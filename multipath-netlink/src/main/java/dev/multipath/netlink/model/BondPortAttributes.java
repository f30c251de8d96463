package dev.multipath.netlink.model;

/**
 * What an interface in a bond has: {@code IFLA_BOND_SLAVE_*}.
 *
 * @see "linux/if_link.h"
 */
public final class BondPortAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_BOND_SLAVE_");

    /** Whether it is in use; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_STATE = ALL.add(
            Attribute.of(Integer.class, AttributeForm.U8, 1, "STATE", "state").named("ACTIVE", "BACKUP"));
    /** Its carrier; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_MII_STATUS =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 2, "MII_STATUS", "mii_status")
                    .named("UP", "GOING_DOWN", "DOWN", "GOING_BACK"));
    /** How often it failed; the kernel's word. */
    public static final Attribute<Long> BOND_SLAVE_LINK_FAILURE_COUNT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 3, "LINK_FAILURE_COUNT", "link_failure_count"));
    /** The address it was built with; the kernel's word. */
    public static final Attribute<HardwareAddress> BOND_SLAVE_PERM_HWADDR =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 4, "PERM_HWADDR", "perm_hwaddr"));
    /** Queue that filters choose it by. */
    public static final Attribute<Integer> BOND_SLAVE_QUEUE_ID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 5, "QUEUE_ID", "queue_id"));
    /** Its aggregator; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_AD_AGGREGATOR_ID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 6, "AD_AGGREGATOR_ID", "ad_aggregator_id"));
    /** LACP state bits; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE = ALL.add(
            Attribute.of(Integer.class, AttributeForm.U8, 7, "AD_ACTOR_OPER_PORT_STATE", "ad_actor_oper_port_state"));
    /** The partner's LACP state bits; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE = ALL.add(Attribute.of(
            Integer.class, AttributeForm.U16, 8, "AD_PARTNER_OPER_PORT_STATE", "ad_partner_oper_port_state"));
    /** The higher, the sooner it takes over. */
    public static final Attribute<Integer> BOND_SLAVE_PRIO =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 9, "PRIO", "prio"));
    /** LACP port priority. */
    public static final Attribute<Integer> BOND_SLAVE_ACTOR_PORT_PRIO =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 10, "ACTOR_PORT_PRIO", "actor_port_prio"));
    /** Our churn state; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_AD_CHURN_ACTOR_STATE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 11, "AD_CHURN_ACTOR_STATE", "ad_churn_actor_state"));
    /** The partner's churn state; the kernel's word. */
    public static final Attribute<Integer> BOND_SLAVE_AD_CHURN_PARTNER_STATE = ALL.add(
            Attribute.of(Integer.class, AttributeForm.U8, 12, "AD_CHURN_PARTNER_STATE", "ad_churn_partner_state"));

    private BondPortAttributes() {}
}

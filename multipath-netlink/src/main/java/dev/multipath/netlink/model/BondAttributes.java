package dev.multipath.netlink.model;

import java.util.List;

/**
 * What a bond has: {@code IFLA_BOND_*}.
 *
 * @see <a href="https://docs.kernel.org/networking/bonding.html">bonding</a>, linux/if_link.h
 */
public final class BondAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_BOND_");

    /** How it spreads packets. */
    public static final Attribute<Integer> BOND_MODE = ALL.add(Attribute.of(
                    Integer.class, AttributeForm.U8, 1, "MODE", "mode")
            .named("balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb"));
    /** Index of the port in use; 0 for none. */
    public static final Attribute<Integer> BOND_ACTIVE_SLAVE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 2, "ACTIVE_SLAVE", "active_slave"));
    /** How often carriers are looked at, ms; 0 for never. */
    public static final Attribute<Long> BOND_MIIMON =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 3, "MIIMON", "miimon"));
    /** How long a port must have carrier before it is used, ms. */
    public static final Attribute<Long> BOND_UPDELAY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 4, "UPDELAY", "updelay"));
    /** How long a port must lack carrier before it is left, ms. */
    public static final Attribute<Long> BOND_DOWNDELAY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 5, "DOWNDELAY", "downdelay"));
    /** Believes the driver about carriers. */
    public static final Attribute<Boolean> BOND_USE_CARRIER =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 6, "USE_CARRIER", "use_carrier"));
    /** How often targets are asked, ms; 0 for never. */
    public static final Attribute<Long> BOND_ARP_INTERVAL =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 7, "ARP_INTERVAL", "arp_interval"));
    /** Whom to ask by ARP, at most 16. */
    public static final Attribute<List<IpAddress>> BOND_ARP_IP_TARGET = ALL.add(Attribute.list(
            AttributeForm.ARRAY,
            8,
            "ARP_IP_TARGET",
            "arp_ip_target",
            Attribute.of(IpAddress.class, AttributeForm.IPV4, 0, "ARP_IP_TARGET", "")));
    /** Which answers are checked. */
    public static final Attribute<Long> BOND_ARP_VALIDATE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 9, "ARP_VALIDATE", "arp_validate")
                    .named("none", "active", "backup", "all", "filter", "filter_active", "filter_backup"));
    /** How many targets must answer. */
    public static final Attribute<Long> BOND_ARP_ALL_TARGETS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 10, "ARP_ALL_TARGETS", "arp_all_targets")
                    .named("any", "all"));
    /** Index of the preferred port; 0 for none. */
    public static final Attribute<Integer> BOND_PRIMARY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 11, "PRIMARY", "primary"));
    /** When the preferred port is used again. */
    public static final Attribute<Integer> BOND_PRIMARY_RESELECT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 12, "PRIMARY_RESELECT", "primary_reselect")
                    .named("always", "better", "failure"));
    /** Whose address is used. */
    public static final Attribute<Integer> BOND_FAIL_OVER_MAC =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 13, "FAIL_OVER_MAC", "fail_over_mac")
                    .named("none", "active", "follow"));
    /** What chooses the port of a packet. */
    public static final Attribute<Integer> BOND_XMIT_HASH_POLICY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 14, "XMIT_HASH_POLICY", "xmit_hash_policy")
                    .named("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"));
    /** Membership reports after a change, 0..255. */
    public static final Attribute<Long> BOND_RESEND_IGMP =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 15, "RESEND_IGMP", "resend_igmp"));
    /** Gratuitous ARPs after a change. */
    public static final Attribute<Integer> BOND_NUM_PEER_NOTIF =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 16, "NUM_PEER_NOTIF", "num_grat_arp"));
    /** 1 to take packets from inactive ports. */
    public static final Attribute<Integer> BOND_ALL_SLAVES_ACTIVE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 17, "ALL_SLAVES_ACTIVE", "all_slaves_active"));
    /** Ports that must have carrier for the bond to have one. */
    public static final Attribute<Long> BOND_MIN_LINKS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 18, "MIN_LINKS", "min_links"));
    /** How often learning packets are sent, s. */
    public static final Attribute<Long> BOND_LP_INTERVAL =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 19, "LP_INTERVAL", "lp_interval"));
    /** Packets before the next port in balance-rr; 0 for random ones. */
    public static final Attribute<Long> BOND_PACKETS_PER_SLAVE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 20, "PACKETS_PER_SLAVE", "packets_per_slave"));
    /** How often LACP packets are asked for. */
    public static final Attribute<Integer> BOND_AD_LACP_RATE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 21, "AD_LACP_RATE", "lacp_rate")
                    .named("slow", "fast"));
    /** How the aggregator is chosen. */
    public static final Attribute<Integer> BOND_AD_SELECT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 22, "AD_SELECT", "ad_select")
                    .named("stable", "bandwidth", "count"));
    /** What 802.3ad found out. */
    public static final Attribute<Attributes> BOND_AD_INFO =
            ALL.add(Attribute.nested(23, "AD_INFO", "ad_info", BondAdInfoAttributes.ALL));
    /** Our system priority. */
    public static final Attribute<Integer> BOND_AD_ACTOR_SYS_PRIO =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 24, "AD_ACTOR_SYS_PRIO", "ad_actor_sys_prio"));
    /** The upper bits of our key, 0..1023. */
    public static final Attribute<Integer> BOND_AD_USER_PORT_KEY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 25, "AD_USER_PORT_KEY", "ad_user_port_key")
                    .range(0, 1023));
    /** Our system's address. */
    public static final Attribute<HardwareAddress> BOND_AD_ACTOR_SYSTEM = ALL.add(
            Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 26, "AD_ACTOR_SYSTEM", "ad_actor_system"));
    /** Moves flows by load in balance-tlb. */
    public static final Attribute<Boolean> BOND_TLB_DYNAMIC_LB =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 27, "TLB_DYNAMIC_LB", "tlb_dynamic_lb"));
    /** Between two gratuitous ARPs, ms. */
    public static final Attribute<Long> BOND_PEER_NOTIF_DELAY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 28, "PEER_NOTIF_DELAY", "peer_notify_delay"));
    /** Whether LACP packets are sent unasked. */
    public static final Attribute<Integer> BOND_AD_LACP_ACTIVE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 29, "AD_LACP_ACTIVE", "lacp_active")
                    .named("off", "on"));
    /** Probes lost before a port is down. */
    public static final Attribute<Integer> BOND_MISSED_MAX =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 30, "MISSED_MAX", "arp_missed_max"));
    /** Whom to ask by neighbour discovery, at most 16. */
    public static final Attribute<List<IpAddress>> BOND_NS_IP6_TARGET = ALL.add(Attribute.list(
            AttributeForm.ARRAY,
            31,
            "NS_IP6_TARGET",
            "ns_ip6_target",
            Attribute.of(IpAddress.class, AttributeForm.IPV6, 0, "NS_IP6_TARGET", "")));
    /** Independent control of 802.3ad's state machine off. */
    public static final Attribute<Boolean> BOND_COUPLED_CONTROL =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 32, "COUPLED_CONTROL", "coupled_control")
                    .named("off", "on"));
    /** Sends ARP and neighbour discovery over every port. */
    public static final Attribute<Boolean> BOND_BROADCAST_NEIGH =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 33, "BROADCAST_NEIGH", "broadcast_neighbor")
                    .named("off", "on"));
    /** Whether a port without a partner is used. */
    public static final Attribute<Integer> BOND_LACP_STRICT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 34, "LACP_STRICT", "lacp_strict")
                    .named("off", "on"));

    private BondAttributes() {}
}

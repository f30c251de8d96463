package dev.multipath.netlink.model;

/**
 * What an interface in a bridge has: {@code IFLA_BRPORT_*}. Times are in 1/100 s.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>, linux/if_link.h
 */
public final class BridgePortAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_BRPORT_");

    /** Its state in the spanning tree. */
    public static final Attribute<Integer> BRPORT_STATE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 1, "STATE", "state")
                    .named("disabled", "listening", "learning", "forwarding", "blocking"));
    /** In the spanning tree, 0..63. */
    public static final Attribute<Integer> BRPORT_PRIORITY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 2, "PRIORITY", "priority")
                    .range(0, 63));
    /** What the way through it costs, 1..65535. */
    public static final Attribute<Long> BRPORT_COST =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 3, "COST", "cost"));
    /** Sends back where it came from. */
    public static final Attribute<Boolean> BRPORT_MODE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 4, "MODE", "hairpin")
                    .named("off", "on"));
    /** Drops spanning tree packets. */
    public static final Attribute<Boolean> BRPORT_GUARD = ALL.add(
            Attribute.of(Boolean.class, AttributeForm.BOOL, 5, "GUARD", "guard").named("off", "on"));
    /** May not become the root port. */
    public static final Attribute<Boolean> BRPORT_PROTECT =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 6, "PROTECT", "root_block")
                    .named("off", "on"));
    /** Forgets a group as soon as someone leaves. */
    public static final Attribute<Boolean> BRPORT_FAST_LEAVE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 7, "FAST_LEAVE", "fastleave")
                    .named("off", "on"));
    /** Learns addresses. */
    public static final Attribute<Boolean> BRPORT_LEARNING =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 8, "LEARNING", "learning")
                    .named("off", "on"));
    /** Gets packets to unknown addresses. */
    public static final Attribute<Boolean> BRPORT_UNICAST_FLOOD =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 9, "UNICAST_FLOOD", "flood")
                    .named("off", "on"));
    /** Answers ARP for others. */
    public static final Attribute<Boolean> BRPORT_PROXYARP =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 10, "PROXYARP", "proxy_arp")
                    .named("off", "on"));
    /** Tells the kernel what hardware learnt. */
    public static final Attribute<Boolean> BRPORT_LEARNING_SYNC =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 11, "LEARNING_SYNC", "learning_sync")
                    .named("off", "on"));
    /** The same by the rules of 802.11 hotspots. */
    public static final Attribute<Boolean> BRPORT_PROXYARP_WIFI =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 12, "PROXYARP_WIFI", "proxy_arp_wifi")
                    .named("off", "on"));
    /** The root it knows; the kernel's word. */
    public static final Attribute<BridgeId> BRPORT_ROOT_ID =
            ALL.add(Attribute.of(BridgeId.class, AttributeForm.BRIDGE_ID, 13, "ROOT_ID", "designated_root"));
    /** The bridge it belongs to; the kernel's word. */
    public static final Attribute<BridgeId> BRPORT_BRIDGE_ID =
            ALL.add(Attribute.of(BridgeId.class, AttributeForm.BRIDGE_ID, 14, "BRIDGE_ID", "designated_bridge"));
    /** The kernel's word. */
    public static final Attribute<Integer> BRPORT_DESIGNATED_PORT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 15, "DESIGNATED_PORT", "designated_port"));
    /** The kernel's word. */
    public static final Attribute<Integer> BRPORT_DESIGNATED_COST =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 16, "DESIGNATED_COST", "designated_cost"));
    /** Priority and number; the kernel's word. */
    public static final Attribute<Integer> BRPORT_ID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 17, "ID", "port_id"));
    /** Number; the kernel's word. */
    public static final Attribute<Integer> BRPORT_NO =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 18, "NO", "port_no"));
    /** The kernel's word. */
    public static final Attribute<Integer> BRPORT_TOPOLOGY_CHANGE_ACK =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 19, "TOPOLOGY_CHANGE_ACK", "topology_change_ack"));
    /** The kernel's word. */
    public static final Attribute<Integer> BRPORT_CONFIG_PENDING =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 20, "CONFIG_PENDING", "config_pending"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BRPORT_MESSAGE_AGE_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 21, "MESSAGE_AGE_TIMER", "message_age_timer"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BRPORT_FORWARD_DELAY_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 22, "FORWARD_DELAY_TIMER", "forward_delay_timer"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BRPORT_HOLD_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 23, "HOLD_TIMER", "hold_timer"));
    /** Forgets what was learnt behind it; a request only. */
    public static final Attribute<Boolean> BRPORT_FLUSH =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.FLAG, 24, "FLUSH", "fdb_flush"));
    /** 0 none, 1 learnt, 2 always, 3 for a while: whether a multicast router is there. */
    public static final Attribute<Integer> BRPORT_MULTICAST_ROUTER =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 25, "MULTICAST_ROUTER", "mcast_router"));
    /** Gets multicast nobody asked for. */
    public static final Attribute<Boolean> BRPORT_MCAST_FLOOD =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 27, "MCAST_FLOOD", "mcast_flood")
                    .named("off", "on"));
    /** Sends multicast to each member. */
    public static final Attribute<Boolean> BRPORT_MCAST_TO_UCAST =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 28, "MCAST_TO_UCAST", "mcast_to_unicast")
                    .named("off", "on"));
    /** Maps VLANs to tunnels. */
    public static final Attribute<Boolean> BRPORT_VLAN_TUNNEL =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 29, "VLAN_TUNNEL", "vlan_tunnel")
                    .named("off", "on"));
    /** Gets broadcasts. */
    public static final Attribute<Boolean> BRPORT_BCAST_FLOOD =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 30, "BCAST_FLOOD", "bcast_flood")
                    .named("off", "on"));
    /** Bit n forwards 01:80:c2:00:00:0n. */
    public static final Attribute<Integer> BRPORT_GROUP_FWD_MASK =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 31, "GROUP_FWD_MASK", "group_fwd_mask"));
    /** Answers ARP and neighbour discovery from the table. */
    public static final Attribute<Boolean> BRPORT_NEIGH_SUPPRESS =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 32, "NEIGH_SUPPRESS", "neigh_suppress")
                    .named("off", "on"));
    /** May not talk to other isolated ports. */
    public static final Attribute<Boolean> BRPORT_ISOLATED =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 33, "ISOLATED", "isolated")
                    .named("off", "on"));
    /** Index of the port used when this one has no carrier; 0 for none. */
    public static final Attribute<Integer> BRPORT_BACKUP_PORT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 34, "BACKUP_PORT", "backup_port"));
    /** The kernel's word. */
    public static final Attribute<Boolean> BRPORT_MRP_RING_OPEN =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 35, "MRP_RING_OPEN", "mrp_ring_open")
                    .named("off", "on"));
    /** The kernel's word. */
    public static final Attribute<Boolean> BRPORT_MRP_IN_OPEN =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 36, "MRP_IN_OPEN", "mrp_in_open")
                    .named("off", "on"));
    /** Most hosts tracked. */
    public static final Attribute<Long> BRPORT_MCAST_EHT_HOSTS_LIMIT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 37, "MCAST_EHT_HOSTS_LIMIT", "mcast_eht_hosts_limit"));
    /** Hosts tracked; the kernel's word. */
    public static final Attribute<Long> BRPORT_MCAST_EHT_HOSTS_CNT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 38, "MCAST_EHT_HOSTS_CNT", "mcast_eht_hosts_cnt"));
    /** Takes packets from known addresses only. */
    public static final Attribute<Boolean> BRPORT_LOCKED =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 39, "LOCKED", "locked")
                    .named("off", "on"));
    /** Authenticates by address while locked. */
    public static final Attribute<Boolean> BRPORT_MAB = ALL.add(
            Attribute.of(Boolean.class, AttributeForm.BOOL, 40, "MAB", "mab").named("off", "on"));
    /** Groups; the kernel's word. */
    public static final Attribute<Long> BRPORT_MCAST_N_GROUPS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 41, "MCAST_N_GROUPS", "mcast_n_groups"));
    /** Most groups; 0 for no limit. */
    public static final Attribute<Long> BRPORT_MCAST_MAX_GROUPS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 42, "MCAST_MAX_GROUPS", "mcast_max_groups"));
    /** The same, by VLAN. */
    public static final Attribute<Boolean> BRPORT_NEIGH_VLAN_SUPPRESS =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 43, "NEIGH_VLAN_SUPPRESS", "neigh_vlan_suppress")
                    .named("off", "on"));
    /** Nexthop object of the backup port; 0 for none. */
    public static final Attribute<Long> BRPORT_BACKUP_NHID =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 44, "BACKUP_NHID", "backup_nhid"));
    /** Forwards gratuitous ARP although it answers itself. */
    public static final Attribute<Boolean> BRPORT_NEIGH_FORWARD_GRAT =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 45, "NEIGH_FORWARD_GRAT", "neigh_forward_grat")
                    .named("off", "on"));

    private BridgePortAttributes() {}
}

package dev.multipath.netlink.model;

import java.util.Map;

/**
 * What a bridge has: {@code IFLA_BR_*}. Times are in 1/100 s unless told otherwise.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>, linux/if_link.h
 */
public final class BridgeAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_BR_");

    /** Time in each of listening and learning. */
    public static final Attribute<Long> BR_FORWARD_DELAY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "FORWARD_DELAY", "forward_delay"));
    /** Between hello packets of the root. */
    public static final Attribute<Long> BR_HELLO_TIME =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 2, "HELLO_TIME", "hello_time"));
    /** When another bridge counts as gone. */
    public static final Attribute<Long> BR_MAX_AGE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 3, "MAX_AGE", "max_age"));
    /** Life of what was learnt; 0 for none. */
    public static final Attribute<Long> BR_AGEING_TIME =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 4, "AGEING_TIME", "ageing_time"));
    /** 0 off, 1 the kernel's, 2 a program's spanning tree. */
    public static final Attribute<Long> BR_STP_STATE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 5, "STP_STATE", "stp_state"));
    /** In the spanning tree; the lowest is root. */
    public static final Attribute<Integer> BR_PRIORITY =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 6, "PRIORITY", "priority"));
    /** Obeys VLAN tags. */
    public static final Attribute<Boolean> BR_VLAN_FILTERING =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 7, "VLAN_FILTERING", "vlan_filtering"));
    /** 0x8100 or 0x88a8. */
    public static final Attribute<Integer> BR_VLAN_PROTOCOL =
            ALL.add(Attribute.of(Integer.class, AttributeForm.BE16, 8, "VLAN_PROTOCOL", "vlan_protocol")
                    .named(Map.of(0x8100L, "802.1Q", 0x88a8L, "802.1ad")));
    /** Bit n forwards 01:80:c2:00:00:0n. */
    public static final Attribute<Integer> BR_GROUP_FWD_MASK =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 9, "GROUP_FWD_MASK", "group_fwd_mask"));
    /** The root bridge; the kernel's word. */
    public static final Attribute<BridgeId> BR_ROOT_ID =
            ALL.add(Attribute.of(BridgeId.class, AttributeForm.BRIDGE_ID, 10, "ROOT_ID", "root_id"));
    /** This bridge; the kernel's word. */
    public static final Attribute<BridgeId> BR_BRIDGE_ID =
            ALL.add(Attribute.of(BridgeId.class, AttributeForm.BRIDGE_ID, 11, "BRIDGE_ID", "bridge_id"));
    /** The port towards the root; the kernel's word. */
    public static final Attribute<Integer> BR_ROOT_PORT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 12, "ROOT_PORT", "root_port"));
    /** What the way to the root costs; the kernel's word. */
    public static final Attribute<Long> BR_ROOT_PATH_COST =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 13, "ROOT_PATH_COST", "root_path_cost"));
    /** Whether the tree is changing; the kernel's word. */
    public static final Attribute<Boolean> BR_TOPOLOGY_CHANGE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 14, "TOPOLOGY_CHANGE", "topology_change"));
    /** Whether this bridge found that out; the kernel's word. */
    public static final Attribute<Boolean> BR_TOPOLOGY_CHANGE_DETECTED = ALL.add(Attribute.of(
            Boolean.class, AttributeForm.BOOL, 15, "TOPOLOGY_CHANGE_DETECTED", "topology_change_detected"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BR_HELLO_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 16, "HELLO_TIMER", "hello_timer"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BR_TCN_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 17, "TCN_TIMER", "tcn_timer"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BR_TOPOLOGY_CHANGE_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 18, "TOPOLOGY_CHANGE_TIMER", "topology_change_timer"));
    /** Left of the timer; the kernel's word. */
    public static final Attribute<Long> BR_GC_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 19, "GC_TIMER", "gc_timer"));
    /** Where spanning tree packets go. */
    public static final Attribute<HardwareAddress> BR_GROUP_ADDR =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 20, "GROUP_ADDR", "group_address"));
    /** Forgets what was learnt; a request only. */
    public static final Attribute<Boolean> BR_FDB_FLUSH =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.FLAG, 21, "FDB_FLUSH", "fdb_flush"));
    /** 0 none, 1 learnt, 2 always: whether it sends all multicast to itself. */
    public static final Attribute<Integer> BR_MCAST_ROUTER =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 22, "MCAST_ROUTER", "mcast_router"));
    /** Learns who wants which group. */
    public static final Attribute<Boolean> BR_MCAST_SNOOPING =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 23, "MCAST_SNOOPING", "mcast_snooping"));
    /** Queries from its own address instead of 0.0.0.0. */
    public static final Attribute<Boolean> BR_MCAST_QUERY_USE_IFADDR = ALL.add(
            Attribute.of(Boolean.class, AttributeForm.BOOL, 24, "MCAST_QUERY_USE_IFADDR", "mcast_query_use_ifaddr"));
    /** Asks itself who wants what. */
    public static final Attribute<Boolean> BR_MCAST_QUERIER =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 25, "MCAST_QUERIER", "mcast_querier"));
    /** Not used by the kernel today. */
    public static final Attribute<Long> BR_MCAST_HASH_ELASTICITY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 26, "MCAST_HASH_ELASTICITY", "mcast_hash_elasticity"));
    /** Most groups. */
    public static final Attribute<Long> BR_MCAST_HASH_MAX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 27, "MCAST_HASH_MAX", "mcast_hash_max"));
    /** Queries after someone left. */
    public static final Attribute<Long> BR_MCAST_LAST_MEMBER_CNT = ALL.add(
            Attribute.of(Long.class, AttributeForm.U32, 28, "MCAST_LAST_MEMBER_CNT", "mcast_last_member_count"));
    /** Queries at the start. */
    public static final Attribute<Long> BR_MCAST_STARTUP_QUERY_CNT = ALL.add(
            Attribute.of(Long.class, AttributeForm.U32, 29, "MCAST_STARTUP_QUERY_CNT", "mcast_startup_query_count"));
    /** Between queries after someone left. */
    public static final Attribute<Long> BR_MCAST_LAST_MEMBER_INTVL = ALL.add(
            Attribute.of(Long.class, AttributeForm.U64, 30, "MCAST_LAST_MEMBER_INTVL", "mcast_last_member_interval"));
    /** Life of a membership. */
    public static final Attribute<Long> BR_MCAST_MEMBERSHIP_INTVL = ALL.add(
            Attribute.of(Long.class, AttributeForm.U64, 31, "MCAST_MEMBERSHIP_INTVL", "mcast_membership_interval"));
    /** When another querier counts as gone. */
    public static final Attribute<Long> BR_MCAST_QUERIER_INTVL =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 32, "MCAST_QUERIER_INTVL", "mcast_querier_interval"));
    /** Between queries. */
    public static final Attribute<Long> BR_MCAST_QUERY_INTVL =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 33, "MCAST_QUERY_INTVL", "mcast_query_interval"));
    /** Longest time to answer. */
    public static final Attribute<Long> BR_MCAST_QUERY_RESPONSE_INTVL = ALL.add(Attribute.of(
            Long.class, AttributeForm.U64, 34, "MCAST_QUERY_RESPONSE_INTVL", "mcast_query_response_interval"));
    /** Between queries at the start. */
    public static final Attribute<Long> BR_MCAST_STARTUP_QUERY_INTVL = ALL.add(Attribute.of(
            Long.class, AttributeForm.U64, 35, "MCAST_STARTUP_QUERY_INTVL", "mcast_startup_query_interval"));
    /** Shows bridged IPv4 to iptables. */
    public static final Attribute<Boolean> BR_NF_CALL_IPTABLES =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 36, "NF_CALL_IPTABLES", "nf_call_iptables"));
    /** Shows bridged IPv6 to ip6tables. */
    public static final Attribute<Boolean> BR_NF_CALL_IP6TABLES =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 37, "NF_CALL_IP6TABLES", "nf_call_ip6tables"));
    /** Shows bridged ARP to arptables. */
    public static final Attribute<Boolean> BR_NF_CALL_ARPTABLES =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 38, "NF_CALL_ARPTABLES", "nf_call_arptables"));
    /** VLAN of untagged packets on new ports; 0 for none. */
    public static final Attribute<Integer> BR_VLAN_DEFAULT_PVID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 39, "VLAN_DEFAULT_PVID", "vlan_default_pvid")
                    .range(0, 4094));
    /** Counts by VLAN. */
    public static final Attribute<Boolean> BR_VLAN_STATS_ENABLED =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 41, "VLAN_STATS_ENABLED", "vlan_stats_enabled"));
    /** Counts multicast. */
    public static final Attribute<Boolean> BR_MCAST_STATS_ENABLED =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 42, "MCAST_STATS_ENABLED", "mcast_stats_enabled"));
    /** 2 or 3. */
    public static final Attribute<Integer> BR_MCAST_IGMP_VERSION =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 43, "MCAST_IGMP_VERSION", "mcast_igmp_version"));
    /** 1 or 2. */
    public static final Attribute<Integer> BR_MCAST_MLD_VERSION =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 44, "MCAST_MLD_VERSION", "mcast_mld_version"));
    /** Counts by VLAN and port; only while there are no ports. */
    public static final Attribute<Boolean> BR_VLAN_STATS_PER_PORT =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 45, "VLAN_STATS_PER_PORT", "vlan_stats_per_port"));
    /** 1 no_linklocal_learn, 2 mcast_vlan_snooping, 4 mst_enable and further bits. */
    public static final Attribute<ChangedFlags> BR_MULTI_BOOLOPT =
            ALL.add(Attribute.of(ChangedFlags.class, AttributeForm.CHANGED_FLAGS, 46, "MULTI_BOOLOPT", ""));
    /** The querier in use; the kernel's word. */
    public static final Attribute<Attributes> BR_MCAST_QUERIER_STATE =
            ALL.add(Attribute.nested(47, "MCAST_QUERIER_STATE", "mcast_querier_state", BridgeQuerierAttributes.ALL));
    /** Entries learnt; the kernel's word. */
    public static final Attribute<Long> BR_FDB_N_LEARNED =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 48, "FDB_N_LEARNED", "fdb_n_learned"));
    /** Most entries to learn; 0 for no limit. */
    public static final Attribute<Long> BR_FDB_MAX_LEARNED =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 49, "FDB_MAX_LEARNED", "fdb_max_learned"));
    /** Whose spanning tree stp_state 1 starts. */
    public static final Attribute<Long> BR_STP_MODE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 50, "STP_MODE", "stp_mode")
                    .named("auto", "user", "kernel"));

    private BridgeAttributes() {}
}

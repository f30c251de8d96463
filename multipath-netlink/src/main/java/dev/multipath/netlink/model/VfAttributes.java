package dev.multipath.netlink.model;

import java.util.List;

/**
 * One virtual function of a network card: {@code IFLA_VF_*}. Structures of 32-bit numbers begin with the function's.
 *
 * @see "linux/if_link.h"
 */
public final class VfAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VF_");

    /** {@code struct ifla_vf_mac}: the number (4 bytes), the address (32). */
    public static final Attribute<Octets> VF_MAC =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 1, "MAC", "mac"));
    /** Number, VLAN id, its priority. */
    public static final Attribute<Numbers> VF_VLAN =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 2, "VLAN", "vlan"));
    /** Number, greatest rate in Mbit/s; 0 for no limit. */
    public static final Attribute<Numbers> VF_TX_RATE =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 3, "TX_RATE", "rate"));
    /** Number, 1 to check sources. */
    public static final Attribute<Numbers> VF_SPOOFCHK =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 4, "SPOOFCHK", "spoofchk"));
    /** Number, 0 automatic, 1 on, 2 off. */
    public static final Attribute<Numbers> VF_LINK_STATE =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 5, "LINK_STATE", "state"));
    /** Number, least and greatest rate in Mbit/s. */
    public static final Attribute<Numbers> VF_RATE =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 6, "RATE", "rates"));
    /** Number, 1 to let it ask for the RSS configuration. */
    public static final Attribute<Numbers> VF_RSS_QUERY_EN =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 7, "RSS_QUERY_EN", "query_rss"));
    /** Its counters. */
    public static final Attribute<Attributes> VF_STATS =
            ALL.add(Attribute.nested(8, "STATS", "stats", VfStatsAttributes.ALL));
    /** Number, 1 to trust it. */
    public static final Attribute<Numbers> VF_TRUST =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 9, "TRUST", "trust"));
    /** {@code struct ifla_vf_guid}: the number (4 bytes, 4 of padding), the GUID (8). */
    public static final Attribute<Octets> VF_IB_NODE_GUID =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 10, "IB_NODE_GUID", "node_guid"));
    /** {@code struct ifla_vf_guid}: the number (4 bytes, 4 of padding), the GUID (8). */
    public static final Attribute<Octets> VF_IB_PORT_GUID =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 11, "IB_PORT_GUID", "port_guid"));
    /** {@code struct ifla_vf_vlan_info}: number, VLAN id, priority (4 bytes each), protocol (2, network order; 2 of padding). */
    public static final Attribute<List<Octets>> VF_VLAN_LIST = ALL.add(Attribute.list(
            AttributeForm.LIST,
            12,
            "VLAN_LIST",
            "",
            Attribute.of(Octets.class, AttributeForm.OCTETS, 1, "IFLA_VF_VLAN_INFO", "")));
    /** Its broadcast address. */
    public static final Attribute<Octets> VF_BROADCAST =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 13, "BROADCAST", "broadcast"));

    private VfAttributes() {}
}

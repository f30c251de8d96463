package dev.multipath.netlink.model;

import java.util.List;

/**
 * One virtual function of a network card: {@code IFLA_VF_*}. Each setting bears the number of the function.
 *
 * @see "linux/if_link.h"
 */
public final class VfAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VF_");

    /** Its link-layer address. */
    public static final Attribute<VfSetting.Mac> VF_MAC =
            ALL.add(Attribute.of(VfSetting.Mac.class, AttributeForm.VF_MAC, 1, "MAC", "mac"));
    /** The VLAN its packets are put into. */
    public static final Attribute<VfSetting.Vlan> VF_VLAN =
            ALL.add(Attribute.of(VfSetting.Vlan.class, AttributeForm.VF_VLAN, 2, "VLAN", "vlan"));
    /** The greatest rate it may send at, in the older form. */
    public static final Attribute<VfSetting.TxRate> VF_TX_RATE =
            ALL.add(Attribute.of(VfSetting.TxRate.class, AttributeForm.VF_TX_RATE, 3, "TX_RATE", "rate"));
    /** Whether what it sends must bear its own address. */
    public static final Attribute<VfSetting.Switch> VF_SPOOFCHK =
            ALL.add(Attribute.of(VfSetting.Switch.class, AttributeForm.VF_SWITCH, 4, "SPOOFCHK", "spoofchk"));
    /** Whether its link is up. */
    public static final Attribute<VfSetting.LinkState> VF_LINK_STATE =
            ALL.add(Attribute.of(VfSetting.LinkState.class, AttributeForm.VF_LINK_STATE, 5, "LINK_STATE", "state"));
    /** The rates it may send at. */
    public static final Attribute<VfSetting.Rate> VF_RATE =
            ALL.add(Attribute.of(VfSetting.Rate.class, AttributeForm.VF_RATE, 6, "RATE", "rates"));
    /** Whether it may ask for the RSS configuration. */
    public static final Attribute<VfSetting.Switch> VF_RSS_QUERY_EN =
            ALL.add(Attribute.of(VfSetting.Switch.class, AttributeForm.VF_SWITCH, 7, "RSS_QUERY_EN", "query_rss"));
    /** Its counters. */
    public static final Attribute<Attributes> VF_STATS =
            ALL.add(Attribute.nested(8, "STATS", "stats", VfStatsAttributes.ALL));
    /** Whether it is trusted with what changes more than itself. */
    public static final Attribute<VfSetting.Switch> VF_TRUST =
            ALL.add(Attribute.of(VfSetting.Switch.class, AttributeForm.VF_SWITCH, 9, "TRUST", "trust"));
    /** Its node GUID on InfiniBand. */
    public static final Attribute<VfSetting.Guid> VF_IB_NODE_GUID =
            ALL.add(Attribute.of(VfSetting.Guid.class, AttributeForm.VF_GUID, 10, "IB_NODE_GUID", "node_guid"));
    /** Its port GUID on InfiniBand. */
    public static final Attribute<VfSetting.Guid> VF_IB_PORT_GUID =
            ALL.add(Attribute.of(VfSetting.Guid.class, AttributeForm.VF_GUID, 11, "IB_PORT_GUID", "port_guid"));
    /** The VLANs its packets are put into, the outer tag first. */
    public static final Attribute<List<VfSetting.TaggedVlan>> VF_VLAN_LIST = ALL.add(Attribute.list(
            AttributeForm.LIST,
            12,
            "VLAN_LIST",
            "",
            Attribute.of(VfSetting.TaggedVlan.class, AttributeForm.VF_TAGGED_VLAN, 1, "IFLA_VF_VLAN_INFO", "")));
    /** Its broadcast address, 32 bytes with zeros behind the address. */
    public static final Attribute<HardwareAddress> VF_BROADCAST =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 13, "BROADCAST", "broadcast"));

    private VfAttributes() {}
}

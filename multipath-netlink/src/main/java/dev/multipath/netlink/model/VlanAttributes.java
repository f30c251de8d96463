package dev.multipath.netlink.model;

import java.util.List;
import java.util.Map;

/**
 * What a VLAN device has: {@code IFLA_VLAN_*}.
 *
 * @see "linux/if_link.h"
 */
public final class VlanAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VLAN_");

    /** 0..4094. */
    public static final Attribute<Integer> VLAN_ID = ALL.add(
            Attribute.of(Integer.class, AttributeForm.U16, 1, "ID", "id").range(0, 4094));
    /** 1 reorder_hdr, 2 gvrp, 4 loose_binding, 8 mvrp, 0x10 bridge_binding. */
    public static final Attribute<ChangedFlags> VLAN_FLAGS =
            ALL.add(Attribute.of(ChangedFlags.class, AttributeForm.CHANGED_FLAGS, 2, "FLAGS", "flags"));
    /** Packet priority to the tag's. */
    public static final Attribute<List<QosMapping>> VLAN_EGRESS_QOS = ALL.add(Attribute.list(
            AttributeForm.LIST,
            3,
            "EGRESS_QOS",
            "egress-qos-map",
            Attribute.of(QosMapping.class, AttributeForm.QOS_MAPPING, 1, "IFLA_VLAN_QOS_MAPPING", "")));
    /** The tag's priority to the packet's. */
    public static final Attribute<List<QosMapping>> VLAN_INGRESS_QOS = ALL.add(Attribute.list(
            AttributeForm.LIST,
            4,
            "INGRESS_QOS",
            "ingress-qos-map",
            Attribute.of(QosMapping.class, AttributeForm.QOS_MAPPING, 1, "IFLA_VLAN_QOS_MAPPING", "")));
    /** 0x8100 or 0x88a8. */
    public static final Attribute<Integer> VLAN_PROTOCOL =
            ALL.add(Attribute.of(Integer.class, AttributeForm.BE16, 5, "PROTOCOL", "protocol")
                    .named(Map.of(0x8100L, "802.1Q", 0x88a8L, "802.1ad")));

    private VlanAttributes() {}
}

package dev.multipath.netlink.model;

/**
 * What bridges count: {@code BRIDGE_XSTATS_*}.
 *
 * @see "linux/if_bridge.h"
 */
public final class BridgeXstatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("BRIDGE_XSTATS_");

    /** {@code struct bridge_vlan_xstats}: received and sent bytes and packets (8 bytes each), VLAN id, flags. One for each VLAN; those behind the first are kept raw. */
    public static final Attribute<Octets> BRIDGE_XSTATS_VLAN =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 1, "VLAN", "vlan"));
    /** {@code struct br_mcast_stats}: IGMP and MLD messages by kind and direction. */
    public static final Attribute<Numbers> BRIDGE_XSTATS_MCAST =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 2, "MCAST", "mcast"));
    /** {@code struct bridge_stp_xstats}: spanning tree packets. */
    public static final Attribute<Numbers> BRIDGE_XSTATS_STP =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 4, "STP", "stp"));

    private BridgeXstatsAttributes() {}
}

package dev.multipath.netlink.model;

/**
 * Who asks for multicast members in a bridge: {@code BRIDGE_QUERIER_*}, the kernel's word.
 *
 * @see "linux/if_bridge.h"
 */
public final class BridgeQuerierAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("BRIDGE_QUERIER_");

    /** The IPv4 one. */
    public static final Attribute<IpAddress> BRIDGE_QUERIER_IP_ADDRESS =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV4, 1, "IP_ADDRESS", "address"));
    /** The port it is behind, by index. */
    public static final Attribute<Integer> BRIDGE_QUERIER_IP_PORT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 2, "IP_PORT", "port"));
    /** Until it counts as gone, 1/100 s. */
    public static final Attribute<Long> BRIDGE_QUERIER_IP_OTHER_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 3, "IP_OTHER_TIMER", "other_timer"));
    /** The IPv6 one. */
    public static final Attribute<IpAddress> BRIDGE_QUERIER_IPV6_ADDRESS =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV6, 5, "IPV6_ADDRESS", "address6"));
    /** The port it is behind, by index. */
    public static final Attribute<Integer> BRIDGE_QUERIER_IPV6_PORT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 6, "IPV6_PORT", "port6"));
    /** Until it counts as gone, 1/100 s. */
    public static final Attribute<Long> BRIDGE_QUERIER_IPV6_OTHER_TIMER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 7, "IPV6_OTHER_TIMER", "other_timer6"));

    private BridgeQuerierAttributes() {}
}

package dev.multipath.netlink.model;

/**
 * Counters of a virtual function: {@code IFLA_VF_STATS_*}.
 *
 * @see "linux/if_link.h"
 */
public final class VfStatsAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VF_STATS_");

    /** Packets received. */
    public static final Attribute<Long> VF_STATS_RX_PACKETS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 0, "RX_PACKETS", "rx_packets"));
    /** Packets sent. */
    public static final Attribute<Long> VF_STATS_TX_PACKETS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 1, "TX_PACKETS", "tx_packets"));
    /** Bytes received. */
    public static final Attribute<Long> VF_STATS_RX_BYTES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 2, "RX_BYTES", "rx_bytes"));
    /** Bytes sent. */
    public static final Attribute<Long> VF_STATS_TX_BYTES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 3, "TX_BYTES", "tx_bytes"));
    /** Broadcast packets received. */
    public static final Attribute<Long> VF_STATS_BROADCAST =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 4, "BROADCAST", "broadcast"));
    /** Multicast packets received. */
    public static final Attribute<Long> VF_STATS_MULTICAST =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 5, "MULTICAST", "multicast"));
    /** Packets dropped when received. */
    public static final Attribute<Long> VF_STATS_RX_DROPPED =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 7, "RX_DROPPED", "rx_dropped"));
    /** Packets dropped when sent. */
    public static final Attribute<Long> VF_STATS_TX_DROPPED =
            ALL.add(Attribute.of(Long.class, AttributeForm.U64, 8, "TX_DROPPED", "tx_dropped"));

    private VfStatsAttributes() {}
}

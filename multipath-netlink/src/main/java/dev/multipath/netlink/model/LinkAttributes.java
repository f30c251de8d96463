package dev.multipath.netlink.model;

import java.util.List;

/**
 * What any interface has: {@code IFLA_*}. Several have a place of their own in {@link Link}, {@link NewLink} or
 * {@link LinkChange} and are refused among their attributes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>, linux/if_link.h
 */
public final class LinkAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_");

    /** {@code IFLA_ADDRESS}: {@link Link#hardwareAddress()}. */
    public static final Attribute<HardwareAddress> ADDRESS =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 1, "ADDRESS", "address"));
    /** Link-layer broadcast address; the peer of a point-to-point link. */
    public static final Attribute<HardwareAddress> BROADCAST =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 2, "BROADCAST", "broadcast"));
    /** {@code IFLA_IFNAME}: {@link Link#name()}. */
    public static final Attribute<String> IFNAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 3, "IFNAME", "name"));
    /** {@code IFLA_MTU}: {@link Link#mtu()}. */
    public static final Attribute<Long> MTU = ALL.add(Attribute.of(Long.class, AttributeForm.U32, 4, "MTU", "mtu"));
    /** {@code IFLA_LINK}: {@link Link#parent()}. */
    public static final Attribute<Integer> LINK =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 5, "LINK", "link"));
    /** Name of the root queueing discipline; the kernel's word. */
    public static final Attribute<String> QDISC =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 6, "QDISC", "qdisc"));
    /** Counters of 32 bits, which wrap: see {@link LinkStatistics}; the kernel's word. */
    public static final Attribute<Numbers> STATS =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 7, "STATS", "stats"));
    /** Not used by the kernel. */
    public static final Attribute<String> COST =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 8, "COST", "cost"));
    /** Not used by the kernel. */
    public static final Attribute<String> PRIORITY =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 9, "PRIORITY", "priority"));
    /** {@code IFLA_MASTER}: index of the bridge, bond or VRF; 0 releases it. */
    public static final Attribute<Integer> MASTER =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 10, "MASTER", "master"));
    /** An event of the old wireless extensions. */
    public static final Attribute<WirelessEvent> WIRELESS =
            ALL.add(Attribute.of(WirelessEvent.class, AttributeForm.WIRELESS_EVENT, 11, "WIRELESS", ""));
    /** Length of the transmit queue, packets. */
    public static final Attribute<Long> TXQLEN =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 13, "TXQLEN", "txqueuelen"));
    /** Where an ISA device lives. */
    public static final Attribute<DeviceMap> MAP =
            ALL.add(Attribute.of(DeviceMap.class, AttributeForm.DEVICE_MAP, 14, "MAP", ""));
    /** Packets a poll may take; not used by the kernel today. */
    public static final Attribute<Long> WEIGHT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 15, "WEIGHT", "weight"));
    /** {@code IFLA_OPERSTATE}, RFC 2863: {@link Link#operState()}. */
    public static final Attribute<Integer> OPERSTATE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 16, "OPERSTATE", "state"));
    /** 0 default, 1 dormant: whether a signal alone makes it operational. */
    public static final Attribute<Integer> LINKMODE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 17, "LINKMODE", "mode")
                    .named("default", "dormant"));
    /** Process whose namespace to move to. */
    public static final Attribute<Long> NET_NS_PID =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 19, "NET_NS_PID", "netns"));
    /** A description, at most 255 bytes; empty takes it away. */
    public static final Attribute<String> IFALIAS =
            ALL.add(Attribute.of(String.class, AttributeForm.BARE_TEXT, 20, "IFALIAS", "alias"));
    /** How many virtual functions there are. */
    public static final Attribute<Long> NUM_VF =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 21, "NUM_VF", "numvfs"));
    /** Virtual functions; asked for by {@link LinkFilter#withVirtualFunctions()}. */
    public static final Attribute<List<Attributes>> VFINFO_LIST = ALL.add(Attribute.list(
            AttributeForm.LIST, 22, "VFINFO_LIST", "vf", Attribute.nested(1, "IFLA_VF_INFO", "", VfAttributes.ALL)));
    /** Counters: see {@link LinkStatistics}; the kernel's word. */
    public static final Attribute<Numbers> STATS64 =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 23, "STATS64", "stats64"));
    /** Associations of virtual functions with ports of a switch. */
    public static final Attribute<List<Attributes>> VF_PORTS = ALL.add(Attribute.list(
            AttributeForm.LIST, 24, "VF_PORTS", "", Attribute.nested(1, "IFLA_VF_PORT", "", PortAttributes.ALL)));
    /** The association of the interface itself with a port of a switch. */
    public static final Attribute<Attributes> PORT_SELF =
            ALL.add(Attribute.nested(25, "PORT_SELF", "", PortAttributes.ALL));
    /** What each address family keeps with the interface. */
    public static final Attribute<Attributes> AF_SPEC =
            ALL.add(Attribute.nested(26, "AF_SPEC", "", AfSpecAttributes.ALL));
    /** Number of the interface group; 0 is the default one. */
    public static final Attribute<Long> GROUP =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 27, "GROUP", "group"));
    /** Descriptor of the namespace to move to or create in. */
    public static final Attribute<Integer> NET_NS_FD =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 28, "NET_NS_FD", "netns"));
    /** Which optional parts are asked for, RTEXT_FILTER_*: {@link LinkFilter}. */
    public static final Attribute<Long> EXT_MASK =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 29, "EXT_MASK", ""));
    /** How many want it promiscuous; the kernel's word. */
    public static final Attribute<Long> PROMISCUITY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 30, "PROMISCUITY", "promiscuity"));
    /** Transmit queues; when created only. */
    public static final Attribute<Long> NUM_TX_QUEUES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 31, "NUM_TX_QUEUES", "numtxqueues"));
    /** Receive queues; when created only. */
    public static final Attribute<Long> NUM_RX_QUEUES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 32, "NUM_RX_QUEUES", "numrxqueues"));
    /** {@code IFLA_CARRIER}: whether there is a signal; settable on dummy and some others. */
    public static final Attribute<Boolean> CARRIER =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 33, "CARRIER", "carrier")
                    .named("off", "on"));
    /** The same for all interfaces of one physical port, at most 32 bytes. */
    public static final Attribute<HardwareAddress> PHYS_PORT_ID =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 34, "PHYS_PORT_ID", "portid"));
    /** How often the signal came or went. */
    public static final Attribute<Long> CARRIER_CHANGES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 35, "CARRIER_CHANGES", "carrier_changes"));
    /** The same for all ports of one switch, at most 32 bytes. */
    public static final Attribute<HardwareAddress> PHYS_SWITCH_ID =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 36, "PHYS_SWITCH_ID", "switchid"));
    /** Namespace id of the parent or peer, −1 for one that is unknown here. */
    public static final Attribute<Integer> LINK_NETNSID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 37, "LINK_NETNSID", "link-netnsid"));
    /** Name of the physical port. */
    public static final Attribute<String> PHYS_PORT_NAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 38, "PHYS_PORT_NAME", "portname"));
    /** Held down by a protocol's word. */
    public static final Attribute<Boolean> PROTO_DOWN =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 39, "PROTO_DOWN", "protodown")
                    .named("off", "on"));
    /** Segments in one offloaded packet. */
    public static final Attribute<Long> GSO_MAX_SEGS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 40, "GSO_MAX_SEGS", "gso_max_segs"));
    /** Bytes in one offloaded packet. */
    public static final Attribute<Long> GSO_MAX_SIZE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 41, "GSO_MAX_SIZE", "gso_max_size"));
    /** Why the notification was sent, IFLA_EVENT_*. */
    public static final Attribute<Long> EVENT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 44, "EVENT", "event")
                    .named(
                            "none",
                            "reboot",
                            "feature_change",
                            "bonding_failover",
                            "notify_peers",
                            "resend_igmp",
                            "bonding_option"));
    /** In a notification of leaving: the id of the namespace it went to. */
    public static final Attribute<Integer> NEW_NETNSID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 45, "NEW_NETNSID", "new-netnsid"));
    /** The namespace the message is about, by its id here. */
    public static final Attribute<Integer> TARGET_NETNSID =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 46, "TARGET_NETNSID", "target-netnsid"));
    /** How often the signal came. */
    public static final Attribute<Long> CARRIER_UP_COUNT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 47, "CARRIER_UP_COUNT", "carrier_up_count"));
    /** How often the signal went. */
    public static final Attribute<Long> CARRIER_DOWN_COUNT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 48, "CARRIER_DOWN_COUNT", "carrier_down_count"));
    /** In a notification of leaving: its index in the namespace it went to. In a move: the index wanted there. */
    public static final Attribute<Integer> NEW_IFINDEX =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 49, "NEW_IFINDEX", "new-ifindex"));
    /** The least MTU it takes, bytes. */
    public static final Attribute<Long> MIN_MTU =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 50, "MIN_MTU", "minmtu"));
    /** The greatest MTU it takes, bytes; 0 for no limit. */
    public static final Attribute<Long> MAX_MTU =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 51, "MAX_MTU", "maxmtu"));
    /** Its other names, 1..127 bytes each. */
    public static final Attribute<List<String>> PROP_LIST = ALL.add(Attribute.list(
            AttributeForm.LIST,
            52,
            "PROP_LIST",
            "altname",
            Attribute.of(String.class, AttributeForm.TEXT, 53, "IFLA_ALT_IFNAME", "")));
    /** One other name to look it up by. */
    public static final Attribute<String> ALT_IFNAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 53, "ALT_IFNAME", "altname"));
    /** The address it was built with. */
    public static final Attribute<HardwareAddress> PERM_ADDRESS =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 54, "PERM_ADDRESS", "permaddr"));
    /** Which reasons hold it down. */
    public static final Attribute<Attributes> PROTO_DOWN_REASON =
            ALL.add(Attribute.nested(55, "PROTO_DOWN_REASON", "protodown_reason", ProtoDownReasonAttributes.ALL));
    /** Its device on a bus, such as 0000:00:03.0. */
    public static final Attribute<String> PARENT_DEV_NAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 56, "PARENT_DEV_NAME", "parentdev"));
    /** The bus, such as pci. */
    public static final Attribute<String> PARENT_DEV_BUS_NAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 57, "PARENT_DEV_BUS_NAME", "parentbus"));
    /** Bytes in one aggregated packet. */
    public static final Attribute<Long> GRO_MAX_SIZE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 58, "GRO_MAX_SIZE", "gro_max_size"));
    /** What the hardware takes in one offloaded packet, bytes. */
    public static final Attribute<Long> TSO_MAX_SIZE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 59, "TSO_MAX_SIZE", "tso_max_size"));
    /** What the hardware takes in one offloaded packet, segments. */
    public static final Attribute<Long> TSO_MAX_SEGS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 60, "TSO_MAX_SEGS", "tso_max_segs"));
    /** How many want all multicast; the kernel's word. */
    public static final Attribute<Long> ALLMULTI =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 61, "ALLMULTI", "allmulti"));
    /** Its port in devlink. */
    public static final Attribute<Attributes> DEVLINK_PORT =
            ALL.add(Attribute.nested(62, "DEVLINK_PORT", "", DevlinkPortAttributes.ALL));
    /** Bytes in one offloaded IPv4 packet. */
    public static final Attribute<Long> GSO_IPV4_MAX_SIZE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 63, "GSO_IPV4_MAX_SIZE", "gso_ipv4_max_size"));
    /** Bytes in one aggregated IPv4 packet. */
    public static final Attribute<Long> GRO_IPV4_MAX_SIZE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 64, "GRO_IPV4_MAX_SIZE", "gro_ipv4_max_size"));
    /** The clock pin of the port. */
    public static final Attribute<Attributes> DPLL_PIN =
            ALL.add(Attribute.nested(65, "DPLL_PIN", "", DpllPinAttributes.ALL));
    /** How far ahead the hardware paces, ns. */
    public static final Attribute<Long> MAX_PACING_OFFLOAD_HORIZON = ALL.add(Attribute.of(
            Long.class, AttributeForm.UINT, 66, "MAX_PACING_OFFLOAD_HORIZON", "max_pacing_offload_horizon"));
    /** Whether it cannot be moved. */
    public static final Attribute<Boolean> NETNS_IMMUTABLE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 67, "NETNS_IMMUTABLE", "netns-immutable")
                    .named("off", "on"));
    /** Bytes it wants in front of a packet. */
    public static final Attribute<Integer> HEADROOM =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 68, "HEADROOM", "headroom"));
    /** Bytes it wants behind a packet. */
    public static final Attribute<Integer> TAILROOM =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 69, "TAILROOM", "tailroom"));

    private LinkAttributes() {}
}

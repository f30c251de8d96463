package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * General attributes of links: {@code IFLA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/if_link.h">linux/if_link.h</a>
 */
public final class Ifla implements AttributeNames {
    public static final int IFLA_ADDRESS = 1;
    public static final int IFLA_BROADCAST = 2;
    public static final int IFLA_IFNAME = 3;
    public static final int IFLA_MTU = 4;
    public static final int IFLA_LINK = 5;
    public static final int IFLA_QDISC = 6;
    public static final int IFLA_STATS = 7;
    public static final int IFLA_COST = 8;
    public static final int IFLA_PRIORITY = 9;
    public static final int IFLA_MASTER = 10;
    public static final int IFLA_WIRELESS = 11;
    public static final int IFLA_PROTINFO = 12;
    public static final int IFLA_TXQLEN = 13;
    public static final int IFLA_MAP = 14;
    public static final int IFLA_WEIGHT = 15;
    public static final int IFLA_OPERSTATE = 16;
    public static final int IFLA_LINKMODE = 17;
    public static final int IFLA_LINKINFO = 18;
    public static final int IFLA_NET_NS_PID = 19;
    public static final int IFLA_IFALIAS = 20;
    public static final int IFLA_NUM_VF = 21;
    public static final int IFLA_VFINFO_LIST = 22;
    public static final int IFLA_STATS64 = 23;
    public static final int IFLA_VF_PORTS = 24;
    public static final int IFLA_PORT_SELF = 25;
    public static final int IFLA_AF_SPEC = 26;
    public static final int IFLA_GROUP = 27;
    public static final int IFLA_NET_NS_FD = 28;
    public static final int IFLA_EXT_MASK = 29;
    public static final int IFLA_PROMISCUITY = 30;
    public static final int IFLA_NUM_TX_QUEUES = 31;
    public static final int IFLA_NUM_RX_QUEUES = 32;
    public static final int IFLA_CARRIER = 33;
    public static final int IFLA_PHYS_PORT_ID = 34;
    public static final int IFLA_CARRIER_CHANGES = 35;
    public static final int IFLA_PHYS_SWITCH_ID = 36;
    public static final int IFLA_LINK_NETNSID = 37;
    public static final int IFLA_PHYS_PORT_NAME = 38;
    public static final int IFLA_PROTO_DOWN = 39;
    public static final int IFLA_GSO_MAX_SEGS = 40;
    public static final int IFLA_GSO_MAX_SIZE = 41;
    public static final int IFLA_PAD = 42;
    public static final int IFLA_XDP = 43;
    public static final int IFLA_EVENT = 44;
    public static final int IFLA_NEW_NETNSID = 45;
    public static final int IFLA_TARGET_NETNSID = 46;
    public static final int IFLA_CARRIER_UP_COUNT = 47;
    public static final int IFLA_CARRIER_DOWN_COUNT = 48;
    public static final int IFLA_NEW_IFINDEX = 49;
    public static final int IFLA_MIN_MTU = 50;
    public static final int IFLA_MAX_MTU = 51;
    public static final int IFLA_PROP_LIST = 52;
    public static final int IFLA_ALT_IFNAME = 53;
    public static final int IFLA_PERM_ADDRESS = 54;
    public static final int IFLA_PROTO_DOWN_REASON = 55;
    public static final int IFLA_PARENT_DEV_NAME = 56;
    public static final int IFLA_PARENT_DEV_BUS_NAME = 57;
    public static final int IFLA_GRO_MAX_SIZE = 58;
    public static final int IFLA_TSO_MAX_SIZE = 59;
    public static final int IFLA_TSO_MAX_SEGS = 60;
    public static final int IFLA_ALLMULTI = 61;
    public static final int IFLA_DEVLINK_PORT = 62;
    public static final int IFLA_GSO_IPV4_MAX_SIZE = 63;
    public static final int IFLA_GRO_IPV4_MAX_SIZE = 64;
    public static final int IFLA_DPLL_PIN = 65;
    public static final int IFLA_MAX_PACING_OFFLOAD_HORIZON = 66;
    public static final int IFLA_NETNS_IMMUTABLE = 67;
    public static final int IFLA_HEADROOM = 68;
    public static final int IFLA_TAILROOM = 69;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Ifla();

    private Ifla() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case IFLA_ADDRESS -> "IFLA_ADDRESS";
            case IFLA_BROADCAST -> "IFLA_BROADCAST";
            case IFLA_IFNAME -> "IFLA_IFNAME";
            case IFLA_MTU -> "IFLA_MTU";
            case IFLA_LINK -> "IFLA_LINK";
            case IFLA_QDISC -> "IFLA_QDISC";
            case IFLA_STATS -> "IFLA_STATS";
            case IFLA_COST -> "IFLA_COST";
            case IFLA_PRIORITY -> "IFLA_PRIORITY";
            case IFLA_MASTER -> "IFLA_MASTER";
            case IFLA_WIRELESS -> "IFLA_WIRELESS";
            case IFLA_PROTINFO -> "IFLA_PROTINFO";
            case IFLA_TXQLEN -> "IFLA_TXQLEN";
            case IFLA_MAP -> "IFLA_MAP";
            case IFLA_WEIGHT -> "IFLA_WEIGHT";
            case IFLA_OPERSTATE -> "IFLA_OPERSTATE";
            case IFLA_LINKMODE -> "IFLA_LINKMODE";
            case IFLA_LINKINFO -> "IFLA_LINKINFO";
            case IFLA_NET_NS_PID -> "IFLA_NET_NS_PID";
            case IFLA_IFALIAS -> "IFLA_IFALIAS";
            case IFLA_NUM_VF -> "IFLA_NUM_VF";
            case IFLA_VFINFO_LIST -> "IFLA_VFINFO_LIST";
            case IFLA_STATS64 -> "IFLA_STATS64";
            case IFLA_VF_PORTS -> "IFLA_VF_PORTS";
            case IFLA_PORT_SELF -> "IFLA_PORT_SELF";
            case IFLA_AF_SPEC -> "IFLA_AF_SPEC";
            case IFLA_GROUP -> "IFLA_GROUP";
            case IFLA_NET_NS_FD -> "IFLA_NET_NS_FD";
            case IFLA_EXT_MASK -> "IFLA_EXT_MASK";
            case IFLA_PROMISCUITY -> "IFLA_PROMISCUITY";
            case IFLA_NUM_TX_QUEUES -> "IFLA_NUM_TX_QUEUES";
            case IFLA_NUM_RX_QUEUES -> "IFLA_NUM_RX_QUEUES";
            case IFLA_CARRIER -> "IFLA_CARRIER";
            case IFLA_PHYS_PORT_ID -> "IFLA_PHYS_PORT_ID";
            case IFLA_CARRIER_CHANGES -> "IFLA_CARRIER_CHANGES";
            case IFLA_PHYS_SWITCH_ID -> "IFLA_PHYS_SWITCH_ID";
            case IFLA_LINK_NETNSID -> "IFLA_LINK_NETNSID";
            case IFLA_PHYS_PORT_NAME -> "IFLA_PHYS_PORT_NAME";
            case IFLA_PROTO_DOWN -> "IFLA_PROTO_DOWN";
            case IFLA_GSO_MAX_SEGS -> "IFLA_GSO_MAX_SEGS";
            case IFLA_GSO_MAX_SIZE -> "IFLA_GSO_MAX_SIZE";
            case IFLA_PAD -> "IFLA_PAD";
            case IFLA_XDP -> "IFLA_XDP";
            case IFLA_EVENT -> "IFLA_EVENT";
            case IFLA_NEW_NETNSID -> "IFLA_NEW_NETNSID";
            case IFLA_TARGET_NETNSID -> "IFLA_TARGET_NETNSID";
            case IFLA_CARRIER_UP_COUNT -> "IFLA_CARRIER_UP_COUNT";
            case IFLA_CARRIER_DOWN_COUNT -> "IFLA_CARRIER_DOWN_COUNT";
            case IFLA_NEW_IFINDEX -> "IFLA_NEW_IFINDEX";
            case IFLA_MIN_MTU -> "IFLA_MIN_MTU";
            case IFLA_MAX_MTU -> "IFLA_MAX_MTU";
            case IFLA_PROP_LIST -> "IFLA_PROP_LIST";
            case IFLA_ALT_IFNAME -> "IFLA_ALT_IFNAME";
            case IFLA_PERM_ADDRESS -> "IFLA_PERM_ADDRESS";
            case IFLA_PROTO_DOWN_REASON -> "IFLA_PROTO_DOWN_REASON";
            case IFLA_PARENT_DEV_NAME -> "IFLA_PARENT_DEV_NAME";
            case IFLA_PARENT_DEV_BUS_NAME -> "IFLA_PARENT_DEV_BUS_NAME";
            case IFLA_GRO_MAX_SIZE -> "IFLA_GRO_MAX_SIZE";
            case IFLA_TSO_MAX_SIZE -> "IFLA_TSO_MAX_SIZE";
            case IFLA_TSO_MAX_SEGS -> "IFLA_TSO_MAX_SEGS";
            case IFLA_ALLMULTI -> "IFLA_ALLMULTI";
            case IFLA_DEVLINK_PORT -> "IFLA_DEVLINK_PORT";
            case IFLA_GSO_IPV4_MAX_SIZE -> "IFLA_GSO_IPV4_MAX_SIZE";
            case IFLA_GRO_IPV4_MAX_SIZE -> "IFLA_GRO_IPV4_MAX_SIZE";
            case IFLA_DPLL_PIN -> "IFLA_DPLL_PIN";
            case IFLA_MAX_PACING_OFFLOAD_HORIZON -> "IFLA_MAX_PACING_OFFLOAD_HORIZON";
            case IFLA_NETNS_IMMUTABLE -> "IFLA_NETNS_IMMUTABLE";
            case IFLA_HEADROOM -> "IFLA_HEADROOM";
            case IFLA_TAILROOM -> "IFLA_TAILROOM";
            default -> "IFLA_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return type == IFLA_LINKINFO ? IflaInfo.NAMES : new SetNames(LinkAttributes.ALL).nested(type);
    }
}

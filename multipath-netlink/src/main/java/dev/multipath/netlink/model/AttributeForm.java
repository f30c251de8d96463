package dev.multipath.netlink.model;

import java.util.List;

/** How the value of an {@link Attribute} stands on the wire, and what it is in Java. */
public enum AttributeForm {
    /** No payload: being there is the value, always {@code true}. */
    FLAG(Boolean.class, 0, 0),
    /** A byte, 0 or 1. */
    BOOL(Boolean.class, 0, 0),
    /** A byte, 0 or 1, when the kernel says it; a flag when it is told, left out where it is off. */
    TOLD_FLAG(Boolean.class, 0, 0),
    /** A byte, unsigned. */
    U8(Integer.class, 0, 0xff),
    /** 16 bits, unsigned. */
    U16(Integer.class, 0, 0xffff),
    /** 16 bits in network order, unsigned. */
    BE16(Integer.class, 0, 0xffff),
    /** 32 bits, signed: an interface index, a namespace id, a descriptor. */
    S32(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** 32 bits, unsigned. */
    U32(Long.class, 0, 0xffff_ffffL),
    /** 32 bits in network order, unsigned. */
    BE32(Long.class, 0, 0xffff_ffffL),
    /** 64 bits, unsigned: a negative {@code long} is above 2⁶³. */
    U64(Long.class, Long.MIN_VALUE, Long.MAX_VALUE),
    /** 32 bits where the number fits into them, else 64; unsigned. */
    UINT(Long.class, Long.MIN_VALUE, Long.MAX_VALUE),
    /** Text with a zero byte behind it. */
    TEXT(String.class, 0, 0),
    /** Text that has a zero byte behind it in what the kernel says, and none in what it is told. */
    BARE_TEXT(String.class, 0, 0),
    /** An IPv4 address. */
    IPV4(IpAddress.class, 0, 0),
    /** An IPv6 address. */
    IPV6(IpAddress.class, 0, 0),
    /** A link-layer address, at most 32 bytes. */
    HARDWARE(HardwareAddress.class, 0, 0),
    /** Bytes the kernel itself does not explain. */
    OCTETS(Octets.class, 0, 0),
    /** 32-bit numbers in a row, unsigned. */
    U32S(Numbers.class, 0, 0),
    /** 64-bit numbers in a row. */
    U64S(Numbers.class, 0, 0),
    /** Per-interface sysctls: 32-bit numbers in a row when the kernel says them, attributes when it is told. */
    CONF(InterfaceConf.class, 0, 0),
    /** {@code struct ifla_bridge_id}. */
    BRIDGE_ID(BridgeId.class, 0, 0),
    /** Two 32-bit words: bits, and which of them count. */
    CHANGED_FLAGS(ChangedFlags.class, 0, 0),
    /** Two 16-bit numbers in network order. */
    PORT_RANGE(NumberRange.class, 0, 0),
    /** {@code struct ifla_vlan_qos_mapping}. */
    QOS_MAPPING(QosMapping.class, 0, 0),
    /** {@code struct rtnl_link_ifmap}. */
    DEVICE_MAP(DeviceMap.class, 0, 0),
    /** {@code struct ifla_vf_mac}. */
    VF_MAC(VfSetting.Mac.class, 0, 0),
    /** {@code struct ifla_vf_vlan}. */
    VF_VLAN(VfSetting.Vlan.class, 0, 0),
    /** {@code struct ifla_vf_vlan_info}. */
    VF_TAGGED_VLAN(VfSetting.TaggedVlan.class, 0, 0),
    /** {@code struct ifla_vf_tx_rate}. */
    VF_TX_RATE(VfSetting.TxRate.class, 0, 0),
    /** {@code struct ifla_vf_rate}. */
    VF_RATE(VfSetting.Rate.class, 0, 0),
    /** {@code struct ifla_vf_spoofchk} and its like. */
    VF_SWITCH(VfSetting.Switch.class, 0, 0),
    /** {@code struct ifla_vf_link_state}. */
    VF_LINK_STATE(VfSetting.LinkState.class, 0, 0),
    /** {@code struct ifla_vf_guid}. */
    VF_GUID(VfSetting.Guid.class, 0, 0),
    /** {@code struct iw_event}. */
    WIRELESS_EVENT(WirelessEvent.class, 0, 0),
    /** 16 bytes in the order they are written in. */
    UUID(java.util.UUID.class, 0, 0),
    /** Text in 40 bytes, zeros behind it. */
    PADDED_TEXT(String.class, 0, 0),
    /** Attributes. */
    NESTED(Attributes.class, 0, 0),
    /** Attributes that are all of one kind. */
    LIST(List.class, 0, 0),
    /** Attributes that are all of one kind and whose types are their places, from 0. */
    ARRAY(List.class, 0, 0);

    /** Bytes of {@link #PADDED_TEXT}, {@code PORT_PROFILE_MAX}, one zero at least among them. */
    static final int PADDED_TEXT_LENGTH = 40;

    private final Class<?> type;
    private final long min;
    private final long max;

    AttributeForm(Class<?> type, long min, long max) {
        this.type = type;
        this.min = min;
        this.max = max;
    }

    /** What a value is in Java. */
    public Class<?> type() {
        return type;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }
}

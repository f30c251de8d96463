package dev.multipath.netlink.model;

/**
 * What a VXLAN device has: {@code IFLA_VXLAN_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>, linux/if_link.h
 */
public final class VxlanAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_VXLAN_");

    /** Network identifier, 24 bits. */
    public static final Attribute<Long> VXLAN_ID =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "ID", "id").range(0, 0xff_ffff));
    /** Multicast group, or the one remote end. */
    public static final Attribute<IpAddress> VXLAN_GROUP =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV4, 2, "GROUP", "group"));
    /** Index of the device it sends over. */
    public static final Attribute<Integer> VXLAN_LINK =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 3, "LINK", "dev"));
    /** Source address. */
    public static final Attribute<IpAddress> VXLAN_LOCAL =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV4, 4, "LOCAL", "local"));
    /** Hop limit of outer packets; 0 for the kernel's choice. */
    public static final Attribute<Integer> VXLAN_TTL =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 5, "TTL", "ttl"));
    /** TOS of outer packets; 1 to copy the inner one. */
    public static final Attribute<Integer> VXLAN_TOS =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 6, "TOS", "tos"));
    /** Learns addresses from packets. */
    public static final Attribute<Boolean> VXLAN_LEARNING =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 7, "LEARNING", "[no]learning"));
    /** Life of what was learnt, s. */
    public static final Attribute<Long> VXLAN_AGEING =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 8, "AGEING", "ageing"));
    /** Most entries of the forwarding table; 0 for no limit. */
    public static final Attribute<Long> VXLAN_LIMIT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 9, "LIMIT", "maxaddress"));
    /** Source ports. */
    public static final Attribute<NumberRange> VXLAN_PORT_RANGE =
            ALL.add(Attribute.of(NumberRange.class, AttributeForm.PORT_RANGE, 10, "PORT_RANGE", "srcport"));
    /** Answers ARP itself. */
    public static final Attribute<Boolean> VXLAN_PROXY =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 11, "PROXY", "[no]proxy"));
    /** Short-circuits routes. */
    public static final Attribute<Boolean> VXLAN_RSC =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 12, "RSC", "[no]rsc"));
    /** Notifies of unknown link-layer addresses. */
    public static final Attribute<Boolean> VXLAN_L2MISS =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 13, "L2MISS", "[no]l2miss"));
    /** Notifies of unknown addresses. */
    public static final Attribute<Boolean> VXLAN_L3MISS =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 14, "L3MISS", "[no]l3miss"));
    /** Destination port; IANA's is 4789, the kernel's own choice 8472. */
    public static final Attribute<Integer> VXLAN_PORT =
            ALL.add(Attribute.of(Integer.class, AttributeForm.BE16, 15, "PORT", "dstport"));
    /** Multicast group, or the one remote end. */
    public static final Attribute<IpAddress> VXLAN_GROUP6 =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV6, 16, "GROUP6", "group"));
    /** Source address. */
    public static final Attribute<IpAddress> VXLAN_LOCAL6 =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV6, 17, "LOCAL6", "local"));
    /** UDP checksums over IPv4. */
    public static final Attribute<Boolean> VXLAN_UDP_CSUM =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 18, "UDP_CSUM", "[no]udpcsum"));
    /** Leaves UDP checksums out over IPv6. */
    public static final Attribute<Boolean> VXLAN_UDP_ZERO_CSUM6_TX =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 19, "UDP_ZERO_CSUM6_TX", "[no]udp6zerocsumtx"));
    /** Takes UDP packets without checksum over IPv6. */
    public static final Attribute<Boolean> VXLAN_UDP_ZERO_CSUM6_RX =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 20, "UDP_ZERO_CSUM6_RX", "[no]udp6zerocsumrx"));
    /** Remote checksum offload, sending. */
    public static final Attribute<Boolean> VXLAN_REMCSUM_TX =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 21, "REMCSUM_TX", "[no]remcsumtx"));
    /** Remote checksum offload, receiving. */
    public static final Attribute<Boolean> VXLAN_REMCSUM_RX =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 22, "REMCSUM_RX", "[no]remcsumrx"));
    /** Group policy extension. */
    public static final Attribute<Boolean> VXLAN_GBP =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.FLAG, 23, "GBP", "gbp"));
    /** Remote checksum offload writes whole checksums. */
    public static final Attribute<Boolean> VXLAN_REMCSUM_NOPARTIAL =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.FLAG, 24, "REMCSUM_NOPARTIAL", ""));
    /** Takes its parameters from routes and filters. */
    public static final Attribute<Boolean> VXLAN_COLLECT_METADATA =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 25, "COLLECT_METADATA", "[no]external"));
    /** Flow label of outer IPv6 packets, 20 bits. */
    public static final Attribute<Long> VXLAN_LABEL =
            ALL.add(Attribute.of(Long.class, AttributeForm.BE32, 26, "LABEL", "flowlabel")
                    .range(0, 0xf_ffff));
    /** Generic protocol extension. */
    public static final Attribute<Boolean> VXLAN_GPE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.FLAG, 27, "GPE", "gpe"));
    /** Copies the hop limit of the inner packet. */
    public static final Attribute<Boolean> VXLAN_TTL_INHERIT =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.TOLD_FLAG, 28, "TTL_INHERIT", "[no]ttl_inherit"));
    /** Whether outer packets may be fragmented. */
    public static final Attribute<Integer> VXLAN_DF = ALL.add(
            Attribute.of(Integer.class, AttributeForm.U8, 29, "DF", "df").named("unset", "set", "inherit"));
    /** Takes only listed network identifiers, with external. */
    public static final Attribute<Boolean> VXLAN_VNIFILTER =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 30, "VNIFILTER", "[no]vnifilter"));
    /** Hands packets to a local end directly. */
    public static final Attribute<Boolean> VXLAN_LOCALBYPASS =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 31, "LOCALBYPASS", "[no]localbypass"));
    /** 0 a fixed flow label, 1 the inner packet's. */
    public static final Attribute<Long> VXLAN_LABEL_POLICY =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 32, "LABEL_POLICY", "label_policy")
                    .named("fixed", "inherit"));
    /** Header bits that must be zero, 8 bytes. */
    public static final Attribute<Octets> VXLAN_RESERVED_BITS =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 33, "RESERVED_BITS", "reserved_bits"));
    /** Routes multicast by the multicast routing table. */
    public static final Attribute<Boolean> VXLAN_MC_ROUTE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 34, "MC_ROUTE", "[no]mcroute"));

    private VxlanAttributes() {}
}

package dev.multipath.netlink.model;

/**
 * What IPv6 keeps with an interface: {@code IFLA_INET6_*}.
 *
 * @see "linux/if_link.h"
 */
public final class Inet6Attributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_INET6_");

    /** IF_RA_OTHERCONF 0x80, IF_RA_MANAGED 0x40, IF_RA_RCVD 0x20, IF_RS_SENT 0x10, IF_READY 0x80000000. */
    public static final Attribute<Long> INET6_FLAGS =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "FLAGS", "flags"));
    /** Sysctls: see {@link Ipv6Conf}. */
    public static final Attribute<InterfaceConf> INET6_CONF =
            ALL.add(Attribute.of(InterfaceConf.class, AttributeForm.CONF, 2, "CONF", "conf"));
    /** Counters of {@code /proc/net/dev_snmp6}; the first is how many there are. */
    public static final Attribute<Numbers> INET6_STATS =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 3, "STATS", "stats"));
    /** Not used by the kernel. */
    public static final Attribute<Octets> INET6_MCAST =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 4, "MCAST", ""));
    /** Longest reassembled packet in bytes, time of the last change in 1/100 s since the boot, then reachable and retransmission time in ms. */
    public static final Attribute<Numbers> INET6_CACHEINFO =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U32S, 5, "CACHEINFO", ""));
    /** ICMPv6 counters; the first is how many there are. */
    public static final Attribute<Numbers> INET6_ICMP6STATS =
            ALL.add(Attribute.of(Numbers.class, AttributeForm.U64S, 6, "ICMP6STATS", "icmp6stats"));
    /** The interface part of addresses made from advertised prefixes; :: for none. */
    public static final Attribute<IpAddress> INET6_TOKEN =
            ALL.add(Attribute.of(IpAddress.class, AttributeForm.IPV6, 7, "TOKEN", "token"));
    /** How the interface part of addresses is made. */
    public static final Attribute<Integer> INET6_ADDR_GEN_MODE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 8, "ADDR_GEN_MODE", "addrgenmode")
                    .named("eui64", "none", "stable_secret", "random"));
    /** MTU a router advertised, bytes. */
    public static final Attribute<Long> INET6_RA_MTU =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 9, "RA_MTU", "ra_mtu"));

    private Inet6Attributes() {}
}

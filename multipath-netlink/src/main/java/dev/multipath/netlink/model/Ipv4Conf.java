package dev.multipath.netlink.model;

/**
 * Numbers of the IPv4 sysctls of an interface in an {@link InterfaceConf}: {@code IPV4_DEVCONF_* of linux/ip.h}.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>
 */
public final class Ipv4Conf {
    /** {@code ipv4/conf/IF/forwarding}. */
    public static final int FORWARDING = 1;
    /** {@code ipv4/conf/IF/mc_forwarding}. */
    public static final int MC_FORWARDING = 2;
    /** {@code ipv4/conf/IF/proxy_arp}. */
    public static final int PROXY_ARP = 3;
    /** {@code ipv4/conf/IF/accept_redirects}. */
    public static final int ACCEPT_REDIRECTS = 4;
    /** {@code ipv4/conf/IF/secure_redirects}. */
    public static final int SECURE_REDIRECTS = 5;
    /** {@code ipv4/conf/IF/send_redirects}. */
    public static final int SEND_REDIRECTS = 6;
    /** {@code ipv4/conf/IF/shared_media}. */
    public static final int SHARED_MEDIA = 7;
    /** {@code ipv4/conf/IF/rp_filter}. */
    public static final int RP_FILTER = 8;
    /** {@code ipv4/conf/IF/accept_source_route}. */
    public static final int ACCEPT_SOURCE_ROUTE = 9;
    /** {@code ipv4/conf/IF/bootp_relay}. */
    public static final int BOOTP_RELAY = 10;
    /** {@code ipv4/conf/IF/log_martians}. */
    public static final int LOG_MARTIANS = 11;
    /** {@code ipv4/conf/IF/tag}. */
    public static final int TAG = 12;
    /** {@code ipv4/conf/IF/arp_filter}. */
    public static final int ARPFILTER = 13;
    /** {@code ipv4/conf/IF/medium_id}. */
    public static final int MEDIUM_ID = 14;
    /** {@code ipv4/conf/IF/disable_xfrm}. */
    public static final int NOXFRM = 15;
    /** {@code ipv4/conf/IF/disable_policy}. */
    public static final int NOPOLICY = 16;
    /** {@code ipv4/conf/IF/force_igmp_version}. */
    public static final int FORCE_IGMP_VERSION = 17;
    /** {@code ipv4/conf/IF/arp_announce}. */
    public static final int ARP_ANNOUNCE = 18;
    /** {@code ipv4/conf/IF/arp_ignore}. */
    public static final int ARP_IGNORE = 19;
    /** {@code ipv4/conf/IF/promote_secondaries}. */
    public static final int PROMOTE_SECONDARIES = 20;
    /** {@code ipv4/conf/IF/arp_accept}. */
    public static final int ARP_ACCEPT = 21;
    /** {@code ipv4/conf/IF/arp_notify}. */
    public static final int ARP_NOTIFY = 22;
    /** {@code ipv4/conf/IF/accept_local}. */
    public static final int ACCEPT_LOCAL = 23;
    /** {@code ipv4/conf/IF/src_vmark}. */
    public static final int SRC_VMARK = 24;
    /** {@code ipv4/conf/IF/proxy_arp_pvlan}. */
    public static final int PROXY_ARP_PVLAN = 25;
    /** {@code ipv4/conf/IF/route_localnet}. */
    public static final int ROUTE_LOCALNET = 26;
    /** {@code ipv4/conf/IF/igmpv2_unsolicited_report_interval}. */
    public static final int IGMPV2_UNSOLICITED_REPORT_INTERVAL = 27;
    /** {@code ipv4/conf/IF/igmpv3_unsolicited_report_interval}. */
    public static final int IGMPV3_UNSOLICITED_REPORT_INTERVAL = 28;
    /** {@code ipv4/conf/IF/ignore_routes_with_linkdown}. */
    public static final int IGNORE_ROUTES_WITH_LINKDOWN = 29;
    /** {@code ipv4/conf/IF/drop_unicast_in_l2_multicast}. */
    public static final int DROP_UNICAST_IN_L2_MULTICAST = 30;
    /** {@code ipv4/conf/IF/drop_gratuitous_arp}. */
    public static final int DROP_GRATUITOUS_ARP = 31;
    /** {@code ipv4/conf/IF/bc_forwarding}. */
    public static final int BC_FORWARDING = 32;
    /** {@code ipv4/conf/IF/arp_evict_nocarrier}. */
    public static final int ARP_EVICT_NOCARRIER = 33;

    private Ipv4Conf() {}
}

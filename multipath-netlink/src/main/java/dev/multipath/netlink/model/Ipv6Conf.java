package dev.multipath.netlink.model;

/**
 * Numbers of the IPv6 sysctls of an interface in an {@link InterfaceConf}: {@code DEVCONF_* of linux/ipv6.h, plus 1}.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>
 */
public final class Ipv6Conf {
    /** {@code ipv6/conf/IF/forwarding}. */
    public static final int FORWARDING = 1;
    /** {@code ipv6/conf/IF/hop_limit}. */
    public static final int HOPLIMIT = 2;
    /** {@code ipv6/conf/IF/mtu}. */
    public static final int MTU6 = 3;
    /** {@code ipv6/conf/IF/accept_ra}. */
    public static final int ACCEPT_RA = 4;
    /** {@code ipv6/conf/IF/accept_redirects}. */
    public static final int ACCEPT_REDIRECTS = 5;
    /** {@code ipv6/conf/IF/autoconf}. */
    public static final int AUTOCONF = 6;
    /** {@code ipv6/conf/IF/dad_transmits}. */
    public static final int DAD_TRANSMITS = 7;
    /** {@code ipv6/conf/IF/router_solicitations}. */
    public static final int RTR_SOLICITS = 8;
    /** {@code ipv6/conf/IF/router_solicitation_interval}. */
    public static final int RTR_SOLICIT_INTERVAL = 9;
    /** {@code ipv6/conf/IF/router_solicitation_delay}. */
    public static final int RTR_SOLICIT_DELAY = 10;
    /** {@code ipv6/conf/IF/use_tempaddr}. */
    public static final int USE_TEMPADDR = 11;
    /** {@code ipv6/conf/IF/temp_valid_lft}. */
    public static final int TEMP_VALID_LFT = 12;
    /** {@code ipv6/conf/IF/temp_prefered_lft}. */
    public static final int TEMP_PREFERED_LFT = 13;
    /** {@code ipv6/conf/IF/regen_max_retry}. */
    public static final int REGEN_MAX_RETRY = 14;
    /** {@code ipv6/conf/IF/max_desync_factor}. */
    public static final int MAX_DESYNC_FACTOR = 15;
    /** {@code ipv6/conf/IF/max_addresses}. */
    public static final int MAX_ADDRESSES = 16;
    /** {@code ipv6/conf/IF/force_mld_version}. */
    public static final int FORCE_MLD_VERSION = 17;
    /** {@code ipv6/conf/IF/accept_ra_defrtr}. */
    public static final int ACCEPT_RA_DEFRTR = 18;
    /** {@code ipv6/conf/IF/accept_ra_pinfo}. */
    public static final int ACCEPT_RA_PINFO = 19;
    /** {@code ipv6/conf/IF/accept_ra_rtr_pref}. */
    public static final int ACCEPT_RA_RTR_PREF = 20;
    /** {@code ipv6/conf/IF/router_probe_interval}. */
    public static final int RTR_PROBE_INTERVAL = 21;
    /** {@code ipv6/conf/IF/accept_ra_rt_info_max_plen}. */
    public static final int ACCEPT_RA_RT_INFO_MAX_PLEN = 22;
    /** {@code ipv6/conf/IF/proxy_ndp}. */
    public static final int PROXY_NDP = 23;
    /** {@code ipv6/conf/IF/optimistic_dad}. */
    public static final int OPTIMISTIC_DAD = 24;
    /** {@code ipv6/conf/IF/accept_source_route}. */
    public static final int ACCEPT_SOURCE_ROUTE = 25;
    /** {@code ipv6/conf/IF/mc_forwarding}. */
    public static final int MC_FORWARDING = 26;
    /** {@code ipv6/conf/IF/disable_ipv6}. */
    public static final int DISABLE_IPV6 = 27;
    /** {@code ipv6/conf/IF/accept_dad}. */
    public static final int ACCEPT_DAD = 28;
    /** {@code ipv6/conf/IF/force_tllao}. */
    public static final int FORCE_TLLAO = 29;
    /** {@code ipv6/conf/IF/ndisc_notify}. */
    public static final int NDISC_NOTIFY = 30;
    /** {@code ipv6/conf/IF/mldv1_unsolicited_report_interval}. */
    public static final int MLDV1_UNSOLICITED_REPORT_INTERVAL = 31;
    /** {@code ipv6/conf/IF/mldv2_unsolicited_report_interval}. */
    public static final int MLDV2_UNSOLICITED_REPORT_INTERVAL = 32;
    /** {@code ipv6/conf/IF/suppress_frag_ndisc}. */
    public static final int SUPPRESS_FRAG_NDISC = 33;
    /** {@code ipv6/conf/IF/accept_ra_from_local}. */
    public static final int ACCEPT_RA_FROM_LOCAL = 34;
    /** {@code ipv6/conf/IF/use_optimistic}. */
    public static final int USE_OPTIMISTIC = 35;
    /** {@code ipv6/conf/IF/accept_ra_mtu}. */
    public static final int ACCEPT_RA_MTU = 36;
    /** {@code ipv6/conf/IF/stable_secret}. */
    public static final int STABLE_SECRET = 37;
    /** {@code ipv6/conf/IF/use_oif_addrs_only}. */
    public static final int USE_OIF_ADDRS_ONLY = 38;
    /** {@code ipv6/conf/IF/accept_ra_min_hop_limit}. */
    public static final int ACCEPT_RA_MIN_HOP_LIMIT = 39;
    /** {@code ipv6/conf/IF/ignore_routes_with_linkdown}. */
    public static final int IGNORE_ROUTES_WITH_LINKDOWN = 40;
    /** {@code ipv6/conf/IF/drop_unicast_in_l2_multicast}. */
    public static final int DROP_UNICAST_IN_L2_MULTICAST = 41;
    /** {@code ipv6/conf/IF/drop_unsolicited_na}. */
    public static final int DROP_UNSOLICITED_NA = 42;
    /** {@code ipv6/conf/IF/keep_addr_on_down}. */
    public static final int KEEP_ADDR_ON_DOWN = 43;
    /** {@code ipv6/conf/IF/router_solicitation_max_interval}. */
    public static final int RTR_SOLICIT_MAX_INTERVAL = 44;
    /** {@code ipv6/conf/IF/seg6_enabled}. */
    public static final int SEG6_ENABLED = 45;
    /** {@code ipv6/conf/IF/seg6_require_hmac}. */
    public static final int SEG6_REQUIRE_HMAC = 46;
    /** {@code ipv6/conf/IF/enhanced_dad}. */
    public static final int ENHANCED_DAD = 47;
    /** {@code ipv6/conf/IF/addr_gen_mode}. */
    public static final int ADDR_GEN_MODE = 48;
    /** {@code ipv6/conf/IF/disable_policy}. */
    public static final int DISABLE_POLICY = 49;
    /** {@code ipv6/conf/IF/accept_ra_rt_info_min_plen}. */
    public static final int ACCEPT_RA_RT_INFO_MIN_PLEN = 50;
    /** {@code ipv6/conf/IF/ndisc_tclass}. */
    public static final int NDISC_TCLASS = 51;
    /** {@code ipv6/conf/IF/rpl_seg_enabled}. */
    public static final int RPL_SEG_ENABLED = 52;
    /** {@code ipv6/conf/IF/ra_defrtr_metric}. */
    public static final int RA_DEFRTR_METRIC = 53;
    /** {@code ipv6/conf/IF/ioam6_enabled}. */
    public static final int IOAM6_ENABLED = 54;
    /** {@code ipv6/conf/IF/ioam6_id}. */
    public static final int IOAM6_ID = 55;
    /** {@code ipv6/conf/IF/ioam6_id_wide}. */
    public static final int IOAM6_ID_WIDE = 56;
    /** {@code ipv6/conf/IF/ndisc_evict_nocarrier}. */
    public static final int NDISC_EVICT_NOCARRIER = 57;
    /** {@code ipv6/conf/IF/accept_untracked_na}. */
    public static final int ACCEPT_UNTRACKED_NA = 58;

    private Ipv6Conf() {}
}

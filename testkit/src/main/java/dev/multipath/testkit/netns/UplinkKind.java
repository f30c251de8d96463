package dev.multipath.testkit.netns;

/** How an uplink of a {@link Topology} is wired. */
public enum UplinkKind {
    /** A subnet with the ISP's router in it, its addresses public. */
    FIXED,
    /** A private subnet with a NAT router in it, and the ISP behind that. */
    BEHIND_NAT,
    /**
     * One address and the ISP's as its peer, as pppd(8) sets it up, but on a veth pair: hung up and dialled again, and not
     * marked IFF_POINTOPOINT. A default route that names only the device works with IPv4 (the ISP answers ARP for
     * everybody), with IPv6 it must name the peer.
     */
    POINT_TO_POINT
}

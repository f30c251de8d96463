package dev.multipath.testkit.netns;

/** How an uplink of a {@link Topology} is wired. */
public enum UplinkKind {
    /** A subnet with the ISP's router in it, its addresses public. */
    FIXED,
    /** A private subnet with a NAT router in it, and the ISP behind that. */
    BEHIND_NAT,
    /** One address and the ISP's as its peer, as ppp(8) sets it up, on a veth pair; hung up and dialled again. */
    POINT_TO_POINT
}

package dev.multipath.netlink.codec;

/**
 * Attributes inside the {@code IFLA_INFO_DATA} of a veth device: {@code VETH_INFO_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/veth.h">linux/veth.h</a>
 */
public final class VethInfo {
    /** The other end: a {@code struct ifinfomsg} and link attributes of its own. */
    public static final int VETH_INFO_PEER = 1;

    private VethInfo() {}
}

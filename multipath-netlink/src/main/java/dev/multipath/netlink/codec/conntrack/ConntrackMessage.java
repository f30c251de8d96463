package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.Nfgenmsg;

/**
 * Message types of ctnetlink: {@code IPCTNL_MSG_CT_*} with the subsystem in the upper byte, as they stand in the netlink
 * header.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class ConntrackMessage {
    private static final int CTNETLINK = Nfgenmsg.NFNL_SUBSYS_CTNETLINK << 8;

    public static final int IPCTNL_MSG_CT_NEW = CTNETLINK;
    public static final int IPCTNL_MSG_CT_GET = CTNETLINK | 1;
    public static final int IPCTNL_MSG_CT_DELETE = CTNETLINK | 2;
    public static final int IPCTNL_MSG_CT_GET_CTRZERO = CTNETLINK | 3;
    public static final int IPCTNL_MSG_CT_GET_STATS_CPU = CTNETLINK | 4;
    public static final int IPCTNL_MSG_CT_GET_STATS = CTNETLINK | 5;
    public static final int IPCTNL_MSG_CT_GET_DYING = CTNETLINK | 6;
    public static final int IPCTNL_MSG_CT_GET_UNCONFIRMED = CTNETLINK | 7;

    /** That of messages about connections. */
    public static final MessageLayout LAYOUT = new MessageLayout(Nfgenmsg.HEADER, Cta.NAMES);

    private ConntrackMessage() {}
}

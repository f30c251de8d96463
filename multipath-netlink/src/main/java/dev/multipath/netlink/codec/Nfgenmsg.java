package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/**
 * {@code struct nfgenmsg}, which follows the netlink header of every nfnetlink message (u8 family, u8 version, u16
 * resource id in network order), and the numbers of those messages.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink.h">linux/netfilter/nfnetlink.h</a>
 */
public final class Nfgenmsg {
    /** Size of the header, bytes. */
    public static final int HEADER = 4;

    public static final int NFNETLINK_V0 = 0;

    public static final int NFNL_SUBSYS_CTNETLINK = 1;
    public static final int NFNL_SUBSYS_NFTABLES = 10;

    private Nfgenmsg() {}

    /** The message type of a subsystem's message. */
    public static int type(int subsystem, int message) {
        return subsystem << 8 | message;
    }

    /** Which subsystem a message type belongs to: {@code NFNL_SUBSYS_ID}. */
    public static int subsystem(int type) {
        return type >>> 8;
    }

    /** Writes the header; most messages have no resource id and take 0. */
    public static void write(MessageWriter message, AddressFamily family, int resourceId) {
        message.u8(family.value()).u8(NFNETLINK_V0).u8(resourceId >>> 8 & 0xff).u8(resourceId & 0xff);
    }

    /** The family; call {@link MessageReader#requireBody} or {@link MessageReader#attributes} first. */
    public static AddressFamily family(MessageReader message) {
        return AddressFamily.of(message.u8(0));
    }

    /** The resource id, 0..65535; call {@link MessageReader#requireBody} or {@link MessageReader#attributes} first. */
    public static int resourceId(MessageReader message) {
        return message.u8(2) << 8 | message.u8(3);
    }
}

package dev.multipath.netlink.wire;

/**
 * {@code struct nlmsghdr}: what every message begins with, 16 bytes.
 *
 * @param length of the message in bytes: unsigned, header included, padding excluded
 * @param type below 16 a control message, else the family's
 * @param flags {@code NLM_F_*}
 * @param sequence the number the request carried; 0 in notifications
 * @param portId whom an answer is for; in a notification, who caused it (0 = the kernel)
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>, linux/netlink.h
 */
public record NetlinkHeader(long length, int type, int flags, int sequence, int portId) {
    /** Size of the header, bytes. */
    public static final int LENGTH = 16;

    public static final int NLMSG_NOOP = 1;
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int NLMSG_OVERRUN = 4;

    public static final int NLM_F_REQUEST = 0x1;
    public static final int NLM_F_MULTI = 0x2;
    public static final int NLM_F_ACK = 0x4;
    public static final int NLM_F_ECHO = 0x8;
    /** The dump was disturbed by a change; may stand on any of its messages. */
    public static final int NLM_F_DUMP_INTR = 0x10;

    public static final int NLM_F_DUMP_FILTERED = 0x20;
    /** In requests for things: all of them. */
    public static final int NLM_F_DUMP = 0x300;

    /** In requests that make things. */
    public static final int NLM_F_REPLACE = 0x100;

    public static final int NLM_F_EXCL = 0x200;
    /** To a deletion: many at once. */
    public static final int NLM_F_BULK = 0x200;

    public static final int NLM_F_CREATE = 0x400;
    public static final int NLM_F_APPEND = 0x800;
    /** In acknowledgements: the request is not echoed. */
    public static final int NLM_F_CAPPED = 0x100;
    /** In acknowledgements: extended-acknowledgement attributes follow. */
    public static final int NLM_F_ACK_TLVS = 0x200;

    /** Rounds up to the multiple of 4 at which messages and attributes begin. */
    public static int align(int length) {
        return length + 3 & ~3;
    }
}

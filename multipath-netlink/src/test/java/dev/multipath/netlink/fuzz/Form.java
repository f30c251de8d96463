package dev.multipath.netlink.fuzz;

import dev.multipath.netlink.codec.Rtm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/** How a message is built, by its bytes alone: nothing here is the code under test. */
final class Form {
    private static final int HEADER = 16;
    private static final int RTA_MULTIPATH = 9;
    /** {@code struct rtnexthop}, which the attributes of a leg stand behind. */
    private static final int LEG_HEADER = 8;
    /** The message types of nfnetlink have the number of a subsystem in their upper byte. */
    private static final int NETFILTER = 0x100;

    private final ByteBuffer bytes;

    private Form(byte[] message) {
        bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int type(byte[] message) {
        return new Form(message).u16(4);
    }

    /** Bytes between the netlink header and the attributes. */
    static int headerLength(int type) {
        if (type >= NETFILTER) {
            return 4;
        }
        return switch (type & ~3) {
            case Rtm.RTM_NEWLINK -> 16;
            case Rtm.RTM_NEWROUTE, Rtm.RTM_NEWRULE, Rtm.RTM_NEWNEIGH, Rtm.RTM_NEWSTATS -> 12;
            case Rtm.RTM_NEWNEIGHTBL, Rtm.RTM_NEWNSID -> 4;
            default -> 8;
        };
    }

    /**
     * Whether some attribute stands twice in one place. The kernel never sends that; a decoder takes the last, as the
     * kernel would, but may keep the other raw where it is of another length: then the two cannot both come back.
     */
    static boolean hasTwins(byte[] message) {
        return hasTwins(message, headerLength(type(message)));
    }

    /** The same of a message whose attributes begin elsewhere. */
    static boolean hasTwins(byte[] message, int headerLength) {
        return new Form(message).hasTwins(HEADER + headerLength, message.length, type(message) & ~3);
    }

    private boolean hasTwins(int from, int to, int within) {
        Set<Integer> types = new HashSet<>();
        int at = from;
        while (to - at >= 4) {
            int end = at + u16(at);
            if (end < at + 4 || end > to) {
                return false;
            }
            int type = u16(at + 2) & 0x3fff;
            if (!types.add(type)) {
                return true;
            }
            boolean legs = within == Rtm.RTM_NEWROUTE && type == RTA_MULTIPATH;
            if (legs ? legHasTwins(at + 4, end) : hasTwins(at + 4, end, 0)) {
                return true;
            }
            at = at + (end - at + 3 & ~3);
        }
        return false;
    }

    private boolean legHasTwins(int from, int to) {
        int at = from;
        while (to - at >= LEG_HEADER) {
            int end = at + u16(at);
            if (end < at + LEG_HEADER || end > to) {
                return false;
            }
            if (hasTwins(at + LEG_HEADER, end, 0)) {
                return true;
            }
            at = at + (end - at + 3 & ~3);
        }
        return false;
    }

    private int u16(int at) {
        return bytes.getShort(at) & 0xffff;
    }
}

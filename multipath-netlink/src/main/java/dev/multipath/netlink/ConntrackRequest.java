package dev.multipath.netlink;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.conntrack.ConntrackCodec;
import dev.multipath.netlink.codec.conntrack.ConntrackMessage;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about tracked connections. Each deletion names one: a message without a tuple would delete all there are. */
sealed interface ConntrackRequest extends Request {
    @Override
    default int flags() {
        return 0;
    }

    @Override
    default MessageLayout layout() {
        return ConntrackMessage.LAYOUT;
    }

    /** Deletes this one. */
    record Delete(ConntrackEntry entry) implements ConntrackRequest {
        @Override
        public int type() {
            return ConntrackMessage.IPCTNL_MSG_CT_DELETE;
        }

        @Override
        public void write(MessageWriter message) {
            ConntrackCodec.encodeDelete(entry, message);
        }

        @Override
        public String words() {
            return "conntrack -D of " + entry;
        }
    }

    /** Sets bits of its mark. */
    record Mark(ConntrackEntry entry, FwMark mark) implements ConntrackRequest {
        @Override
        public int type() {
            return ConntrackMessage.IPCTNL_MSG_CT_NEW;
        }

        @Override
        public void write(MessageWriter message) {
            ConntrackCodec.encodeMark(entry, mark, message);
        }

        @Override
        public String words() {
            return "conntrack -U -m " + mark + " of " + entry;
        }
    }

    /** Dumps those a filter lets through, and on older kernels others too. */
    record Dump(ConntrackFilter filter) implements ConntrackRequest {
        @Override
        public int type() {
            return ConntrackMessage.IPCTNL_MSG_CT_GET;
        }

        @Override
        public void write(MessageWriter message) {
            filter.encode(message);
        }

        @Override
        public String words() {
            return ("conntrack -L " + filter).strip();
        }
    }

    /** Asks how many there are. */
    record Counts() implements ConntrackRequest {
        @Override
        public int type() {
            return ConntrackMessage.IPCTNL_MSG_CT_GET_STATS;
        }

        @Override
        public void write(MessageWriter message) {
            ConntrackCodec.encodeCounts(message);
        }

        @Override
        public String words() {
            return "conntrack -C";
        }
    }
}

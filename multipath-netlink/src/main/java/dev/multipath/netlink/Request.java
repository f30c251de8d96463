package dev.multipath.netlink;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.wire.MessageWriter;

/** One request: its type, its flags, and how to write what follows the netlink header. */
interface Request {
    /** {@code RTM_*}, or what another netlink family has. */
    int type();

    /** {@code NLM_F_*} besides REQUEST, ACK and DUMP, which the conversation sets. */
    int flags();

    /** Writes family header and attributes. */
    void write(MessageWriter message);

    /** How to name what an error points at. */
    default MessageLayout layout() {
        return MessageLayout.rtnetlink(type());
    }

    /** In the words of iproute2, or of the tool that does the same. */
    String words();
}

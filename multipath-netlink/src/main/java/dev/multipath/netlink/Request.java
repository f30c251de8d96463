package dev.multipath.netlink;

import dev.multipath.netlink.wire.MessageWriter;

/** One request: its type, its flags, and how to write what follows the netlink header. */
interface Request {
    /** {@code RTM_*}. */
    int type();

    /** {@code NLM_F_*} besides REQUEST, ACK and DUMP, which the conversation sets. */
    int flags();

    /** Writes family header and attributes. */
    void write(MessageWriter message);

    /** In the words of iproute2. */
    String words();
}

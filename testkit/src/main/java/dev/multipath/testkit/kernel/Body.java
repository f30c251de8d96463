package dev.multipath.testkit.kernel;

import dev.multipath.netlink.wire.MessageWriter;

/** What stands behind a netlink header: family header and attributes. */
@FunctionalInterface
interface Body {
    void write(MessageWriter message);
}

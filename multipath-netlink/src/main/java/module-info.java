/**
 * rtnetlink for Java: routes, rules, links, addresses, neighbours and nexthops, with typed errors and events.
 *
 * <p>{@link dev.multipath.netlink} is where to start. On the module path, run with
 * {@code --enable-native-access=org.jnrproject.jffi}: jffi loads a native library, and JDK 24 and later warn otherwise.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
module dev.multipath.netlink {
    // ByteBuf is in the signatures of the codecs and of the transport.
    requires transitive io.netty.buffer;
    // Our own ByteBuf names two of its types.
    requires io.netty.common;
    requires org.jnrproject.constants;
    requires org.jnrproject.ffi;
    requires org.jnrproject.jffi;
    requires org.jnrproject.posix;
    // jnr-ffi generates classes with these two. It is an automatic module and cannot ask for them itself, and because
    // they are real modules nothing else brings them into the module graph.
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.util;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.multipath.netlink;
    exports dev.multipath.netlink.codec.conntrack;
    exports dev.multipath.netlink.codec.nftables;
    exports dev.multipath.netlink.codec.sockdiag;
    exports dev.multipath.netlink.codec;
    exports dev.multipath.netlink.model.conntrack;
    exports dev.multipath.netlink.model.nftables;
    exports dev.multipath.netlink.model.sockdiag;
    exports dev.multipath.netlink.model;
    exports dev.multipath.netlink.transport;
    exports dev.multipath.netlink.wire;

    // The class that jnr-ffi generates for our interface of libc lives in an unnamed module.
    opens dev.multipath.netlink.transport.jnr;
}

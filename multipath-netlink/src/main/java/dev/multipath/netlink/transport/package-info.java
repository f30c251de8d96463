/**
 * Sockets and network namespaces: the seam between rtnetlink conversations and the operating system.
 *
 * <p>Programs meet {@link dev.multipath.netlink.transport.NetNs}, the namespace to open a handle in, and
 * {@link dev.multipath.netlink.transport.Errno}, why the kernel refused. A
 * {@link dev.multipath.netlink.transport.NetlinkSocketFactory} of one's own puts something else in the kernel's place,
 * as multipath-testkit does. {@link dev.multipath.netlink.transport.IcmpSocket},
 * {@link dev.multipath.netlink.transport.PacketSocket}, {@link dev.multipath.netlink.transport.Poller},
 * {@link dev.multipath.netlink.transport.Capability}, {@link dev.multipath.netlink.transport.CgroupMark} and
 * {@link dev.multipath.netlink.transport.Execution} have nothing to do with netlink: a program that looks after uplinks
 * needs them too.
 *
 * <p>May import {@code model}, {@code java.*} and netty's {@code ByteBuf}; the native side is {@code transport.jnr},
 * which is not exported.
 */
@NullMarked
package dev.multipath.netlink.transport;

import org.jspecify.annotations.NullMarked;

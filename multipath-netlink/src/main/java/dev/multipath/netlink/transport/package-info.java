/**
 * Sockets and network namespaces: the seam between rtnetlink conversations and the operating system.
 *
 * <p>May import {@code model}, {@code java.*} and netty's {@code ByteBuf}; the native side is
 * {@code transport.jnr}, which is not exported.
 */
@NullMarked
package dev.multipath.netlink.transport;

import org.jspecify.annotations.NullMarked;

/**
 * The system calls behind {@code transport}: the only package that imports {@code jnr.*}. Not exported.
 *
 * <p>May import {@code transport}, {@code model}, {@code java.*}, {@code jnr.*} and netty's {@code ByteBuf}.
 */
@NullMarked
package dev.multipath.netlink.transport.jnr;

import org.jspecify.annotations.NullMarked;

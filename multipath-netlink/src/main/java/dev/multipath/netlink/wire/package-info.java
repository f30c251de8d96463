/**
 * netlink(7) itself: message headers, attributes, acknowledgements and extended acknowledgements, for any family.
 *
 * <p>Pure. May import {@code java.*} and netty's {@code ByteBuf} only: no model, socket, clock, thread or logger.
 */
@NullMarked
package dev.multipath.netlink.wire;

import org.jspecify.annotations.NullMarked;

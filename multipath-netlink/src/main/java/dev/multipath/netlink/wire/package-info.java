/**
 * netlink(7) itself: message headers, attributes, acknowledgements and extended acknowledgements, for any family.
 *
 * <p>For those who speak another netlink family, or read messages that were recorded. Begin with
 * {@link dev.multipath.netlink.wire.MessageReader}, which walks the messages of a datagram and hands out an
 * {@link dev.multipath.netlink.wire.AttributeReader}, and with {@link dev.multipath.netlink.wire.MessageWriter} and
 * {@link dev.multipath.netlink.wire.AttributeWriter} for the other way. Bytes that make no sense are a
 * {@link dev.multipath.netlink.wire.DecodeException}, and nothing else.
 *
 * <p>Pure. May import {@code java.*} and netty's {@code ByteBuf} only: no model, socket, clock, thread or logger.
 */
@NullMarked
package dev.multipath.netlink.wire;

import org.jspecify.annotations.NullMarked;

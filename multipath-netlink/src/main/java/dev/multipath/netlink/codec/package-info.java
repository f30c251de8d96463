/**
 * rtnetlink: kernel objects as records to bytes and back, one file per object and one per attribute set.
 *
 * <p>For those with a socket, or a recording, of their own; others need none of this. Begin with
 * {@link dev.multipath.netlink.codec.RtDecoder}, which reads any message that shows an object, and with the codec of
 * the object, as {@link dev.multipath.netlink.codec.RouteCodec}, to write one. {@link dev.multipath.netlink.codec.Rtm}
 * has the numbers of the messages; {@link dev.multipath.netlink.codec.Rta} and the other short names those of the
 * attributes, under their names in the kernel's headers.
 *
 * <p>Pure. May import {@code wire}, {@code model}, {@code java.*} and netty's {@code ByteBuf} only: no socket, clock,
 * thread or logger.
 *
 * <p>Each object has two encodings. {@code encode} writes what a kernel reports, and loses nothing: what was decoded
 * comes out with the same attributes. {@code encodeRequest} writes what a program sends, as iproute2 does: what the
 * kernel only reports (state flags, cache information, counters) is left out.
 *
 * <p>Attributes without a type here are kept raw and written back. Of routes and rules those are only what no kernel
 * uses; of links, XDP and those of kinds without a type. Encapsulations of a kind without a type are an
 * {@link dev.multipath.netlink.model.Encapsulation.Other}. Routes of a family other than IPv4, IPv6 and MPLS and rules
 * of one other than IPv4 and IPv6 are a {@link dev.multipath.netlink.model.RawMessage} as a whole.
 */
@NullMarked
package dev.multipath.netlink.codec;

import org.jspecify.annotations.NullMarked;

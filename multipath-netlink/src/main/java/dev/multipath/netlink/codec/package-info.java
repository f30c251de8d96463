/**
 * rtnetlink: kernel objects as records to bytes and back, one file per object and one per attribute set.
 *
 * <p>Pure. May import {@code wire}, {@code model}, {@code java.*} and netty's {@code ByteBuf} only: no socket, clock,
 * thread or logger.
 *
 * <p>Each object has two encodings. {@code encode} writes what a kernel reports, and loses nothing: what was decoded
 * comes out with the same attributes. {@code encodeRequest} writes what a program sends, as iproute2 does: what the
 * kernel only reports (state flags, cache information, counters) is left out.
 *
 * <p>Attributes without a type here are kept raw and written back. Of routes and rules those are only what no kernel
 * uses; of links, most. Encapsulations of a kind without a type are an {@link
 * dev.multipath.netlink.model.Encapsulation.Other}. Routes of a family other than IPv4, IPv6 and MPLS and rules of one
 * other than IPv4 and IPv6 are a {@link dev.multipath.netlink.model.RawMessage} as a whole.
 */
@NullMarked
package dev.multipath.netlink.codec;

import org.jspecify.annotations.NullMarked;

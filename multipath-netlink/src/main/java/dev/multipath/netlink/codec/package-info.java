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
 * <p>Attributes without a type here are kept raw and written back. So are, for now: {@code RTA_ENCAP} and
 * {@code RTA_ENCAP_TYPE} (lwtunnel), {@code RTA_NEWDST} (MPLS), {@code RTA_MFC_STATS} (multicast routing), and the
 * lookup keys {@code RTA_IP_PROTO}, {@code RTA_SPORT}, {@code RTA_DPORT}, {@code RTA_FLOWLABEL} in a route;
 * {@code FRA_DSCP}, {@code FRA_FLOWLABEL} and the masks of ports in a rule; most of what a link carries. Routes and
 * rules of a family other than IPv4 and IPv6 are a {@link dev.multipath.netlink.model.RawMessage} as a whole.
 */
@NullMarked
package dev.multipath.netlink.codec;

import org.jspecify.annotations.NullMarked;

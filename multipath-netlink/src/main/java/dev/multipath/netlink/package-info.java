/**
 * rtnetlink from Java: what {@code ip route}, {@code ip rule}, {@code ip link}, {@code ip address} and
 * {@code ip nexthop} do.
 *
 * <p>{@link dev.multipath.netlink.RtNetlink} is the handle. Every method that asks the kernel may throw a
 * {@link dev.multipath.netlink.NetlinkException}, one of its sealed kinds.
 *
 * <p>May import {@code codec}, {@code wire}, {@code model}, {@code transport}, netty's buffers and slf4j.
 */
@NullMarked
package dev.multipath.netlink;

import org.jspecify.annotations.NullMarked;

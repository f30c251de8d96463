/**
 * rtnetlink from Java: what {@code ip route}, {@code ip rule}, {@code ip nexthop}, {@code ip link}, {@code ip address},
 * {@code ip neighbour}, {@code bridge fdb} and {@code ip monitor} do. Start here.
 *
 * <p>{@link dev.multipath.netlink.RtNetlink} is the handle in one network namespace. From it come
 *
 * <ul>
 *   <li>a class for each kind of object, with {@code list}, {@code add}, {@code replace}, {@code delete} and their
 *       like: {@link dev.multipath.netlink.Routes}, {@link dev.multipath.netlink.MplsRoutes},
 *       {@link dev.multipath.netlink.Rules}, {@link dev.multipath.netlink.NextHops},
 *       {@link dev.multipath.netlink.Links}, {@link dev.multipath.netlink.Addresses},
 *       {@link dev.multipath.netlink.Neighbours}, {@link dev.multipath.netlink.NeighbourTables},
 *       {@link dev.multipath.netlink.Fdb}, {@link dev.multipath.netlink.NamespaceIds};
 *   <li>filters, {@link dev.multipath.netlink.RouteFilter} and its like: what the kernel shall leave out of a list;
 *   <li>{@link dev.multipath.netlink.Visitor} and {@link dev.multipath.netlink.RouteRow}: walks over tables too large
 *       for a list;
 *   <li>{@link dev.multipath.netlink.Batch}: many changes at once, one {@link dev.multipath.netlink.ChangeResult} each;
 *   <li>{@link dev.multipath.netlink.Monitor}: {@link dev.multipath.netlink.RtEvent events} as they come, sorted out in
 *       the kernel by an {@link dev.multipath.netlink.EventFilter};
 *   <li>{@link dev.multipath.netlink.RouteView}: a copy of the routing configuration that stays right by itself.
 *   <li>{@link dev.multipath.netlink.NfNetlink}: the same for netfilter, with {@link dev.multipath.netlink.Conntrack};
 *       {@link dev.multipath.netlink.SockDiag}: sockets of all processes.
 * </ul>
 *
 * <p>Every method that asks the kernel may throw a {@link dev.multipath.netlink.NetlinkException}, one of its sealed
 * kinds. The values that go in and come out are in {@code dev.multipath.netlink.model}, namespaces and errno in
 * {@code dev.multipath.netlink.transport}. {@code docs/netlink.md} in the repository shows {@code ip} commands beside
 * the Java that does the same.
 *
 * <p>May import {@code codec}, {@code wire}, {@code model}, {@code transport}, netty's buffers and slf4j.
 */
@NullMarked
package dev.multipath.netlink;

import org.jspecify.annotations.NullMarked;

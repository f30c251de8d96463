/**
 * The nouns of rtnetlink as immutable values: what goes into a request and what comes out of a list.
 *
 * <p>Most begin with a factory method, and are changed by copies:
 * {@code Route.to(prefix).via(gateway, eth0).priority(10)}. What the kernel may leave out is optional; what has no type
 * here is kept, raw, in {@code unknown()}. {@code toString} is in the words of iproute2. By object:
 *
 * <ul>
 *   <li>routes: {@link dev.multipath.netlink.model.Route} with a {@link dev.multipath.netlink.model.RouteKey}, a
 *       {@link dev.multipath.netlink.model.RouteTarget} of {@link dev.multipath.netlink.model.NextHop}s, and
 *       {@link dev.multipath.netlink.model.RouteOptions}; {@link dev.multipath.netlink.model.MplsRoute};
 *       {@link dev.multipath.netlink.model.Encapsulation}; {@link dev.multipath.netlink.model.RouteLookup} to ask for
 *       one;
 *   <li>rules: {@link dev.multipath.netlink.model.Rule}, its {@link dev.multipath.netlink.model.RuleSelector} and
 *       {@link dev.multipath.netlink.model.RuleAction};
 *   <li>nexthop objects: {@link dev.multipath.netlink.model.NextHopObject} and its
 *       {@link dev.multipath.netlink.model.NextHopTarget};
 *   <li>links: {@link dev.multipath.netlink.model.Link} as they are, {@link dev.multipath.netlink.model.NewLink} and
 *       {@link dev.multipath.netlink.model.LinkChange} as they shall be, {@link dev.multipath.netlink.model.LinkKind};
 *       what kinds and ports have beyond that is {@link dev.multipath.netlink.model.Attributes} under the keys of the
 *       classes named {@code …Attributes};
 *   <li>addresses and neighbours: {@link dev.multipath.netlink.model.Address},
 *       {@link dev.multipath.netlink.model.Neighbour}, {@link dev.multipath.netlink.model.FdbEntry};
 *   <li>numbers: {@link dev.multipath.netlink.model.RouteTable}, {@link dev.multipath.netlink.model.Protocol},
 *       {@link dev.multipath.netlink.model.Scope} and others are open: constants for the usual ones, and any other is
 *       as good.
 * </ul>
 *
 * <p>The small ones write {@code equals} by hand: what a record gets for nothing is linked at its first use, for some
 * 40 ms of the start of a program that compares an address.
 *
 * <p>Pure. May import {@code java.*} only: no buffer, socket, clock, thread or logger.
 */
@NullMarked
package dev.multipath.netlink.model;

import org.jspecify.annotations.NullMarked;

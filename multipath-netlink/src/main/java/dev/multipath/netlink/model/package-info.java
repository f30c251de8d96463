/**
 * The nouns of rtnetlink: routes, rules, links, addresses, as immutable values.
 *
 * <p>The small ones write {@code equals} by hand: what a record gets for nothing is linked at its first use, for some
 * 40 ms of the start of a program that compares an address.
 *
 * <p>Pure. May import {@code java.*} only: no buffer, socket, clock, thread or logger.
 */
@NullMarked
package dev.multipath.netlink.model;

import org.jspecify.annotations.NullMarked;

/**
 * The nouns of rtnetlink: routes, rules, links, addresses, as immutable values.
 *
 * <p>Pure. May import {@code java.*} only: no buffer, socket, clock, thread or logger.
 */
@NullMarked
package dev.multipath.netlink.model;

import org.jspecify.annotations.NullMarked;

/**
 * What the kernel remembers of connections, as {@code conntrack(8)} shows it: immutable values.
 *
 * <p>{@link dev.multipath.netlink.model.conntrack.ConntrackEntry} is one connection, known by a
 * {@link dev.multipath.netlink.model.conntrack.ConntrackTuple} for each direction.
 *
 * <p>Pure. May import {@code model} and {@code java.*} only.
 */
@NullMarked
package dev.multipath.netlink.model.conntrack;

import org.jspecify.annotations.NullMarked;

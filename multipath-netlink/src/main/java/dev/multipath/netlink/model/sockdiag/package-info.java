/**
 * Sockets of all processes of a network namespace, as {@code ss(8)} shows them: immutable values.
 *
 * <p>Pure. May import {@code model} and {@code java.*} only.
 */
@NullMarked
package dev.multipath.netlink.model.sockdiag;

import org.jspecify.annotations.NullMarked;

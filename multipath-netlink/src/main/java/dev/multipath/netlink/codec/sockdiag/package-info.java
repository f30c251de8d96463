/**
 * sock_diag: sockets of IPv4 and IPv6 as records to bytes and back.
 *
 * <p>Pure; may import what {@link dev.multipath.netlink.codec} may, and that.
 */
@NullMarked
package dev.multipath.netlink.codec.sockdiag;

import org.jspecify.annotations.NullMarked;

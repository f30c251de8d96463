/**
 * ctnetlink: tracked connections as records to bytes and back.
 *
 * <p>Numbers of nfnetlink are in network order, those of {@code CTA_FILTER} excepted. Pure; may import what
 * {@link dev.multipath.netlink.codec} may, and that.
 */
@NullMarked
package dev.multipath.netlink.codec.conntrack;

import org.jspecify.annotations.NullMarked;

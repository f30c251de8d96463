/**
 * From what is to what should be: the kernel as dumped, the kernel as wanted, and the operations between them.
 *
 * <p>Pure. May import {@code agent.config}, {@code agent.uplink}, {@code netlink.model} and {@code java.*}.
 */
@NullMarked
package dev.multipath.agent.plan;

import org.jspecify.annotations.NullMarked;

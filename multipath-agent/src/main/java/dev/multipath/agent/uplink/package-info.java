/**
 * What an uplink is and how it fares: its facts in the kernel, its health by probes, its share of the traffic.
 *
 * <p>Pure. May import {@code agent.config}, {@code netlink.model} and {@code java.*}; no I/O, clock, thread or logger.
 * Time is an argument, in monotonic nanoseconds.
 */
@NullMarked
package dev.multipath.agent.uplink;

import org.jspecify.annotations.NullMarked;

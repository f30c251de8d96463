/**
 * The agent's decisions as one function: {@code step(state, event, now) → (state, effects)}.
 *
 * <p>Pure. May import {@code agent.config}, {@code agent.uplink}, {@code agent.plan}, {@code netlink.model} and
 * {@code java.*}. Time is an argument, in monotonic nanoseconds.
 */
@NullMarked
package dev.multipath.agent.core;

import org.jspecify.annotations.NullMarked;

/**
 * The agent in virtual time: the real core, executor and netlink code on a fake kernel, through hours of random faults.
 * docs/simulation.md says what is simulated and what must hold.
 */
@NullMarked
package dev.multipath.agent.sim;

import org.jspecify.annotations.NullMarked;

/**
 * What running connections live through when uplinks die and return: {@code scripts/bench-flows}, and the conversations,
 * faults and verdicts that the acceptance test of the same matter shares with it.
 *
 * <p>{@link dev.multipath.agent.survival.Place} is the site, {@link dev.multipath.agent.survival.Crowd} talks,
 * {@link dev.multipath.agent.survival.Contestant} moves the routes, {@link dev.multipath.agent.survival.Experiment} lets
 * uplinks die and return, {@link dev.multipath.agent.survival.Verdict} says of each conversation what became of it, and
 * {@link dev.multipath.agent.survival.Tally} counts.
 */
@NullMarked
package dev.multipath.agent.survival;

import org.jspecify.annotations.NullMarked;

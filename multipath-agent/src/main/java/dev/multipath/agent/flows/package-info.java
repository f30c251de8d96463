/**
 * What the agent does to running connections: the nf_tables table that marks them, and which of them have to move.
 *
 * <p>Pure. May import {@code agent.plan} and what lies left of it.
 */
@NullMarked
package dev.multipath.agent.flows;

import org.jspecify.annotations.NullMarked;

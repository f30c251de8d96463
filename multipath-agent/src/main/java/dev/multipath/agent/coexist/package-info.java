/**
 * What others do to the agent's routing and the agent to theirs: rules that shadow each other, tunnels, two uplinks on one
 * subnet, settings that drop packets. It names things in an operator's words, with their remedy, and changes nothing.
 *
 * <p>Pure. May import {@code agent.plan} and what lies left of it.
 */
@NullMarked
package dev.multipath.agent.coexist;

import org.jspecify.annotations.NullMarked;

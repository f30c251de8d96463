/**
 * What the agent says of itself, and the control socket it is asked over.
 *
 * <p>May import {@code agent.core} and what lies below it, never {@code shell} or {@code probe}. The client's side needs
 * the JDK alone, so that a command answers at once.
 */
@NullMarked
package dev.multipath.agent.status;

import org.jspecify.annotations.NullMarked;

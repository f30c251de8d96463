/**
 * Keeps the domain name system in step with the uplinks: {@code Ddns} is where to start. Threads of its own, which only
 * look at the agent's state; nothing here can hold up a route.
 */
@NullMarked
package dev.multipath.agent.ddns;

import org.jspecify.annotations.NullMarked;

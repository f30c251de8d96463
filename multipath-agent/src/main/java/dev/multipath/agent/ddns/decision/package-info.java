/**
 * What is to be published of the uplinks, and when: no I/O, clock, thread or logger. {@code Wishes} is where to start.
 */
@NullMarked
package dev.multipath.agent.ddns.decision;

import org.jspecify.annotations.NullMarked;

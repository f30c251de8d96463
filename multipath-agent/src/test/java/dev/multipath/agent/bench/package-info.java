/**
 * Measuring programs, no tests: {@code scripts/bench-failover} and {@code scripts/bench-footprint}. They run the packaged
 * jar in network namespaces, break uplinks, and print what came of it.
 */
@NullMarked
package dev.multipath.agent.bench;

import org.jspecify.annotations.NullMarked;

/**
 * Deterministic simulation: virtual time, randomness that one seed decides, faults that come and go, and invariants that
 * are checked after every event. Knows nothing of what is simulated.
 *
 * <p>May import the JDK alone. No thread of its own, but for {@link dev.multipath.testkit.sim.SeedReporter}; no clock but
 * the virtual one.
 */
@NullMarked
package dev.multipath.testkit.sim;

import org.jspecify.annotations.NullMarked;

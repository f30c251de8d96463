package dev.multipath.testkit.sim;

import java.util.Optional;

/** Something that must hold after every event of a {@link Simulation}. */
@FunctionalInterface
public interface Invariant {
    /** What is wrong now, as a sentence; empty while it holds. Called often: it should cost little while it holds. */
    Optional<String> violation();
}

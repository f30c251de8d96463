package dev.multipath.agent.plan;

import java.util.Optional;
import java.util.Set;

/**
 * What the kernel said to a {@link PrefixChange}.
 *
 * @param refused which of its routes were not changed, from 0
 * @param error what was said against the first of them
 */
public record PrefixOutcome(PrefixChange change, Set<Integer> refused, Optional<String> error) {
    public PrefixOutcome {
        refused = Set.copyOf(refused);
    }

    /** All were changed. */
    public static PrefixOutcome done(PrefixChange change) {
        return new PrefixOutcome(change, Set.of(), Optional.empty());
    }
}

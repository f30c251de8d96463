package dev.multipath.agent.gateway;

import dev.multipath.agent.uplink.Lease;
import java.time.Instant;
import java.util.Optional;

/**
 * A lease as it stands in a file.
 *
 * @param until when it ends; empty where the file does not say, or it never does
 */
record Held(Lease lease, Optional<Instant> until) {
    boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }
}

package dev.multipath.agent.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something is done, and what has to follow.
 *
 * @param goal what is waited for
 * @param linger how long nothing else is done after that
 * @param steady what holds all that while
 */
record Step(List<Act> acts, Optional<Goal> goal, Duration linger, Optional<Goal> steady) {
    Step {
        acts = List.copyOf(acts);
    }
}

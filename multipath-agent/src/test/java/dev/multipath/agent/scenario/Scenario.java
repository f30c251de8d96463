package dev.multipath.agent.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One bad day: how the agent is configured, what happens, and what has to follow, in a simulation and in earnest.
 *
 * <p>Besides, at every moment each family has a default with a usable leg, unless {@code lacking}.
 *
 * @param configuration the agent's, without its {@code [agent]} section
 * @param states for an uplink and family as in {@code hinet inet}: a regular expression of the states it goes through,
 *     each followed by a space, without {@code suspect} and what only follows from that; no others may change at all.
 *     Nothing is asked where there is none
 * @param lacking whether a default may be missing for a moment
 */
public record Scenario(
        String name, String configuration, List<Step> steps, Map<String, String> states, boolean lacking) {
    static final String OUT_AND_BACK = "down proving up ";

    public Scenario {
        steps = List.copyOf(steps);
        states = Map.copyOf(states);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What is waited for, in this order. */
    public List<String> goals() {
        return steps.stream()
                .flatMap(step -> step.goal().stream())
                .map(Goal::what)
                .toList();
    }

    static Scenario of(String name, String configuration) {
        return new Scenario(name, configuration, List.of(), Map.of(), false);
    }

    /** Next, this is done. */
    Scenario then(Act... acts) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(List.of(acts), Optional.empty(), Duration.ZERO, Optional.empty()));
        return with(more);
    }

    /** And leads to this. */
    Scenario until(Goal goal) {
        Step last = steps.get(steps.size() - 1);
        return withLast(new Step(last.acts(), Optional.of(goal), last.linger(), last.steady()));
    }

    /** And so it stays for a while. */
    Scenario keeping(Goal goal, long millis) {
        Step last = steps.get(steps.size() - 1);
        return withLast(new Step(last.acts(), last.goal(), Duration.ofMillis(millis), Optional.of(goal)));
    }

    /** And nothing is done for a while. */
    Scenario lingering(long millis) {
        Step last = steps.get(steps.size() - 1);
        return withLast(new Step(last.acts(), last.goal(), Duration.ofMillis(millis), last.steady()));
    }

    private Scenario withLast(Step step) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(changed.size() - 1, step);
        return with(changed);
    }

    private Scenario with(List<Step> changed) {
        return new Scenario(name, configuration, changed, states, lacking);
    }

    /** These states of an uplink in all its families. */
    Scenario states(Uplink uplink, String pattern) {
        Map<String, String> more = new LinkedHashMap<>(states);
        uplink.families().forEach(family -> more.put(uplink.word() + " " + family, pattern));
        return new Scenario(name, configuration, steps, more, lacking);
    }

    /** These in one of them. */
    Scenario states(String uplinkAndFamily, String pattern) {
        Map<String, String> more = new LinkedHashMap<>(states);
        more.put(uplinkAndFamily, pattern);
        return new Scenario(name, configuration, steps, more, lacking);
    }

    Scenario lackingForAMoment() {
        return new Scenario(name, configuration, steps, states, true);
    }
}

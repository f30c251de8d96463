package dev.multipath.agent.scenario;

import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a scenario on a gateway, and takes down when its goals were reached and what went wrong. */
public final class Play {
    private static final Duration SETTLE = Duration.ofSeconds(40);

    private final Scenario scenario;
    private final Gateway gateway;
    private final List<Duration> reached = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param reached how long each of the goals took, in their order
     * @param wrong what was not as it should be; empty if all was
     */
    public record Outcome(List<Duration> reached, List<String> wrong) {}

    private Play(Scenario scenario, Gateway gateway) {
        this.scenario = scenario;
        this.gateway = gateway;
    }

    /**
     * From beginning to end, or to the first goal that is missed.
     *
     * @param before how long the agent runs before anything happens
     */
    public static Outcome of(Scenario scenario, Gateway gateway, Duration before) {
        Play play = new Play(scenario, gateway);
        play.run(before);
        return new Outcome(List.copyOf(play.reached), List.copyOf(play.wrong));
    }

    private void run(Duration before) {
        await(Goal.all().within(SETTLE.toMillis()), gateway.nanos(), false);
        settle();
        linger(before, Optional.empty(), false);
        int changes = gateway.history().size();
        for (Step step : scenario.steps()) {
            if (wrong.isEmpty()) {
                take(step);
            }
        }
        if (wrong.isEmpty() && !scenario.states().isEmpty()) {
            List<Gateway.Change> history = gateway.history();
            judge(history.subList(changes, history.size()));
        }
    }

    /** Every uplink has been judged. */
    private void settle() {
        long began = gateway.nanos();
        while (gateway.history().stream()
                        .filter(change -> change.to().equals("up"))
                        .map(Gateway.Change::subject)
                        .distinct()
                        .count()
                < subjects()) {
            if (gateway.nanos() - began > SETTLE.toNanos()) {
                wrong.add("not all are up: " + gateway.history());
                return;
            }
            linger(Duration.ofMillis(50), Optional.empty(), false);
        }
    }

    private static int subjects() {
        int subjects = 0;
        for (Uplink uplink : Uplink.values()) {
            subjects += uplink.families().size();
        }
        return subjects;
    }

    private void take(Step step) {
        long began = gateway.nanos();
        step.acts().forEach(gateway::perform);
        if (step.acts().stream().anyMatch(Play::takesItsTime)) {
            began = gateway.nanos();
        }
        if (step.goal().isPresent()) {
            long took = await(step.goal().get(), began, true);
            reached.add(Duration.ofNanos(took));
        }
        if (wrong.isEmpty()) {
            linger(step.linger(), step.steady(), true);
        }
    }

    /** A program that is started makes it happen, and has done so when it ends. */
    private static boolean takesItsTime(Act act) {
        return (act instanceof Act.Break broken && broken.trouble().isOfLine()) || act instanceof Act.TargetDies;
    }

    private long await(Goal goal, long began, boolean counts) {
        while (true) {
            Picture picture = gateway.picture();
            long took = gateway.nanos() - began;
            if (counts) {
                checkWayOut(picture);
            }
            if (goal.reached().test(picture)) {
                if (took < goal.atLeast().toNanos()) {
                    wrong.add(goal.what() + " after " + took / 1_000_000 + " ms already");
                }
                return took;
            }
            if (took > goal.atMost().plus(gateway.patience()).toNanos()) {
                wrong.add("not " + goal.what() + " after " + took / 1_000_000 + " ms: " + picture + "; "
                        + gateway.history());
                return took;
            }
            gateway.tick();
        }
    }

    private void linger(Duration time, Optional<Goal> steady, boolean counts) {
        long end = gateway.nanos() + time.toNanos();
        while (gateway.nanos() < end && (wrong.isEmpty() || !counts)) {
            gateway.tick();
            Picture picture = gateway.picture();
            if (counts) {
                checkWayOut(picture);
            }
            if (steady.isPresent() && !steady.get().reached().test(picture)) {
                wrong.add("no longer " + steady.get().what() + ": " + picture + "; " + gateway.history());
                return;
            }
        }
    }

    private void checkWayOut(Picture picture) {
        for (AddressFamily family : Uplink.BOTH) {
            if (!scenario.lacking() && wrong.isEmpty() && !picture.hasWayOut(family)) {
                wrong.add("no way out for " + family + ": " + picture + "; " + gateway.history());
            }
        }
    }

    /** Suspicions that came to nothing are left out. */
    private void judge(List<Gateway.Change> changes) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (Gateway.Change change : changes) {
            boolean doubt = change.to().equals("suspect");
            boolean dispelled = change.from().equals("suspect") && change.to().equals("up");
            if (!doubt && !dispelled) {
                seen.merge(change.subject(), change.to() + ' ', String::concat);
            }
        }
        scenario.states().forEach((subject, pattern) -> {
            String states = seen.getOrDefault(subject, "");
            if (!states.matches(pattern)) {
                wrong.add(subject + " went through " + states + "instead of " + pattern + ": " + changes);
            }
        });
        seen.keySet().removeAll(scenario.states().keySet());
        if (!seen.isEmpty()) {
            wrong.add("others changed too: " + seen + ": " + changes);
        }
    }
}

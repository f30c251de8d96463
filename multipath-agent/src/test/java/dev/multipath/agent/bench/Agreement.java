package dev.multipath.agent.bench;

import dev.multipath.agent.scenario.Gateway;
import dev.multipath.agent.scenario.Play;
import dev.multipath.agent.scenario.RealGateway;
import dev.multipath.agent.scenario.Scenario;
import dev.multipath.agent.scenario.Scenarios;
import dev.multipath.agent.sim.VirtualGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Plays every scenario in virtual time and with the packaged jar, and sets the times beside each other. */
final class Agreement implements Measurement {
    private static final int AT_ONCE = 6;
    /** Virtual time costs next to nothing. */
    private static final int MORE_SIMULATED = 5;

    /** The first round trips are those of an agent that starts: deadlines follow them for some rounds. */
    private static final Duration WARM = Duration.ofSeconds(20);

    /** The moment of a fault is random within this: the usual interval. */
    private static final long PHASE_MILLIS = 1_000;

    /** Of what is told of a run that went wrong. */
    private static final int LONGEST = 1_000;

    private final List<String> only;

    /** @param only parts of the names of those to be played; none = all */
    Agreement(List<String> only) {
        this.only = only;
    }

    @Override
    public String name() {
        return "scenarios";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int trials = options.trials(5, 1);
        SplittableRandom random = new SplittableRandom(options.seed().orElseGet(System::nanoTime));
        report.line("");
        report.line("scenarios: " + trials + " times in namespaces, " + trials * MORE_SIMULATED
                + " times simulated; median and longest, in ms");
        report.line(words("", "until", "simulated", "real", "apart"));
        List<Scenario> scenarios = Scenarios.all().stream()
                .filter(scenario -> only.isEmpty() || only.stream().anyMatch(scenario.name()::contains))
                .toList();
        Map<String, List<Play.Outcome>> real = real(scenarios, trials, random);
        int wrong = 0;
        for (Scenario scenario : scenarios) {
            List<Play.Outcome> simulated = new ArrayList<>();
            for (long seed = 0; seed < (long) trials * MORE_SIMULATED; seed++) {
                long number = seed;
                simulated.add(
                        play(scenario, () -> VirtualGateway.start(number, scenario.configuration()), before(random)));
            }
            show(scenario, simulated, real.get(scenario.name()), report);
            wrong += tellWrong("simulated", simulated, report) + tellWrong("real", real.get(scenario.name()), report);
        }
        report.line("  not as they should be: " + wrong);
        if (wrong > 0) {
            throw new AssertionError(wrong + " runs");
        }
    }

    private static Duration before(SplittableRandom random) {
        return WARM.plusMillis(random.nextLong(PHASE_MILLIS));
    }

    private static Play.Outcome play(Scenario scenario, Supplier<Gateway> gateways, Duration before) {
        try (Gateway gateway = gateways.get()) {
            return Play.of(scenario, gateway, before);
        } catch (RuntimeException | AssertionError failed) {
            return new Play.Outcome(List.of(), List.of(failed.toString()));
        }
    }

    /** By the name of the scenario. */
    private static Map<String, List<Play.Outcome>> real(List<Scenario> scenarios, int trials, SplittableRandom random)
            throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<String, List<Future<Play.Outcome>>> running = new LinkedHashMap<>();
            for (int trial = 0; trial < trials; trial++) {
                for (Scenario scenario : scenarios) {
                    Duration before = before(random);
                    running.computeIfAbsent(scenario.name(), first -> new ArrayList<>())
                            .add(executor.submit(
                                    () -> play(scenario, () -> RealGateway.start(scenario.configuration()), before)));
                }
            }
            Map<String, List<Play.Outcome>> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, List<Future<Play.Outcome>>> each : running.entrySet()) {
                for (Future<Play.Outcome> one : each.getValue()) {
                    outcomes.computeIfAbsent(each.getKey(), first -> new ArrayList<>())
                            .add(one.get());
                }
            }
            return outcomes;
        } finally {
            executor.shutdownNow();
        }
    }

    private static void show(Scenario scenario, List<Play.Outcome> simulated, List<Play.Outcome> real, Report report) {
        List<String> goals = scenario.goals();
        if (goals.isEmpty()) {
            report.line(words(scenario.name(), "nothing moves", "-", "-", "-"));
        }
        for (int goal = 0; goal < goals.size(); goal++) {
            Distribution virtual = times(simulated, goal);
            Distribution earnest = times(real, goal);
            report.line(String.format(
                    Locale.ROOT,
                    "  %-38s %-32s %7.0f %7.0f %7.0f %7.0f %+8.0f",
                    goal == 0 ? scenario.name() : "",
                    goals.get(goal),
                    virtual.median(),
                    virtual.max(),
                    earnest.median(),
                    earnest.max(),
                    earnest.median() - virtual.median()));
        }
    }

    private static String words(String... columns) {
        return String.format(Locale.ROOT, "  %-38s %-32s %15s %15s %8s", (Object[]) columns);
    }

    private static Distribution times(List<Play.Outcome> outcomes, int goal) {
        Distribution times = new Distribution();
        for (Play.Outcome outcome : outcomes) {
            if (outcome.wrong().isEmpty()) {
                times.addNanosAsMillis(outcome.reached().get(goal).toNanos());
            }
        }
        return times;
    }

    private static int tellWrong(String which, List<Play.Outcome> outcomes, Report report) {
        int wrong = 0;
        for (Play.Outcome outcome : outcomes) {
            if (!outcome.wrong().isEmpty()) {
                wrong++;
                String told = outcome.wrong().toString();
                report.line("    " + which + ": " + told.substring(0, Math.min(LONGEST, told.length())));
            }
        }
        return wrong;
    }
}

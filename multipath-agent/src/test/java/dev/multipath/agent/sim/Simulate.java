package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.Schedule;
import dev.multipath.testkit.sim.SeedReporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** {@code scripts/simulate}: many schedules, or one. */
public final class Simulate {
    /** What a full run has to meet everything at least. */
    private static final long LEAST = 100;

    /** More of what is rare than this says nothing: the run was short. */
    private static final int SHOWN = 20;

    /** So many schedules, and one line on how it goes. */
    private static final int STRIDE = 250;

    private Simulate() {}

    /** {@code --schedules=N --seed=S --threads=T --failures=F --log} */
    public static void main(String[] arguments) {
        long schedules = 10_000;
        long first = 0;
        int threads = 2;
        int failures = 1;
        boolean log = false;
        for (String argument : arguments) {
            String value = argument.substring(argument.indexOf('=') + 1);
            if (argument.startsWith("--schedules=")) {
                schedules = Long.parseLong(value);
            } else if (argument.startsWith("--seed=")) {
                first = Long.parseLong(value);
                schedules = 1;
            } else if (argument.startsWith("--first=")) {
                first = Long.parseLong(value);
            } else if (argument.startsWith("--threads=")) {
                threads = Integer.parseInt(value);
            } else if (argument.startsWith("--failures=")) {
                failures = Integer.parseInt(value);
            } else if (argument.equals("--log")) {
                log = true;
            } else {
                System.err.println("unknown option " + argument);
                System.exit(64);
            }
        }
        System.exit(run(first, schedules, threads, failures, log) ? 0 : 1);
    }

    private static boolean run(long first, long schedules, int threads, int failures, boolean log) {
        Coverage coverage = coverage();
        AtomicLong done = new AtomicLong();
        long began = System.nanoTime();
        List<AssertionError> found = new SeedReporter(Simulate::command)
                .threads(threads)
                .upTo(failures)
                .failures(first, schedules, simulation -> {
                    try {
                        new HourOfFaults(simulation, coverage).run();
                    } catch (AssertionError | RuntimeException failure) {
                        System.err.println("seed " + simulation.seed() + " failed " + failure.getMessage());
                        throw failure;
                    } finally {
                        if (log) {
                            simulation.log().forEach(System.out::println);
                        }
                        tellProgress(done.incrementAndGet(), schedules, coverage);
                    }
                });
        found.forEach(failure -> System.out.println(failure.getMessage() + "\n"));
        if (schedules > 1) {
            System.out.print(coverage);
            List<String> rare = coverage.rarerThan(LEAST);
            System.out.println(
                    rare.isEmpty()
                            ? "each at least " + LEAST + " times"
                            : rare.size() + " fewer than " + LEAST + " times: "
                                    + String.join(", ", rare.subList(0, Math.min(SHOWN, rare.size()))));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d schedules of one virtual hour in %.1f s on %d threads, %.0f ms of a core each, %d failed%n",
                done.get(),
                seconds,
                threads,
                (double) busyMillis() / done.get(),
                found.size());
        return found.isEmpty();
    }

    /** A long run says now and then how far it is. */
    private static void tellProgress(long done, long schedules, Coverage coverage) {
        if (done % STRIDE == 0 && done < schedules) {
            List<String> rare = coverage.rarerThan(LEAST);
            System.err.println(done + " of " + schedules + " schedules, " + busyMillis() / done + " ms of a core each; "
                    + (rare.size() > SHOWN ? rare.size() + " things" : "of " + rare) + " met fewer than " + LEAST
                    + " times");
        }
    }

    /** Processor time of this process so far. */
    private static long busyMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
    }

    static String command(long seed) {
        return "scripts/simulate --seed=" + seed;
    }

    /** Everything that schedules should meet. */
    static Coverage coverage() {
        Coverage coverage = new Coverage();
        List<String> names = new ArrayList<>(Transitions.names());
        FaultKind[] kinds = FaultKind.values();
        for (int i = 0; i < kinds.length; i++) {
            names.add(kinds[i].toString());
            for (int j = i + 1; j < kinds.length; j++) {
                names.add(Schedule.pair(kinds[i], kinds[j]));
            }
        }
        names.add(Notices.CLEAN_OUTAGE);
        names.add(DeadTargets.ALONE);
        names.add(Lender.LENT);
        coverage.expect(names);
        return coverage;
    }
}

package dev.multipath.testkit.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Runs one simulation for each of many seeds, and says of each that fails how to repeat it.
 *
 * <pre>{@code
 * new SeedReporter(seed -> "mvn test -Dtest=RouterSimulation -Dseed=" + seed).run(0, 200, simulation -> { … });
 * }</pre>
 */
public final class SeedReporter {
    private final LongFunction<String> command;
    private final int threads;
    private final int maxFailures;

    /** @param command to type for one seed */
    public SeedReporter(LongFunction<String> command) {
        this(command, 1, 1);
    }

    private SeedReporter(LongFunction<String> command, int threads, int maxFailures) {
        this.command = command;
        this.threads = threads;
        this.maxFailures = maxFailures;
    }

    /** With so many simulations at a time. */
    public SeedReporter threads(int count) {
        return new SeedReporter(command, count, maxFailures);
    }

    /** Goes on after failures, until there were so many. */
    public SeedReporter upTo(int failures) {
        return new SeedReporter(command, threads, failures);
    }

    /**
     * Runs the seeds {@code first} to {@code first + count − 1}.
     *
     * @param body builds what is simulated and runs it
     * @throws AssertionError that names the seed, the command and the end of the log of each failure
     */
    public void run(long first, long count, Consumer<Simulation> body) {
        List<AssertionError> failures = failures(first, count, body);
        if (!failures.isEmpty()) {
            AssertionError all = failures.get(0);
            failures.subList(1, failures.size()).forEach(all::addSuppressed);
            throw all;
        }
    }

    /** Likewise, but returns the failures, in the order in which they were found. */
    public List<AssertionError> failures(long first, long count, Consumer<Simulation> body) {
        AtomicLong next = new AtomicLong(first);
        List<AssertionError> failures = Collections.synchronizedList(new ArrayList<>());
        Runnable work = () -> {
            for (long seed = next.getAndIncrement();
                    seed < first + count && failures.size() < maxFailures;
                    seed = next.getAndIncrement()) {
                runOne(seed, body, failures);
            }
        };
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(work, "simulation-" + i);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        work.run();
        others.forEach(SeedReporter::join);
        return List.copyOf(failures);
    }

    private void runOne(long seed, Consumer<Simulation> body, List<AssertionError> failures) {
        Simulation simulation = new Simulation(seed);
        try {
            body.accept(simulation);
        } catch (AssertionError | RuntimeException failure) {
            failures.add(new AssertionError(
                    "seed " + seed + ": " + failure.getMessage() + "\nrepeat it with: " + command.apply(seed)
                            + "\nthe end of its log:\n" + simulation.logTail(),
                    failure));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

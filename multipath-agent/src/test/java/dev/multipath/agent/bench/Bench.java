package dev.multipath.agent.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs measurements one after the other, as the command line asks. */
final class Bench {
    private static final int USAGE = 64;

    private Bench() {}

    /** The exit status: 0, 1 when a measurement failed, 64 for a wrong command line. */
    static int run(String program, List<Measurement> all, String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(arguments);
            for (String name : options.what()) {
                if (all.stream().noneMatch(one -> one.name().equals(name))) {
                    throw new IllegalArgumentException("no such measurement: " + name);
                }
            }
        } catch (IllegalArgumentException e) {
            System.err.println(program + ": " + e.getMessage());
            System.err.println("usage: " + program
                    + " [WHAT…] [--quick] [--trials=N] [--seconds=N] [--warm-up=N] [--seed=N]; WHAT is one of "
                    + String.join(" ", all.stream().map(Measurement::name).toList()));
            return USAGE;
        }
        Report report = new Report(System.out);
        report.line(Machine.line());
        int status = 0;
        for (Measurement one : all) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            if (options.wants(one.name()) && !isMeasured(one, options, report)) {
                status = 1;
            }
        }
        return status;
    }

    private static boolean isMeasured(Measurement one, Options options, Report report) {
        try {
            one.run(options, report);
            return true;
        } catch (Exception | AssertionError e) {
            report.line("  " + one.name() + " failed: " + e);
            if (!Thread.currentThread().isInterrupted()) {
                e.printStackTrace();
            }
            return false;
        }
    }

    /** Lets time pass in which something shall be seen to happen, or not to happen. */
    static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}

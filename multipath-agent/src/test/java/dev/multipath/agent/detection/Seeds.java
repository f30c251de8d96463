package dev.multipath.agent.detection;

/**
 * The seeds and times of the study: run <em>n</em> of a trace is the same line, dies and returns at the same times, for
 * every watcher. Fixed before any tuning.
 */
// The order of the constants is that of the tables and of the seeds, and shall stay.
@SuppressWarnings("EnumOrdinal")
final class Seeds {
    private static final Dice STUDY = new Dice(20_040_927);

    /** Before this nothing counts: windows have to fill. */
    static final long WARM_UP = 10 * Path.MINUTE;

    private Seeds() {}

    static Dice of(Trace trace, int run) {
        return STUDY.fork(trace.ordinal()).fork(run);
    }

    /** When the line of a run dies: 10 to 12 minutes after its beginning. */
    static long death(Trace trace, int run) {
        return WARM_UP + (long) (2 * Path.MINUTE * of(trace, run).uniform(1, 1));
    }

    /** When it lives again: 3 to 5 minutes later. */
    static long revival(Trace trace, int run) {
        return death(trace, run)
                + 3 * Path.MINUTE
                + (long) (2 * Path.MINUTE * of(trace, run).uniform(2, 2));
    }

    /** When nobody waits any longer for a watcher to return: 10 minutes later. */
    static long end(Trace trace, int run) {
        return revival(trace, run) + 10 * Path.MINUTE;
    }

    /** When a watcher is started, within the first minute: its phase. */
    static long start(Trace trace, int run) {
        return (long) (Path.MINUTE * of(trace, run).uniform(3, 3));
    }
}

package dev.multipath.agent.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Every watcher on every trace. The same size gives the same results, whatever runs first.
 *
 * @param deaths lines that die and return, for each watcher and trace
 * @param stretches stretches of time without a death
 * @param length of each, virtual nanoseconds
 * @param hours virtual hours of flapping
 */
record Study(int deaths, int stretches, long length, int hours) {
    /** What {@code docs/detection.md} shows. */
    static final Study FULL = new Study(100, 20, Path.DAY, 20);

    /** Run numbers from here on are those of stretches without a death, and of hours of flapping. */
    private static final int STRETCHES = 10_000;

    private static final int HOURS = 20_000;

    /** @param salt for what the watcher does at random itself */
    Result run(Starter watcher, long salt, Trace trace) {
        List<Long> detections = new ArrayList<>();
        List<Long> returns = new ArrayList<>();
        int undetected = 0;
        int unreturned = 0;
        int alreadyOut = 0;
        boolean alive = trace.kind() == Trace.Kind.ALIVE;
        for (int number = 0; alive && number < deaths; number++) {
            long death = Seeds.death(trace, number);
            long revival = Seeds.revival(trace, number);
            Run run = begin(watcher, salt, trace, number, true).until(death);
            boolean wasIn = run.inUse();
            run.until(revival);
            long left = firstChange(run, death, false);
            boolean isOut = !run.inUse();
            run.until(Seeds.end(trace, number));
            long back = firstChange(run, revival, true);
            alreadyOut += wasIn ? 0 : 1;
            if (wasIn && left >= 0) {
                detections.add(left - death);
            }
            undetected += wasIn && left < 0 ? 1 : 0;
            if (isOut && back >= 0) {
                returns.add(back - revival);
            }
            unreturned += isOut && back < 0 ? 1 : 0;
        }
        return watched(
                watcher, salt, trace, new Delays(detections, undetected), alreadyOut, new Delays(returns, unreturned));
    }

    /** The rest: a line that lives, or flaps. */
    private Result watched(
            Starter watcher, long salt, Trace trace, Delays detection, int alreadyOut, Delays returning) {
        boolean alive = trace.kind() == Trace.Kind.ALIVE;
        long unit = alive ? length : Path.HOUR;
        int units = alive ? stretches : hours;
        long leaves = 0;
        long out = 0;
        long packets = 0;
        for (int number = 0; number < units; number++) {
            Run run = begin(watcher, salt, trace, (alive ? STRETCHES : HOURS) + number, false)
                    .until(Seeds.WARM_UP);
            boolean inUse = run.inUse();
            long since = Seeds.WARM_UP;
            long before = run.sent();
            int known = run.changes().size();
            long end = Seeds.WARM_UP + unit;
            run.until(end);
            packets += run.sent() - before;
            for (Run.Change change : run.changes().subList(known, run.changes().size())) {
                leaves += change.inUse() ? 0 : 1;
                out += inUse ? 0 : change.at() - since;
                inUse = change.inUse();
                since = change.at();
            }
            out += inUse ? 0 : end - since;
        }
        double time = (double) units * unit;
        return new Result(
                detection,
                alreadyOut,
                returning,
                leaves / (time / (alive ? Path.DAY : Path.HOUR)),
                out / time,
                packets / (time / Path.SECOND));
    }

    private static Run begin(Starter watcher, long salt, Trace trace, int number, boolean dies) {
        Path line = trace.line(Seeds.of(trace, number));
        Path met = dies ? line.deadBetween(Seeds.death(trace, number), Seeds.revival(trace, number)) : line;
        Dice own = Seeds.of(trace, number).fork(salt);
        return new Run(met, watcher.start(own, Seeds.start(trace, number)));
    }

    private static long firstChange(Run run, long from, boolean inUse) {
        for (Run.Change change : run.changes()) {
            if (change.at() >= from && change.inUse() == inUse) {
                return change.at();
            }
        }
        return -1;
    }
}

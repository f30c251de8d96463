package dev.multipath.agent.survival;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A script beside a watcher that needs 50 ms for a lost carrier and for a return, and 600 ms for silence: how well faults
 * are noticed is compared elsewhere (docs/detection.md).
 */
final class ScriptContestant implements Contestant {
    private static final Duration SILENCE = Duration.ofMillis(600);
    private static final Duration EVENT = Duration.ofMillis(50);

    private final String name;
    private final Script script;
    private final NavigableSet<Integer> living = new TreeSet<>();
    private @Nullable Place place;

    ScriptContestant(String name, Script script) {
        this.name = name;
        this.script = script;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(Place where) {
        place = where;
        living.addAll(where.all());
        run(Script.tables() + script.prepare() + script.change(living));
    }

    @Override
    public long died(int uplink, Fault fault) {
        living.remove(uplink);
        return after(fault == Fault.SILENT ? SILENCE : EVENT);
    }

    @Override
    public long returned(int uplink) {
        living.add(uplink);
        return after(EVENT);
    }

    private long after(Duration noticed) {
        long end = System.nanoTime() + noticed.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        run(script.change(living));
        return System.nanoTime();
    }

    private void run(String commands) {
        if (place == null) {
            throw new IllegalStateException("not started");
        }
        place.gateway().run("sh", "-c", commands);
    }

    @Override
    public void close() {
        living.clear();
    }
}

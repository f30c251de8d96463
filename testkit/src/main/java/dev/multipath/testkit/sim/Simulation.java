package dev.multipath.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Virtual time and what happens in it: actions in order of their time, {@link Actor}s when they want to run, and every
 * {@link Invariant} after each. An hour without events takes no time at all. Everything happens on the calling thread.
 *
 * <p>The same seed gives the same run; {@link #log()} and {@link #digest()} are there to compare two.
 */
public final class Simulation {
    /** So many events without time passing are a circle. */
    private static final int MAX_AT_ONCE = 10_000;

    private static final int LOG_TAIL = 60;
    private static final long PRIME = 0x100000001b3L;

    private record Due(long at, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final long seed;
    private final SimClock clock = new SimClock();
    private final SimRandom root;
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Invariant> invariants = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private long scheduled;
    private long events;
    private long digest;
    private int atOnce;

    public Simulation(long seed) {
        this.seed = seed;
        this.root = new SimRandom(seed);
    }

    public long seed() {
        return seed;
    }

    public SimClock clock() {
        return clock;
    }

    /** The randomness of one component: always the same for the same seed and name. */
    public SimRandom random(String component) {
        return root.fork(component);
    }

    /** Has an action run at a moment, or as soon as possible if that is past. What is due at the same time keeps its order. */
    public void at(long nanos, Runnable action) {
        due.add(new Due(Math.max(nanos, clock.nanos()), scheduled++, action));
    }

    /** Has an action run so many nanoseconds from now. */
    public void after(long nanos, Runnable action) {
        at(clock.nanos() + nanos, action);
    }

    public void actor(Actor actor) {
        actors.add(actor);
    }

    /** Checks it after every event from now on. */
    public void always(Invariant invariant) {
        invariants.add(invariant);
    }

    /** Writes a line, with the time before it. */
    public void log(String line) {
        log.add(clock + " " + line);
    }

    /** What was logged so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** The last lines of the log, one a line. */
    public String logTail() {
        return String.join("\n", log.subList(Math.max(0, log.size() - LOG_TAIL), log.size()));
    }

    /** How many events there were. */
    public long events() {
        return events;
    }

    /** A hash over the time and kind of every event so far: differs where two runs differ, in whatever the log left out. */
    public long digest() {
        return digest;
    }

    /**
     * Lets time pass.
     *
     * @throws AssertionError as soon as an invariant does not hold
     */
    public void run(long nanos) {
        runUntil(clock.nanos() + nanos);
    }

    private void runUntil(long end) {
        while (true) {
            Actor next = null;
            long wake = Actor.NEVER;
            for (Actor actor : actors) {
                long wish = actor.nextWake();
                if (wish < wake) {
                    wake = wish;
                    next = actor;
                }
            }
            Due first = due.peek();
            boolean action = first != null && first.at() <= wake;
            long then = Math.max(clock.nanos(), action && first != null ? first.at() : wake);
            if (then >= end) {
                // What an actor spent may lie behind the end already.
                clock.advanceTo(Math.max(clock.nanos(), end));
                return;
            }
            advance(then);
            if (action) {
                due.remove().action().run();
            } else if (next != null) {
                next.wake();
            }
            count(action);
            check();
        }
    }

    /**
     * Called from inside an event that takes time: what is due meanwhile happens, actors excepted, who are the ones that
     * are busy.
     */
    public void spend(long nanos) {
        long end = clock.nanos() + nanos;
        while (!due.isEmpty() && due.peek().at() <= end) {
            Due first = due.remove();
            clock.advanceTo(Math.max(clock.nanos(), first.at()));
            first.action().run();
            count(true);
            check();
        }
        clock.advanceTo(Math.max(end, clock.nanos()));
    }

    /** Checks all invariants now, as after an event. */
    public void check() {
        for (Invariant invariant : invariants) {
            Optional<String> wrong = invariant.violation();
            if (wrong.isPresent()) {
                throw new AssertionError("at " + clock + " s: " + wrong.get());
            }
        }
    }

    private void advance(long then) {
        if (then > clock.nanos()) {
            atOnce = 0;
        } else if (++atOnce > MAX_AT_ONCE) {
            throw new AssertionError("at " + clock + " s: turns in circles");
        }
        clock.advanceTo(then);
    }

    private void count(boolean action) {
        events++;
        digest = (digest ^ clock.nanos() ^ (action ? 1 : 0)) * PRIME;
    }
}

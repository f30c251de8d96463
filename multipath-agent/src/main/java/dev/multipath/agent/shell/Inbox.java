package dev.multipath.agent.shell;

import dev.multipath.agent.core.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where all other threads leave events for the loop. Bounded: hints that the kernel changed count as one until taken, and
 * what does not fit is dropped and counted. Answers that nothing waits for do not wake the loop; it takes them with
 * whatever wakes it next, before it looks at the clock.
 */
public final class Inbox {
    private static final int CAPACITY = 4096;

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(CAPACITY);
    private final BlockingQueue<Event.ProbeAnswered> unhurried = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean kernelChanged = new AtomicBoolean();
    private final AtomicBoolean prefixesDoubtful = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();

    /** Never waits. */
    public void post(Event event) {
        if ((event instanceof Event.KernelChanged && !kernelChanged.compareAndSet(false, true))
                || (event instanceof Event.PrefixesDoubtful && !prefixesDoubtful.compareAndSet(false, true))) {
            return;
        }
        if (!isQueued(event)) {
            dropped.incrementAndGet();
            taken(event);
        }
    }

    private void taken(@Nullable Event event) {
        if (event instanceof Event.KernelChanged) {
            kernelChanged.set(false);
        } else if (event instanceof Event.PrefixesDoubtful) {
            prefixesDoubtful.set(false);
        }
    }

    /** For what must not be dropped, from a thread that may wait. */
    void put(Event event) throws InterruptedException {
        events.put(event);
    }

    private boolean isQueued(Event event) {
        return event instanceof Event.ProbeAnswered answered && !answered.awaited()
                ? unhurried.offer(answered)
                : events.offer(event);
    }

    /** The oldest event, or null when none came within {@code nanos}. */
    @Nullable
    Event take(long nanos) throws InterruptedException {
        Event event = events.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        taken(event);
        return event == null ? takeUnhurried() : event;
    }

    /** All at once, since each event costs a look at every uplink. */
    private @Nullable Event takeUnhurried() {
        if (unhurried.isEmpty()) {
            return null;
        }
        List<Event.ProbeAnswered> answers = new ArrayList<>(unhurried.size());
        unhurried.drainTo(answers, CAPACITY);
        return new Event.ProbesAnswered(answers);
    }

    /** How many were dropped since the last call. */
    long takeDropped() {
        return dropped.getAndSet(0);
    }
}

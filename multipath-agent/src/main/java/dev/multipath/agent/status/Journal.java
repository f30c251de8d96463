package dev.multipath.agent.status;

import dev.multipath.agent.core.Happening;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last {@value #CAPACITY} things that happened, with the time of the wall clock. Thread-safe; never waits long. */
public final class Journal implements Consumer<Happening> {
    public static final int CAPACITY = 1000;

    /** More changes than these of one plan are left out, and counted. */
    static final int MAX_CHANGES = 200;

    /**
     * One of them.
     *
     * @param number counts up from 1 without gaps
     */
    public record Entry(long number, Instant time, Happening happening) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    @Override
    public synchronized void accept(Happening happening) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(++last, Instant.ofEpochMilli(System.currentTimeMillis()), bounded(happening)));
    }

    /** Those with a higher number, the oldest first. */
    public synchronized List<Entry> after(long number) {
        List<Entry> newer = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.number() > number) {
                newer.add(entry);
            }
        }
        return newer;
    }

    private static Happening bounded(Happening happening) {
        int count = happening.changes().size();
        if (count <= MAX_CHANGES) {
            return happening;
        }
        List<String> changes = new ArrayList<>(happening.changes().subList(0, MAX_CHANGES));
        changes.add("and " + (count - MAX_CHANGES) + " more");
        return new Happening(
                happening.eventId(),
                happening.kind(),
                happening.uplink(),
                happening.family(),
                happening.from(),
                happening.to(),
                happening.text(),
                changes);
    }
}

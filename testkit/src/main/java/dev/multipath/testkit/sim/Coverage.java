package dev.multipath.testkit.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing that simulations should meet was met. May be shared by several threads. */
public final class Coverage {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** Nothing met yet, and nothing expected. */
    public Coverage() {}

    /** Says that it should be met: until then it counts 0 instead of being unknown. */
    public void expect(Collection<String> names) {
        names.forEach(name -> counts.computeIfAbsent(name, unseen -> new LongAdder()));
    }

    public void hit(String name) {
        counts.computeIfAbsent(name, unseen -> new LongAdder()).increment();
    }

    public long count(String name) {
        LongAdder found = counts.get(name);
        return found == null ? 0 : found.sum();
    }

    /** Those met fewer times than that, with their count. */
    public List<String> rarerThan(long least) {
        List<String> rare = new ArrayList<>();
        counts.forEach((name, count) -> {
            if (count.sum() < least) {
                rare.add(name + " " + count.sum());
            }
        });
        return rare;
    }

    /** A line for each, in order of the names. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        counts.forEach((name, count) -> lines.append(String.format("%10d  %s%n", count.sum(), name)));
        return lines.toString();
    }
}

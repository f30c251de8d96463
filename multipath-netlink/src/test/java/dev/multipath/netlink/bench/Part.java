package dev.multipath.netlink.bench;

import java.util.Arrays;
import java.util.Locale;

/** A group of measurements that the same programs make; {@code --only} names them. */
enum Part {
    /** Adding, reading, deleting and replacing routes, and hearing of changes, in one long process. */
    WORK(1),
    /** The first routes of a fresh process. */
    FIRST(3),
    /** Hearing a burst of changes. */
    STORM(1),
    /** Listing a small namespace. */
    LIST(1),
    /** Reading a big table. */
    FULL(1);

    private final int times;

    Part(int times) {
        this.times = times;
    }

    /** How often a program is started in one round. */
    int times() {
        return times;
    }

    /**
     * The part of that name on the command line.
     *
     * @throws IllegalArgumentException for a name there is none of
     */
    static Part named(String word) {
        return Arrays.stream(values())
                .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--only takes one of work, first, storm, list, full"));
    }
}

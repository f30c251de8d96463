package dev.multipath.agent.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDKs to measure with. */
final class Jdks {
    private Jdks() {}

    /** The one this runs on. */
    static Path first() {
        return Path.of(System.getProperty("java.home"));
    }

    /** And the one the property {@code bench.jdk} names, if any. */
    static List<Path> all() {
        List<Path> homes = new ArrayList<>(List.of(first()));
        String other = System.getProperty("bench.jdk", "");
        if (!other.isEmpty()) {
            homes.add(Path.of(other));
        }
        return homes;
    }
}

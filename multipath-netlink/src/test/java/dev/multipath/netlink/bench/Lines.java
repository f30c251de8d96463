package dev.multipath.netlink.bench;

import java.io.PrintStream;
import java.util.Arrays;

/** Prints results as every program of {@code scripts/bench-netlink} does; all times are nanoseconds. */
final class Lines {
    private final PrintStream out;
    private String variant = "";

    Lines(PrintStream out) {
        this.out = out;
    }

    /** What the lines from now on are about; nothing is printed while it is empty. */
    void variant(String name) {
        variant = name;
    }

    /** A piece of work that began at {@code start} and is done now. */
    void took(String work, long start) {
        print(work, Long.toString(System.nanoTime() - start));
    }

    /**
     * A piece of work of many steps; the array is sorted.
     *
     * @param more numbers behind those of the steps
     */
    void distribution(String work, long total, long[] steps, long... more) {
        Arrays.sort(steps);
        int last = steps.length - 1;
        long p99 = steps[(steps.length * 99 + 99) / 100 - 1];
        StringBuilder values = new StringBuilder(total + " " + steps[last / 2] + " " + p99 + " " + steps[last]);
        for (long number : more) {
            values.append(' ').append(number);
        }
        print(work, values.toString());
    }

    private void print(String work, String values) {
        if (!variant.isEmpty()) {
            out.println(variant + " " + work + " " + values);
        }
    }
}

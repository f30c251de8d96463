package dev.multipath.netlink.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One line a program printed.
 *
 * @param variant which way of working, "-" when there is only one
 * @param task what was done
 * @param values total, and where the steps were timed their p50, p99 and max, nanoseconds; then how many events were lost
 *     and how often the program was told so; a {@linkplain Task#isMemory() resident set} alone, KiB
 */
record Figure(String variant, Task task, List<Long> values) {

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException for one that is none
     */
    static Figure parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 && words.length != 6 && words.length != 8) {
            throw new IllegalArgumentException("not a figure: " + line);
        }
        List<Long> values =
                Arrays.stream(words, 2, words.length).map(Long::valueOf).toList();
        return new Figure(words[0], Task.named(words[1]), values);
    }
}

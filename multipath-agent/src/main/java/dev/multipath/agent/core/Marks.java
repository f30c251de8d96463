package dev.multipath.agent.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which number stands for which uplink in the marks of connections. A connection bears its mark for life, so an uplink keeps
 * its number over reloads and restarts, wherever it comes to stand in the file, and a number whose uplink is gone is given
 * to another only when there is no fresh one.
 */
final class Marks {
    private Marks() {}

    /**
     * A number for each interface, as far as there are any; those that are there no more keep theirs.
     *
     * @param known numbers by interface
     * @param interfaces of the uplinks, in their order
     * @param largest number there is room for
     */
    static Map<String, Integer> assigned(Map<String, Integer> known, List<String> interfaces, int largest) {
        Map<String, Integer> marks = new HashMap<>(known);
        marks.values().removeIf(number -> number > largest);
        for (String name : interfaces) {
            if (marks.containsKey(name)) {
                continue;
            }
            int fresh = lowestBeside(marks);
            if (fresh > largest) {
                marks.keySet().retainAll(interfaces);
                fresh = lowestBeside(marks);
            }
            if (fresh <= largest) {
                marks.put(name, fresh);
            }
        }
        return marks;
    }

    private static int lowestBeside(Map<String, Integer> marks) {
        Set<Integer> taken = new HashSet<>(marks.values());
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        return number;
    }
}

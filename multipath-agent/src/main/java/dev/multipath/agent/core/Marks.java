package dev.multipath.agent.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which number stands for which uplink in the marks of connections. A connection bears its mark for life, so an uplink keeps
 * its number over reloads and restarts, wherever it comes to stand in the file, and a number whose uplink is gone is given
 * to another only when there is no fresh one.
 */
final class Marks {
    private Marks() {}

    /** Where none is lent. */
    static Map<String, Integer> assigned(Map<String, Integer> known, List<String> interfaces, int largest) {
        return assigned(known, List.of(), interfaces, largest);
    }

    /**
     * A number for each interface, as far as there are any; those that are there no more keep theirs.
     *
     * @param known numbers by interface
     * @param lent numbers that are none of the uplinks'
     * @param interfaces of the uplinks, in their order
     * @param largest number there is room for
     */
    static Map<String, Integer> assigned(
            Map<String, Integer> known, Collection<Integer> lent, List<String> interfaces, int largest) {
        Map<String, Integer> marks = new HashMap<>(known);
        marks.values().removeIf(number -> number > largest);
        for (String name : interfaces) {
            if (marks.containsKey(name)) {
                continue;
            }
            int fresh = lowestBeside(marks, lent);
            if (fresh > largest) {
                marks.keySet().retainAll(interfaces);
                fresh = lowestBeside(marks, lent);
            }
            if (fresh <= largest) {
                marks.put(name, fresh);
            }
        }
        return marks;
    }

    /**
     * A number to lend to the commands run over an uplink: the one it was lent already, else the highest that is free.
     *
     * @param lent numbers lent, by uplink
     * @param known numbers of the uplinks themselves, by interface
     * @param uplinks how many there are: so many numbers are theirs, though not all may have one yet
     * @param largest number there is room for
     * @return empty if none is free
     */
    static OptionalInt lent(
            String uplink, Map<String, Integer> lent, Map<String, Integer> known, int uplinks, int largest) {
        int before = lent.getOrDefault(uplink, 0);
        if (before > 0 && before <= largest) {
            return OptionalInt.of(before);
        }
        int number = largest;
        while (number > uplinks && (lent.containsValue(number) || known.containsValue(number))) {
            number--;
        }
        return number > uplinks ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private static int lowestBeside(Map<String, Integer> marks, Collection<Integer> lent) {
        Set<Integer> taken = new HashSet<>(marks.values());
        taken.addAll(lent);
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        return number;
    }
}

package dev.multipath.agent.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often an agent's log says that it changed its mind about an uplink, by what to what. */
final class Verdicts {
    private static final Pattern LINE = Pattern.compile("uplink=\\S+ family=\\S+ (\\w+ -> \\w+):");

    private Verdicts() {}

    /**
     * Changes by what to what.
     *
     * @param from only what came after this many characters counts
     */
    static Map<String, Integer> count(String log, int from) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher matcher = LINE.matcher(log);
        matcher.region(from, log.length());
        while (matcher.find()) {
            counts.merge(matcher.group(1), 1, Integer::sum);
        }
        return counts;
    }
}

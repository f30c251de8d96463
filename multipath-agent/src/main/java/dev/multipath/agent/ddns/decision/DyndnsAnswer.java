package dev.multipath.agent.ddns.decision;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a provider's answer means: the words of the "dyndns2" protocol, a line for each name, and plain HTTP otherwise.
 *
 * @param meaning what follows from it
 * @param text what it said, for an operator
 */
public record DyndnsAnswer(Meaning meaning, String text) {
    /** From harmless to final. */
    public enum Meaning {
        /** The addresses stand. */
        DONE,
        /** It may work next time. */
        AGAIN,
        /** The provider is in trouble: not before half an hour. */
        LATER,
        /** It will never work as it is configured, and to ask on would be abuse. */
        NEVER
    }

    private static final Set<String> DONE = Set.of("good", "nochg", "ok");
    private static final Set<String> LATER = Set.of("dnserr", "911");
    private static final Set<String> NEVER = Set.of(
            "badauth",
            "badagent",
            "badsys",
            "!donator",
            "!yours",
            "notfqdn",
            "nohost",
            "numhost",
            "abuse",
            "blocked",
            "ko");
    private static final int MAX_TEXT = 80;

    /** Reads one. */
    public static DyndnsAnswer of(int status, String body) {
        String text = harmless(body);
        List<String> lines = body.lines().filter(line -> !line.isBlank()).toList();
        Meaning worst = Meaning.DONE;
        for (String line : lines) {
            Meaning meaning = meaning(line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT));
            worst = meaning.compareTo(worst) > 0 ? meaning : worst;
        }
        boolean success = status >= 200 && status < 300;
        if (success && !lines.isEmpty()) {
            return new DyndnsAnswer(worst, '"' + text + '"');
        }
        String said = "status " + status + (text.isEmpty() ? "" : ", \"" + text + '"');
        return new DyndnsAnswer(worst == Meaning.NEVER ? worst : byStatus(status), said);
    }

    private static Meaning meaning(String word) {
        if (DONE.contains(word)) {
            return Meaning.DONE;
        }
        if (LATER.contains(word)) {
            return Meaning.LATER;
        }
        return NEVER.contains(word) ? Meaning.NEVER : Meaning.AGAIN;
    }

    private static Meaning byStatus(int status) {
        if (status >= 500 || status == 429) {
            return Meaning.LATER;
        }
        boolean passing = status < 300 || status == 408 || status == 425;
        return passing ? Meaning.AGAIN : Meaning.NEVER;
    }

    private static String harmless(String body) {
        String plain = body.strip().replaceAll("[^ -~]+", " ");
        return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) + "..." : plain;
    }
}

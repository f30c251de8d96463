package dev.multipath.agent.config;

import java.util.Locale;
import java.util.Optional;

/** Which known word a mistyped one was probably meant to be. */
public final class NearMiss {
    private static final int MAX_LENGTH = 40;

    private NearMiss() {}

    /** The closest of the known words, if one is close; the earlier of two that are equally close. */
    public static Optional<String> of(String word, String[] known) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
        String best = "";
        int bestDistance = allowed(plain) + 1;
        for (String candidate : known) {
            int distance = distance(plain, candidate);
            if (distance < bestDistance && distance < candidate.length()) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** How many slips of the finger still make the same word. */
    private static int allowed(String word) {
        int length = word.length();
        return length < 3 ? 0 : length < 5 ? 1 : length < 10 ? 2 : 3;
    }

    /** Insertions, deletions, replacements and swaps of neighbours between two words. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}

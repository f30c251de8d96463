package dev.multipath.agent.probe.http;

/**
 * Finds a text in bytes that come one by one, and keeps none of them.
 *
 * @see <a href="https://doi.org/10.1137/0206024">Knuth, Morris, Pratt: Fast Pattern Matching in Strings</a>
 */
final class TextSearch {
    private final byte[] text;
    /** For each length matched, the next shorter one that may match as well. */
    private final int[] shorter;

    private int matched;

    TextSearch(byte[] text) {
        this.text = text.clone();
        this.shorter = new int[text.length + 1];
        int length = 0;
        for (int i = 1; i < text.length; i++) {
            while (length > 0 && text[i] != text[length]) {
                length = shorter[length];
            }
            length = text[i] == text[length] ? length + 1 : length;
            shorter[i + 1] = length;
        }
    }

    /** Whether there is nothing to be found. */
    boolean isEmpty() {
        return text.length == 0;
    }

    /** Whether the text is complete with this byte. */
    boolean found(byte next) {
        while (matched > 0 && (matched == text.length || text[matched] != next)) {
            matched = shorter[matched];
        }
        if (matched < text.length && text[matched] == next) {
            matched++;
        }
        return matched == text.length;
    }
}

package dev.multipath.agent.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TextSearchTest {

    @Test
    void it_finds_what_a_plain_search_finds_where_that_finds_it() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            String text = letters(random, random.nextInt(1, 8));
            String page = letters(random, random.nextInt(0, 60));
            int at = page.indexOf(text);

            assertThat(end(text, page)).as("%s in %s", text, page).isEqualTo(at < 0 ? -1 : at + text.length());
        }
    }

    private static int end(String text, String page) {
        TextSearch search = new TextSearch(text.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < page.length(); i++) {
            if (search.found((byte) page.charAt(i))) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Few different ones, so that they repeat. */
    private static String letters(SplittableRandom random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) ('a' + random.nextInt(2)));
        }
        return out.toString();
    }
}

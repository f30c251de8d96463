package dev.multipath.agent.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.probe.http.ResponseReader.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
    private static final Expectation NO_CONTENT = new Expectation(OptionalInt.of(204), "");
    private static final Expectation SUCCESS = new Expectation(OptionalInt.empty(), "");
    private static final Expectation HELLO = new Expectation(OptionalInt.empty(), "hello, world");

    /** As it comes in pieces of one size. */
    private static Optional<Verdict> read(Expectation expected, String response, int piece) {
        ResponseReader reader = new ResponseReader(expected);
        byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += piece) {
            byte[] next = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
            Optional<Verdict> verdict = reader.feed(next, next.length);
            if (verdict.isPresent()) {
                return verdict;
            }
        }
        return Optional.empty();
    }

    private static void assertRight(Expectation expected, String response) {
        for (int piece : new int[] {1, 2, 7, 4096}) {
            assertThat(read(expected, response, piece)).contains(new Verdict(true, ""));
        }
    }

    private static void assertWrong(Expectation expected, String response, String why) {
        for (int piece : new int[] {1, 2, 7, 4096}) {
            assertThat(read(expected, response, piece)).contains(new Verdict(false, why));
        }
    }

    @Test
    void no_content_is_right_where_it_is_expected_as_soon_as_the_head_is_complete() {
        assertRight(NO_CONTENT, "HTTP/1.1 204 No Content\r\nServer: a\r\n\r\n");
        assertRight(NO_CONTENT, "HTTP/1.0 204\n\n");
        assertThat(read(NO_CONTENT, "HTTP/1.1 204 No Content\r\nServer: a\r\n", 1))
                .isEmpty();
    }

    @Test
    void a_redirect_is_a_captive_portals() {
        assertWrong(
                NO_CONTENT,
                "HTTP/1.1 302 Found\r\nLocation: http://portal.example/login\r\n\r\n",
                "answers with status 302, a redirect to http://portal.example/login: a captive portal?");
        assertWrong(SUCCESS, "HTTP/1.1 307 Temporary\r\n\r\n", "answers with status 307, not 2xx");
    }

    @Test
    void a_portals_page_is_not_no_content() {
        assertWrong(NO_CONTENT, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "answers with status 200, not 204");
        assertWrong(
                NO_CONTENT, "HTTP/1.1 511 Network Authentication Required\r\n\r\n", "answers with status 511, not 204");
    }

    @Test
    void what_strangers_write_stays_on_one_line_and_short() {
        String long_ = "x".repeat(200);

        assertWrong(
                SUCCESS,
                "HTTP/1.1 301 Moved\r\nLocation: a\u0007b \u00e4" + long_ + "\r\n\r\n",
                "answers with status 301, a redirect to a?b ?" + "x".repeat(75) + "…: a captive portal?");
    }

    @Test
    void a_text_is_found_across_pieces_chunks_and_false_starts() {
        assertRight(HELLO, "HTTP/1.1 200 OK\r\n\r\n<p>hello, hello, world</p>");
        assertRight(HELLO, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello, world");
        assertRight(
                HELLO,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4;a=b\r\nhell\r\n8\r\no, world\r\n0\r\n\r\n");
    }

    @Test
    void a_page_without_the_text_is_another_page() {
        String why = "answers without \"hello, world\" in its page";

        assertWrong(HELLO, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlogin", why);
        assertWrong(HELLO, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", why);
        assertWrong(HELLO, "HTTP/1.1 204 No Content\r\n\r\n", why);
        assertWrong(HELLO, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nlogin\r\n0\r\n\r\n", why);
        assertWrong(HELLO, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + "x".repeat(70_000), why);
        assertWrong(HELLO, "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(ResponseReader.MAX_BODY) + "hello, world", why);
    }

    @Test
    void the_end_of_the_stream_is_the_end_of_a_body_but_not_of_a_head() {
        ResponseReader body = new ResponseReader(HELLO);
        byte[] start = "HTTP/1.1 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);
        assertThat(body.feed(start, start.length)).isEmpty();

        assertThat(body.end()).isEqualTo(new Verdict(false, "answers without \"hello, world\" in its page"));
        assertThat(new ResponseReader(HELLO).end()).isEqualTo(new Verdict(false, "ends in the middle of its answer"));
    }

    @Test
    void interim_responses_are_passed_over() {
        assertRight(
                NO_CONTENT,
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
                        + "HTTP/1.1 204 No Content\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\r\n",
                "HTTP/2 204\r\n",
                "HTTP/1.1 20 OK\r\n",
                "HTTP/1.1 2040 \r\n",
                "HTTP/1.1 099 a\r\n"
            })
    void what_is_not_http_is_said_so(String line) {
        assertWrong(NO_CONTENT, line, "answers, but not with HTTP");
    }

    @Test
    void a_head_without_end_has_one_here() {
        assertWrong(
                NO_CONTENT, "HTTP/1.1 204 No Content\r\n" + "a: b\r\n".repeat(5000), "answers with a head without end");
        assertWrong(NO_CONTENT, "x".repeat(20_000), "answers with a head without end");
        assertWrong(NO_CONTENT, "HTTP/1.1 100 a\r\n\r\n".repeat(2000), "answers with a head without end");
        assertWrong(
                HELLO,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(10_000),
                "answers with a head without end");
    }

    @Test
    void no_bytes_make_it_stumble_or_read_on_for_ever() {
        SplittableRandom random = new SplittableRandom(7);
        byte[][] words = {
            "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII),
            "Transfer-Encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII),
            "Content-Length: 4\r\n".getBytes(StandardCharsets.US_ASCII),
            "\r\n".getBytes(StandardCharsets.US_ASCII),
            "7fffffff\r\n".getBytes(StandardCharsets.US_ASCII),
            "hello, wor".getBytes(StandardCharsets.US_ASCII),
            {(byte) 0xff, 0, '\n'}
        };
        for (int i = 0; i < 2_000; i++) {
            ResponseReader reader = new ResponseReader(HELLO);
            Optional<Verdict> verdict = reader.feed(words[0], random.nextInt(2) * words[0].length);
            for (int fed = 0; fed < 40_000 && verdict.isEmpty(); fed++) {
                byte[] word = words[random.nextInt(words.length)];
                verdict = reader.feed(word, word.length);
            }
            assertThat(verdict).isPresent();
        }
    }
}

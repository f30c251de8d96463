package dev.multipath.agent.probe.http;

import dev.multipath.agent.probe.http.ResponseReader.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fuzzing target: what comes from a web server. The first byte chooses what is expected, the second how large the pieces
 * are in which the rest comes.
 */
public final class ResponseFuzz {
    private static final Expectation[] EXPECTED = {
        new Expectation(OptionalInt.empty(), ""),
        new Expectation(OptionalInt.of(204), ""),
        new Expectation(OptionalInt.empty(), "hello"),
        new Expectation(OptionalInt.of(302), "aab")
    };

    private ResponseFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        Expectation expected = EXPECTED[bytes[0] & 3];
        byte[] response = Arrays.copyOfRange(bytes, 2, bytes.length);
        Optional<Verdict> whole = read(expected, response, Math.max(1, response.length));
        for (int piece : new int[] {1, 1 + (bytes[1] & 0xff)}) {
            Optional<Verdict> again = read(expected, response, piece);
            if (!again.equals(whole)) {
                throw new AssertionError("whole " + whole + "\nin pieces of " + piece + ' ' + again);
            }
        }
        if (whole.isEmpty() && response.length > ResponseReader.MAX_HEAD + ResponseReader.MAX_BODY) {
            throw new AssertionError("reads on for ever");
        }
        whole.ifPresent(ResponseFuzz::check);
    }

    private static Optional<Verdict> read(Expectation expected, byte[] response, int piece) {
        ResponseReader reader = new ResponseReader(expected);
        for (int from = 0; from < response.length; from += piece) {
            byte[] next = Arrays.copyOfRange(response, from, Math.min(response.length, from + piece));
            Optional<Verdict> verdict = reader.feed(next, next.length);
            if (verdict.isPresent()) {
                return verdict;
            }
        }
        Verdict end = reader.end();
        if (end.right()) {
            throw new AssertionError("an end that is right");
        }
        check(end);
        return Optional.empty();
    }

    /** What is said of it stays on one line, and short. */
    private static void check(Verdict verdict) {
        boolean line = verdict.why().chars().allMatch(c -> c >= ' ' && (c < 0x7f || c == '…'));
        if (!line
                || verdict.why().length() > 250
                || verdict.right() != verdict.why().isEmpty()) {
            throw new AssertionError(verdict.toString());
        }
    }
}

package dev.multipath.agent.probe.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a response of HTTP/1.x as it comes, keeps nearly nothing of it, and says as soon as it can whether it is the one
 * expected. Of a response without end only a bounded part is read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class ResponseReader {
    /** Of all lines before the body, and of the lines between chunks. */
    static final int MAX_HEAD = 16 * 1024;

    /** Of the body; the text expected stands in this part. */
    static final int MAX_BODY = 64 * 1024;

    /** What is longer is cut: no line that matters is. */
    private static final int MAX_LINE = 1024;

    private enum Part {
        STATUS,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END
    }

    private final Expectation expected;
    private final TextSearch search;
    private final StringBuilder line = new StringBuilder();
    private Part part = Part.STATUS;
    private int status;
    private Optional<String> location = Optional.empty();
    private boolean chunked;
    /** Bytes to come of the body or the chunk; −1 for all until the end. */
    private long remaining = -1;

    private int head;
    private int body;

    ResponseReader(Expectation expected) {
        this.expected = expected;
        this.search = new TextSearch(expected.text().getBytes(StandardCharsets.UTF_8));
    }

    /** What the response is; {@code why} says what is wrong with it. */
    record Verdict(boolean right, String why) {
        private static final Verdict RIGHT = new Verdict(true, "");

        private static Optional<Verdict> wrong(String why) {
            return Optional.of(new Verdict(false, why));
        }
    }

    /**
     * Takes the next bytes.
     *
     * @return the verdict once there is one; nothing more is to be fed then
     */
    Optional<Verdict> feed(byte[] bytes, int length) {
        Optional<Verdict> verdict = Optional.empty();
        for (int i = 0; i < length && verdict.isEmpty(); i++) {
            verdict = part == Part.BODY || part == Part.CHUNK ? bodyByte(bytes[i]) : lineByte(bytes[i]);
        }
        return verdict;
    }

    /** The other side has said all it will. */
    Verdict end() {
        return new Verdict(false, part == Part.BODY ? textMissing() : "ends in the middle of its answer");
    }

    private Optional<Verdict> bodyByte(byte b) {
        if (search.found(b)) {
            return Optional.of(Verdict.RIGHT);
        }
        body++;
        if (body >= MAX_BODY || (remaining > 0 && --remaining == 0 && part == Part.BODY)) {
            return Verdict.wrong(textMissing());
        }
        if (remaining == 0) {
            part = Part.CHUNK_END;
        }
        return Optional.empty();
    }

    private Optional<Verdict> lineByte(byte b) {
        head++;
        if (head > MAX_HEAD) {
            return Verdict.wrong("answers with a head without end");
        }
        if (b != '\n') {
            if (line.length() < MAX_LINE) {
                line.append((char) (b & 0xff));
            }
            return Optional.empty();
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        String complete = line.toString();
        line.setLength(0);
        return switch (part) {
            case STATUS -> statusLine(complete);
            case HEADERS -> complete.isEmpty() ? headersEnd() : header(complete);
            case CHUNK_SIZE -> chunkSize(complete);
            case CHUNK_END -> {
                part = Part.CHUNK_SIZE;
                yield Optional.empty();
            }
            case BODY, CHUNK -> throw new IllegalStateException("no lines in the body");
        };
    }

    private Optional<Verdict> statusLine(String text) {
        boolean http = text.length() >= 12 && text.startsWith("HTTP/1.") && text.charAt(8) == ' ';
        status = http ? number(text.substring(9, 12), 10) : -1;
        if (status < 100 || (text.length() > 12 && text.charAt(12) != ' ')) {
            return Verdict.wrong("answers, but not with HTTP");
        }
        part = Part.HEADERS;
        return Optional.empty();
    }

    private Optional<Verdict> header(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = text.substring(colon + 1).strip();
        switch (name) {
            case "location" -> location = Optional.of(value);
            case "transfer-encoding" ->
                chunked |= value.toLowerCase(Locale.ROOT).endsWith("chunked");
            case "content-length" -> remaining = Math.max(-1, number(value, 10));
            default -> {}
        }
        return Optional.empty();
    }

    private Optional<Verdict> headersEnd() {
        if (status < 200 && status != 101) {
            part = Part.STATUS;
            remaining = -1;
            return Optional.empty();
        }
        if (!expected.isRight(status)) {
            return Verdict.wrong(expected.complaint(status, location));
        }
        if (search.isEmpty()) {
            return Optional.of(Verdict.RIGHT);
        }
        part = chunked ? Part.CHUNK_SIZE : Part.BODY;
        boolean empty = !chunked && (remaining == 0 || status == 204 || status == 304);
        return empty ? Verdict.wrong(textMissing()) : Optional.empty();
    }

    private Optional<Verdict> chunkSize(String text) {
        int end = text.indexOf(';');
        remaining = number((end < 0 ? text : text.substring(0, end)).strip(), 16);
        if (remaining < 0) {
            return Verdict.wrong("answers, but not with HTTP");
        }
        part = Part.CHUNK;
        return remaining == 0 ? Verdict.wrong(textMissing()) : Optional.empty();
    }

    private String textMissing() {
        return "answers without \"" + expected.text() + "\" in its page";
    }

    /** A number of at most nine digits; −1 for what is none. */
    private static int number(String digits, int radix) {
        if (digits.isEmpty() || digits.length() > (radix == 16 ? 7 : 9)) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}

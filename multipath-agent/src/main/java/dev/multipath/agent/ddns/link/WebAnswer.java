package dev.multipath.agent.ddns.link;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a web server answered, of which only a bounded part is read.
 *
 * @param body at most {@value #MAX_BODY} bytes of it, as Latin-1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
public record WebAnswer(int status, String body) {
    static final int MAX_BODY = 4096;
    private static final int MAX_HEAD = 16 * 1024;

    static WebAnswer read(InputStream in) throws IOException {
        HeadReader head = new HeadReader(in);
        int status = status(head.line());
        int length = -1;
        boolean chunked = false;
        for (String line = head.line(); !line.isEmpty() || status < 200; line = head.line()) {
            if (line.isEmpty()) {
                status = status(head.line());
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("content-length")) {
                length = number(value, 10);
            } else if (name.equals("transfer-encoding")) {
                chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
            }
        }
        boolean empty = status == 204 || status == 304;
        byte[] body = empty ? new byte[0] : chunked ? chunks(head, in) : in.readNBytes(bounded(length));
        return new WebAnswer(status, new String(body, StandardCharsets.ISO_8859_1));
    }

    private static byte[] chunks(HeadReader head, InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < MAX_BODY) {
            String line = head.line();
            int end = line.indexOf(';');
            int size = number((end < 0 ? line : line.substring(0, end)).strip(), 16);
            if (size < 0) {
                throw notHttp();
            }
            if (size == 0) {
                break;
            }
            body.write(in.readNBytes(Math.min(size, MAX_BODY - body.size())));
            if (body.size() < MAX_BODY) {
                head.line();
            }
        }
        return body.toByteArray();
    }

    private static int status(String line) throws IOException {
        boolean http = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ';
        int status = http ? number(line.substring(9, 12), 10) : -1;
        if (status < 100) {
            throw notHttp();
        }
        return status;
    }

    private static IOException notHttp() {
        return new IOException("answers, but not with HTTP");
    }

    private static int bounded(int length) {
        return length < 0 ? MAX_BODY : Math.min(length, MAX_BODY);
    }

    /** −1 for what is none. */
    private static int number(String digits, int radix) {
        if (digits.isEmpty() || digits.length() > 7 || digits.charAt(0) == '-' || digits.charAt(0) == '+') {
            return -1;
        }
        try {
            return Integer.parseInt(digits, radix);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** Lines before and between the parts of a body; together they may not be too long. */
    private static final class HeadReader {
        private final InputStream in;
        private int left = MAX_HEAD;

        HeadReader(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = next(); c != '\n'; c = next()) {
                line.append((char) c);
            }
            int end = line.length();
            return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
        }

        private int next() throws IOException {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("ends in the middle of its answer");
            }
            if (left-- == 0) {
                throw new IOException("answers with a head without end");
            }
            return c;
        }
    }
}

package dev.multipath.agent.notify;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The bytes of a message: plain text, in 7 bits whatever it says.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322">RFC 5322</a>,
 *     <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a> for words that are not ASCII,
 *     <a href="https://www.rfc-editor.org/rfc/rfc3834#section-5">RFC 3834, 5</a> for {@code Auto-Submitted}
 */
final class MailFormat {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    /** Bytes in one encoded word: it may have 75 characters with its frame. */
    private static final int WORD = 42;

    private MailFormat() {}

    /** @param body lines that end with a line feed */
    static byte[] bytes(
            String from, List<String> to, String subject, String messageId, ZonedDateTime date, String body) {
        boolean ascii = isAscii(body);
        String text = body.replace("\n", "\r\n");
        String encoded =
                ascii ? text : Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        String head = "Date: " + DATE.format(date)
                + "\r\nFrom: " + from
                + "\r\nTo: " + String.join(",\r\n ", to)
                + "\r\nSubject: " + header(subject)
                + "\r\nMessage-ID: <" + messageId + '>'
                + "\r\nAuto-Submitted: auto-generated"
                + "\r\nMIME-Version: 1.0"
                + "\r\nContent-Type: text/plain; charset=" + (ascii ? "us-ascii" : "utf-8")
                + "\r\nContent-Transfer-Encoding: " + (ascii ? "7bit" : "base64")
                + "\r\n\r\n";
        return (head + encoded).getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x7f && (c >= ' ' || c == '\n'));
    }

    private static String header(String text) {
        if (isAscii(text) && text.indexOf('\n') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int c : text.codePoints().toArray()) {
            String letter = Character.toString(Character.isISOControl(c) ? ' ' : c);
            int more = letter.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > WORD) {
                encoded(out, word);
                bytes = 0;
            }
            word.append(letter);
            bytes += more;
        }
        encoded(out, word);
        return out.toString();
    }

    private static void encoded(StringBuilder out, StringBuilder word) {
        String base64 = Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8));
        out.append(out.length() == 0 ? "" : "\r\n ")
                .append("=?utf-8?B?")
                .append(base64)
                .append("?=");
        word.setLength(0);
    }
}

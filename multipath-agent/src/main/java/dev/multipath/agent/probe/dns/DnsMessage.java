package dev.multipath.agent.probe.dns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The bytes of a message from the domain name system, read without trust: nothing outside its length, and no name that
 * runs in circles.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4">RFC 1035, 4.1.4</a>
 */
final class DnsMessage {
    private static final int POINTER = 0xc0;
    private static final int MAX_NAME = 255;

    private final byte[] bytes;
    private final int length;

    DnsMessage(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = Math.min(length, bytes.length);
    }

    int length() {
        return length;
    }

    /** @param at less than the length by two at least */
    int u16(int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /** @param at less than the length by four at least */
    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    byte[] bytes(int at, int count) {
        return Arrays.copyOfRange(bytes, at, at + count);
    }

    /** Where a name ends: behind its last label, or behind the pointer to the rest of it; −1 if it does not. */
    int skipName(int from) {
        int at = from;
        while (at < length && at - from <= MAX_NAME) {
            int size = bytes[at] & 0xff;
            if (size == 0) {
                return at + 1;
            }
            if (size >= POINTER) {
                return at + 2 <= length ? at + 2 : -1;
            }
            if (size > 63) {
                return -1;
            }
            at += 1 + size;
        }
        return -1;
    }

    /** A name in lower case, without a dot at the end; empty if it is none. Each pointer leads further to the front. */
    Optional<String> name(int from) {
        StringBuilder name = new StringBuilder();
        int at = from;
        int least = from;
        while (at < length && name.length() <= MAX_NAME) {
            int size = bytes[at] & 0xff;
            if (size == 0) {
                return Optional.of(name.toString().toLowerCase(Locale.ROOT));
            }
            if (size >= POINTER) {
                int to = at + 2 <= length ? u16(at) & 0x3fff : length;
                if (to >= least) {
                    return Optional.empty();
                }
                least = to;
                at = to;
                continue;
            }
            if (size > 63 || at + 1 + size > length) {
                return Optional.empty();
            }
            name.append(name.length() == 0 ? "" : ".");
            name.append(new String(bytes, at + 1, size, StandardCharsets.ISO_8859_1));
            at += 1 + size;
        }
        return Optional.empty();
    }
}

package dev.multipath.agent.probe.dns;

import dev.multipath.netlink.model.AddressFamily;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A question for the addresses of a name, recursion desired, and which message is an answer to it.
 *
 * @param id random, 0..65535
 * @param name without a dot at the end, in lower case
 * @param type 1 (A) or 28 (AAAA)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1">RFC 1035, 4.1</a>
 */
public record DnsQuery(int id, String name, int type) {
    static final int PORT = 53;
    static final int A = 1;
    static final int AAAA = 28;
    static final int CLASS_IN = 1;
    static final int HEADER = 12;

    /** The top-level domain that never exists, and that resolvers know never does: RFC 6761, 6.4. */
    static final String NOWHERE = ".invalid";

    private static final int RECURSION_DESIRED = 0x0100;
    private static final int NAME_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A question for a name. */
    public static DnsQuery of(String name, AddressFamily family) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        int type = family.equals(AddressFamily.INET) ? A : AAAA;
        return new DnsQuery(RANDOM.nextInt(0x10000), plain.toLowerCase(Locale.ROOT), type);
    }

    /** A question for a random name of 64 bits, which nobody can foresee and which does not exist. */
    public static DnsQuery random() {
        byte[] label = new byte[NAME_BYTES];
        RANDOM.nextBytes(label);
        return of(HexFormat.of().formatHex(label) + NOWHERE, AddressFamily.INET);
    }

    /** The message, without the two bytes of length that TCP wants. */
    public byte[] toBytes() {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[HEADER + text.length + 2 + 4];
        put(message, 0, id);
        put(message, 2, RECURSION_DESIRED);
        put(message, 4, 1);
        int at = HEADER;
        int dot = at + text.length + 1;
        for (int i = text.length - 1; i >= 0; i--) {
            message[at + 1 + i] = text[i];
            if (text[i] == '.') {
                message[at + 1 + i] = (byte) (dot - (at + 1 + i) - 1);
                dot = at + 1 + i;
            }
        }
        message[at] = (byte) (dot - at - 1);
        put(message, at + text.length + 2, type);
        put(message, at + text.length + 4, CLASS_IN);
        return message;
    }

    private static void put(byte[] message, int at, int value) {
        message[at] = (byte) (value >>> 8);
        message[at + 1] = (byte) value;
    }
}

package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.IpAddress;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How {@code nft} writes the bytes of a register, which depends on what they were read from. */
enum ValueKind {
    /** A mark: {@code 0x00000010}. */
    MARK,
    /** A number in the machine's order. */
    HOST_NUMBER,
    /** A number in network order. */
    NET_NUMBER,
    /** A protocol above IP. */
    PROTOCOL,
    /** {@code meta nfproto}. */
    FAMILY,
    /** {@code ct direction}. */
    DIRECTION,
    /** The name of an interface. */
    NAME,
    /** An address. */
    ADDRESS,
    /** {@code ct state}. */
    CT_STATE,
    /** {@code tcp flags}. */
    TCP_FLAGS,
    /** Whatever else. */
    BYTES;

    private static final String[] STATES = {"invalid", "established", "related", "new", "", "", "untracked"};
    private static final String[] FLAGS = {"fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr"};

    /** What the data of this type are. */
    static ValueKind of(NfType type) {
        return switch (type.toString()) {
            case "mark" -> MARK;
            case "integer", "iface_index" -> HOST_NUMBER;
            case "inet_service" -> NET_NUMBER;
            case "inet_proto" -> PROTOCOL;
            case "ifname" -> NAME;
            case "ipv4_addr", "ipv6_addr" -> ADDRESS;
            default -> BYTES;
        };
    }

    /** What is read by this key. */
    static ValueKind of(MetaKey key) {
        return switch ((int) key.value()) {
            case 3 -> MARK;
            case 6, 7, 26, 27, 34 -> NAME;
            case 15 -> FAMILY;
            case 16 -> PROTOCOL;
            case 1 -> BYTES;
            default -> HOST_NUMBER;
        };
    }

    /** What is read by this key. */
    static ValueKind of(CtKey key) {
        return switch ((int) key.value()) {
            case 0 -> CT_STATE;
            case 1 -> DIRECTION;
            case 3 -> MARK;
            case 10 -> PROTOCOL;
            case 11, 12 -> NET_NUMBER;
            case 8, 9, 19, 20, 21, 22 -> ADDRESS;
            case 6, 13 -> BYTES;
            default -> HOST_NUMBER;
        };
    }

    /** Whether it is bits with names, which {@code nft} tests by naming them. */
    boolean isBits() {
        return this == CT_STATE || this == TCP_FLAGS;
    }

    /** The value in the words of {@code nft}. */
    String text(NfValue value) {
        byte[] bytes = value.toBytes();
        boolean number = bytes.length == 1 || bytes.length == 2 || bytes.length == 4;
        return switch (this) {
            case MARK -> bytes.length == 4 ? String.format("0x%08x", value.toHostNumber()) : value.toString();
            case HOST_NUMBER -> number ? Long.toString(value.toHostNumber()) : value.toString();
            case NET_NUMBER -> number ? new BigInteger(1, bytes).toString() : value.toString();
            case PROTOCOL -> bytes.length == 1 ? protocol(bytes[0] & 0xff) : value.toString();
            case FAMILY -> bytes.length == 1 ? family(bytes[0]) : value.toString();
            case DIRECTION -> bytes.length == 1 ? Bounds.name(bytes[0], "original", "reply") : value.toString();
            case NAME -> '"' + name(bytes) + '"';
            case ADDRESS ->
                bytes.length == 4 || bytes.length == 16 ? IpAddress.of(bytes).toString() : value.toString();
            case CT_STATE -> number ? bits(value.toHostNumber(), STATES) : value.toString();
            case TCP_FLAGS -> number ? bits(value.toHostNumber(), FLAGS) : value.toString();
            case BYTES -> value.toString();
        };
    }

    private static String family(int number) {
        return number == NfFamily.IP.value()
                ? "ipv4"
                : number == NfFamily.IP6.value() ? "ipv6" : Integer.toString(number);
    }

    private static String protocol(int number) {
        return switch (number) {
            case 1 -> "icmp";
            case 6 -> "tcp";
            case 17 -> "udp";
            case 58 -> "ipv6-icmp";
            default -> Integer.toString(number);
        };
    }

    private static String name(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        String name = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return length == bytes.length ? name + "*" : name;
    }

    private static String bits(long value, String... names) {
        List<String> words = new ArrayList<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((value >>> bit & 1) != 0) {
                words.add(
                        bit < names.length && !names[bit].isEmpty() ? names[bit] : "0x" + Long.toHexString(1L << bit));
            }
        }
        return words.isEmpty() ? "0" : String.join(",", words);
    }
}

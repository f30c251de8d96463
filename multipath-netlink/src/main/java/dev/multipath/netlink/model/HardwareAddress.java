package dev.multipath.netlink.model;

import java.util.Arrays;
import java.util.HexFormat;

/** A link-layer address: {@code IFLA_ADDRESS}; 6 bytes on Ethernet, other lengths elsewhere. */
public final class HardwareAddress {
    /** The longest there is, bytes: {@code MAX_ADDR_LEN}, linux/netdevice.h. */
    public static final int MAX_LENGTH = 32;

    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":");

    private final byte[] bytes;

    /** @throws IllegalArgumentException for more than 32 bytes */
    public HardwareAddress(byte[] bytes) {
        OpenNumber.check(bytes.length, MAX_LENGTH, "hardware address length");
        this.bytes = bytes.clone();
    }

    /**
     * Hex pairs with colons, as {@code 02:00:00:00:00:01}.
     *
     * @throws IllegalArgumentException for another text, and for more than 32 pairs
     */
    public static HardwareAddress parse(String text) {
        try {
            return new HardwareAddress(PAIRS.parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a hardware address: '" + text + "'", e);
        }
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HardwareAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hex pairs with colons. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(bytes.length * 3);
        for (byte b : bytes) {
            if (out.length() > 0) {
                out.append(':');
            }
            out.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
        return out.toString();
    }
}

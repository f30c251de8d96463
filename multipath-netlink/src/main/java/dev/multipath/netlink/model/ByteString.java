package dev.multipath.netlink.model;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes nobody here looks into: the data of a tunnel option, an encapsulation of a kind that has no type. */
public final class ByteString {
    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static ByteString of(byte... bytes) {
        return new ByteString(bytes.clone());
    }

    /**
     * Reads hex digits, as iproute2 takes them.
     *
     * @throws IllegalArgumentException unless they are an even number of hex digits
     */
    public static ByteString parse(String hex) {
        return new ByteString(HexFormat.of().parseHex(hex));
    }

    /** How many. */
    public int length() {
        return bytes.length;
    }

    /** A copy of them. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.multipath.netlink.model;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: the payload of an attribute whose inside the kernel does not explain. */
public final class Octets {
    private final byte[] bytes;

    /** @throws IllegalArgumentException for more bytes than an attribute holds */
    public Octets(byte[] bytes) {
        OpenNumber.check(bytes.length, 0xffff - 4, "attribute length");
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hex pairs. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes as they stand in a register: {@code NFTA_DATA_VALUE}. Which order they have depends on where they come from:
 * marks, interface indexes, connection states and numbers of {@code numgen} are in the machine's own ({@code host…}),
 * what was read from a packet in the network's ({@code net…}).
 */
public final class NfValue implements NfData, Comparable<NfValue> {
    /** {@code IFNAMSIZ}. */
    private static final int NAME = 16;

    private final byte[] bytes;

    private NfValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static NfValue of(byte... bytes) {
        return new NfValue(bytes.clone());
    }

    /** So many zero bytes. */
    public static NfValue zero(int length) {
        return new NfValue(new byte[length]);
    }

    /** One byte: a protocol number. */
    public static NfValue u8(int value) {
        return new NfValue(new byte[] {(byte) value});
    }

    /** 16 bits in the machine's order: {@code meta iiftype}, {@code ct zone}. */
    public static NfValue host16(int value) {
        return new NfValue(buffer(2).putShort((short) value).array());
    }

    /** 32 bits in the machine's order: a mark. */
    public static NfValue host32(long value) {
        return new NfValue(buffer(4).putInt((int) value).array());
    }

    /** 64 bits in the machine's order: {@code socket cgroupv2}. */
    public static NfValue host64(long value) {
        return new NfValue(buffer(8).putLong(value).array());
    }

    /** 16 bits in network order: a port. */
    public static NfValue net16(int value) {
        return new NfValue(ByteBuffer.allocate(2).putShort((short) value).array());
    }

    /** 32 bits in network order. */
    public static NfValue net32(long value) {
        return new NfValue(ByteBuffer.allocate(4).putInt((int) value).array());
    }

    /** An address, 4 or 16 bytes. */
    public static NfValue address(IpAddress address) {
        return new NfValue(address.toBytes());
    }

    /**
     * The name of an interface, filled up with zero bytes to 16.
     *
     * @throws IllegalArgumentException for more than 15 bytes
     */
    public static NfValue interfaceName(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= NAME) {
            throw new IllegalArgumentException("an interface name has at most 15 bytes: " + name);
        }
        return new NfValue(Arrays.copyOf(bytes, NAME));
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** A copy of them. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether all of them are 0. */
    public boolean isZero() {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number in the machine's order: 0..2³²−1.
     *
     * @throws IllegalArgumentException unless there are 1, 2 or 4 bytes
     */
    public long toHostNumber() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return switch (bytes.length) {
            case 1 -> bytes[0] & 0xffL;
            case 2 -> buffer.getShort() & 0xffffL;
            case 4 -> buffer.getInt() & Bounds.U32;
            default -> throw new IllegalArgumentException(bytes.length + " bytes are no number");
        };
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    }

    /** By their bytes, unsigned, the first counting most: the order of keys in a set. */
    @Override
    public int compareTo(NfValue other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NfValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hex, as they stand. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}

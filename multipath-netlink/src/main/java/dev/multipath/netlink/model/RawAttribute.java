package dev.multipath.netlink.model;

import java.util.Arrays;
import java.util.HexFormat;

/** One netlink attribute as it stood on the wire: its {@code nla_type} with flag bits, and its unpadded payload. */
public final class RawAttribute {
    private final int type;
    private final byte[] payload;

    /** @param type the 16 bits of {@code nla_type}, NLA_F_NESTED and NLA_F_NET_BYTEORDER included */
    public RawAttribute(int type, byte[] payload) {
        this(payload.clone(), type);
    }

    private RawAttribute(byte[] payload, int type) {
        OpenNumber.check(type, 0xffff, "attribute type");
        OpenNumber.check(payload.length, 0xffff - 4, "attribute length");
        this.type = type;
        this.payload = payload;
    }

    /** Like the constructor, but keeps the very array: whoever made it must not touch it again. */
    public static RawAttribute wrap(int type, byte[] payload) {
        return new RawAttribute(payload, type);
    }

    /** The 16 bits of {@code nla_type}, flags included. */
    public int type() {
        return type;
    }

    /** A copy of the payload, header and padding excluded. */
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawAttribute that && type == that.type && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return (type & 0x3fff) + ":" + HexFormat.of().formatHex(payload);
    }
}

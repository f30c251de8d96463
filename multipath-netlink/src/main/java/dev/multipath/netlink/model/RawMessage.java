package dev.multipath.netlink.model;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A message this library has no type for: another object, or a route or rule of a family other than IPv4 and IPv6
 * (multicast routing; MPLS routes have a type), or a bridge's word on one of its ports.
 */
public final class RawMessage implements KernelObject {
    private final int type;
    private final byte[] bytes;

    /**
     * @param type {@code nlmsg_type}, RTM_*
     * @param bytes the whole message, header included
     */
    public RawMessage(int type, byte[] bytes) {
        OpenNumber.check(type, 0xffff, "message type");
        this.type = type;
        this.bytes = bytes.clone();
    }

    /** {@code nlmsg_type}. */
    public int type() {
        return type;
    }

    /** A copy of the whole message, header included. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawMessage that && type == that.type && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "message type " + type + ": " + HexFormat.of().formatHex(bytes);
    }
}

package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import io.netty.buffer.ByteBuf;

/** IP addresses as attribute payloads: 4 or 16 bytes in network order. */
public final class Addresses {
    private Addresses() {}

    /** The whole payload as an address of this family. */
    public static IpAddress read(AttributeReader in, AddressFamily family) throws DecodeException {
        in.requireLength(family.value() == AddressFamily.INET.value() ? 4 : 16);
        return readAt(in, 0, family);
    }

    /** An address of this family inside the payload. */
    public static IpAddress readAt(AttributeReader in, int offset, AddressFamily family) throws DecodeException {
        if (family.value() == AddressFamily.INET.value()) {
            return IpAddress.ipv4(in.be32At(offset));
        }
        long high = in.be64At(offset);
        return IpAddress.ipv6(high, in.be64At(offset + 8));
    }

    /** An attribute whose payload is the address. */
    public static void write(AttributeWriter out, int type, IpAddress address) {
        if (address.isIpv4()) {
            out.be32(type, (int) address.low());
        } else {
            out.be128(type, address.high(), address.low());
        }
    }

    /** The address alone. */
    public static void append(ByteBuf out, IpAddress address) {
        if (address.isIpv4()) {
            out.writeInt((int) address.low());
        } else {
            out.writeLong(address.high());
            out.writeLong(address.low());
        }
    }
}

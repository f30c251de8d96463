package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;

/** Numbers in network order that are a whole attribute. */
final class NetworkOrder {
    private NetworkOrder() {}

    static long be32(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        return in.be32At(0) & 0xffff_ffffL;
    }

    static long be64(AttributeReader in) throws DecodeException {
        in.requireLength(8);
        return in.be64At(0);
    }
}

package dev.multipath.netlink.transport.jnr;

import io.netty.buffer.ByteBuf;

/** Requests written byte by byte, so that the sockets' tests need no codec; little-endian hosts only. */
final class Requests {
    private Requests() {}

    /** RTM_GETLINK with NLM_F_REQUEST | NLM_F_DUMP: 16 bytes of nlmsghdr, 16 of ifinfomsg. */
    static ByteBuf dumpLinks(ByteBuf into, int sequence) {
        return header(into, 18, 0x301, sequence).writeZero(16);
    }

    /** RTM_NEWLINK with NLM_F_REQUEST | NLM_F_ACK: sets IFF_UP of the first interface, the loopback device. */
    static ByteBuf loopbackUp(ByteBuf into) {
        header(into, 16, 0x5, 1).writeIntLE(0).writeIntLE(1).writeIntLE(1).writeIntLE(1);
        return into;
    }

    private static ByteBuf header(ByteBuf into, int type, int flags, int sequence) {
        into.clear().writeIntLE(32).writeShortLE(type).writeShortLE(flags);
        return into.writeIntLE(sequence).writeIntLE(0);
    }
}

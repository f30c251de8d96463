package dev.multipath.netlink.jmh;

import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/**
 * A kernel without system calls: acknowledges every change, and answers every IPv4 dump with the same datagrams. What is
 * left is the library's own time, and the numbering of the datagrams.
 */
final class ReplaySocket implements NetlinkSocket {
    private static final int SEQUENCE_AT = 8;

    private final ByteBuf datagram = Samples.dumpDatagram();
    private final int datagrams;
    private int sequence;
    private int left;
    private boolean dump;

    /** @param datagrams how many make a dump, besides the one that ends it */
    ReplaySocket(int datagrams) {
        this.datagrams = datagrams;
    }

    /** How many routes a dump has. */
    int routes() {
        try {
            int count = 0;
            MessageReader messages = new MessageReader(datagram);
            while (messages.next()) {
                count++;
            }
            return count * datagrams;
        } catch (DecodeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void send(ByteBuf messages) {
        int at = messages.readerIndex();
        sequence = NativeOrder.s32(messages, at + SEQUENCE_AT);
        dump = (NativeOrder.u16(messages, at + 6) & NetlinkHeader.NLM_F_DUMP) == NetlinkHeader.NLM_F_DUMP;
        left = dump ? datagrams + 1 : 1;
    }

    @Override
    public boolean receive(ByteBuf into, Duration timeout) {
        if (left == 0) {
            return false;
        }
        left--;
        if (dump && left > 0) {
            into.writeBytes(datagram, 0, datagram.writerIndex());
            number(into);
            return true;
        }
        MessageWriter writer = new MessageWriter(into);
        writer.begin(dump ? NetlinkHeader.NLMSG_DONE : NetlinkHeader.NLMSG_ERROR, 0, sequence, Samples.PORT)
                .u32(0);
        if (!dump) {
            writer.u32(0).u32(0).u32(0).u32(0);
        }
        writer.end();
        return true;
    }

    private void number(ByteBuf messages) {
        int end = messages.writerIndex();
        for (int at = 0; at < end; at += NetlinkHeader.align(NativeOrder.s32(messages, at))) {
            NativeOrder.set32(messages, at + SEQUENCE_AT, sequence);
        }
    }

    @Override
    public void join(int group) {}

    @Override
    public int receiveBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int portId() {
        return Samples.PORT;
    }

    @Override
    public long namespaceCookie() {
        return 1;
    }

    @Override
    public void close() {}
}

package dev.multipath.agent.shell;

import dev.multipath.netlink.codec.nftables.Nft;
import dev.multipath.netlink.codec.nftables.NftaTable;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.NativeOrder;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The system's sockets to a kernel that knows no flag of a table but "dormant": others are sent as one that no kernel
 * knows, and the refusal bears the number of that kernel's time.
 */
final class OlderKernel implements NetlinkSocketFactory {
    private static final int HEADERS = 20;
    private static final int DORMANT = 1;
    private static final int UNKNOWN = 0x4000_0000;

    private final Errno refusal;
    private final AtomicInteger refused = new AtomicInteger();

    /** @param refusal in place of EOPNOTSUPP */
    OlderKernel(Errno refusal) {
        this.refusal = refusal;
    }

    /** How often it refused. */
    int refused() {
        return refused.get();
    }

    @Override
    public NetlinkSocket open(NetNs namespace) throws ErrnoException {
        return open(namespace, NetlinkFamily.ROUTE);
    }

    @Override
    public NetlinkSocket open(NetNs namespace, NetlinkFamily family) throws ErrnoException {
        return new Older(NetlinkSocketFactory.system().open(namespace, family), refusal, refused);
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private record Older(NetlinkSocket socket, Errno refusal, AtomicInteger refused) implements NetlinkSocket {
        @Override
        public void send(ByteBuf messages) throws ErrnoException {
            for (int at = messages.readerIndex(); at < messages.writerIndex(); at += padded(length(messages, at))) {
                if (NativeOrder.u16(messages, at + 4) == Nft.type(Nft.NFT_MSG_NEWTABLE)) {
                    forget(messages, at);
                }
            }
            socket.send(messages);
        }

        private static int length(ByteBuf messages, int at) {
            return (int) NativeOrder.u32(messages, at);
        }

        private static void forget(ByteBuf messages, int start) {
            int end = start + length(messages, start);
            for (int at = start + HEADERS; at < end; at += padded(NativeOrder.u16(messages, at))) {
                boolean flags = NativeOrder.u16(messages, at + 2) == NftaTable.NFTA_TABLE_FLAGS;
                if (flags && (messages.getInt(at + 4) & ~DORMANT) != 0) {
                    messages.setInt(at + 4, UNKNOWN);
                }
            }
        }

        @Override
        public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
            int start = into.writerIndex();
            boolean received = socket.receive(into, timeout);
            for (int at = start; at < into.writerIndex(); at += padded(length(into, at))) {
                if (NativeOrder.u16(into, at + 4) == NetlinkHeader.NLMSG_ERROR
                        && NativeOrder.s32(into, at + 16) == -Errno.EOPNOTSUPP.value()) {
                    refused.incrementAndGet();
                    NativeOrder.set32(into, at + 16, -refusal.value());
                }
            }
            return received;
        }

        @Override
        public void join(int group) throws ErrnoException {
            socket.join(group);
        }

        @Override
        public int receiveBuffer(int bytes) throws ErrnoException {
            return socket.receiveBuffer(bytes);
        }

        @Override
        public int portId() {
            return socket.portId();
        }

        @Override
        public long namespaceCookie() throws ErrnoException {
            return socket.namespaceCookie();
        }

        @Override
        public void wakeUp() {
            socket.wakeUp();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}

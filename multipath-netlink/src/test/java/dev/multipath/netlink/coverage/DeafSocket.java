package dev.multipath.netlink.coverage;

import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;

/** Keeps what was sent and is closed before it could answer. */
final class DeafSocket implements NetlinkSocket {
    private ByteBuf sent = Unpooled.EMPTY_BUFFER;

    /** The last datagram. */
    ByteBuf sent() {
        return sent;
    }

    @Override
    public void send(ByteBuf messages) {
        sent = Unpooled.copiedBuffer(messages);
    }

    @Override
    public boolean receive(ByteBuf into, Duration timeout) {
        throw new SocketClosedException("this socket");
    }

    @Override
    public void join(int group) {}

    @Override
    public int receiveBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int portId() {
        return 1;
    }

    @Override
    public long namespaceCookie() {
        return 1;
    }

    @Override
    public void close() {}
}

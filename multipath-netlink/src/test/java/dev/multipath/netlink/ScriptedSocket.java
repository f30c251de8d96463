package dev.multipath.netlink;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A kernel that says what it was told to. Each request takes the next script, which queues datagrams; time passes only
 * when nothing is queued and somebody waits.
 */
final class ScriptedSocket implements NetlinkSocket {
    static final int PORT = 4711;
    static final int ENOBUFS = 105;

    /** What a script is given: the request's header, and the socket to queue answers with. */
    interface Script extends BiConsumer<NetlinkHeader, ScriptedSocket> {}

    private final Deque<Script> scripts = new ArrayDeque<>();
    private final Deque<Object> queue = new ArrayDeque<>();
    final List<NetlinkHeader> requests = new ArrayList<>();
    /** The messages of each datagram sent. */
    final List<List<NetlinkHeader>> sends = new ArrayList<>();

    private final List<Integer> groups = new ArrayList<>();
    /** What every send says from now on; 0 = success. */
    int sendError;

    private long nanos;
    private boolean closed;
    private ByteBuf open = Unpooled.buffer();

    ScriptedSocket script(Script... more) {
        scripts.addAll(List.of(more));
        return this;
    }

    Ticker ticker() {
        return () -> nanos;
    }

    boolean isClosed() {
        return closed;
    }

    List<Integer> groups() {
        return groups;
    }

    /** Queues one datagram. */
    ScriptedSocket datagram(ByteBuf bytes) {
        queue.add(bytes);
        return this;
    }

    /** Queues what {@link #link} and its like wrote since the last datagram. */
    ScriptedSocket flush() {
        queue.add(open);
        open = Unpooled.buffer();
        return this;
    }

    ScriptedSocket fails(int errno) {
        queue.add(new ErrnoException("recv", errno));
        return this;
    }

    /** Queues a link named like its index. */
    ScriptedSocket link(int sequence, int flags, int index) {
        return link(sequence, PORT, flags, index);
    }

    ScriptedSocket link(int sequence, int port, int flags, int index) {
        MessageWriter message = new MessageWriter(open).begin(16, flags, sequence, port);
        message.u8(0).u8(0).u16(1).u32(index).u32(0).u32(0);
        message.attributes().string(3, "if" + index);
        message.end();
        return this;
    }

    ScriptedSocket done(int sequence, int flags, int error) {
        new MessageWriter(open)
                .begin(NetlinkHeader.NLMSG_DONE, flags | NetlinkHeader.NLM_F_MULTI, sequence, PORT)
                .u32(error)
                .end();
        return this;
    }

    /** An end with an error and the kernel's text. */
    ScriptedSocket done(int sequence, int error, String text) {
        int flags = NetlinkHeader.NLM_F_MULTI | NetlinkHeader.NLM_F_ACK_TLVS;
        MessageWriter message = new MessageWriter(open)
                .begin(NetlinkHeader.NLMSG_DONE, flags, sequence, PORT)
                .u32(error);
        message.attributes().string(1, text);
        message.end();
        return this;
    }

    ScriptedSocket ack(int sequence, int error) {
        MessageWriter message =
                new MessageWriter(open).begin(NetlinkHeader.NLMSG_ERROR, NetlinkHeader.NLM_F_CAPPED, sequence, PORT);
        message.u32(error).u32(32).u16(16).u16(5).u32(sequence).u32(0).end();
        return this;
    }

    /** A refusal with text and the place in the request. */
    ScriptedSocket refusal(int sequence, int error, String text, int offset) {
        int flags = NetlinkHeader.NLM_F_CAPPED | NetlinkHeader.NLM_F_ACK_TLVS;
        MessageWriter message = new MessageWriter(open).begin(NetlinkHeader.NLMSG_ERROR, flags, sequence, PORT);
        message.u32(error).u32(32).u16(16).u16(5).u32(sequence).u32(0);
        AttributeWriter attributes = message.attributes();
        attributes.string(1, text);
        attributes.u32(2, offset);
        message.end();
        return this;
    }

    @Override
    public void send(ByteBuf messages) throws ErrnoException {
        checkOpen();
        if (sendError != 0) {
            throw new ErrnoException("send", sendError);
        }
        try {
            MessageReader request = new MessageReader(messages);
            List<NetlinkHeader> sent = new ArrayList<>();
            while (request.next()) {
                sent.add(request.header());
            }
            sends.add(sent);
            requests.addAll(sent);
            if (!scripts.isEmpty()) {
                scripts.poll().accept(sent.get(0), this);
            }
        } catch (dev.multipath.netlink.wire.DecodeException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
        checkOpen();
        Object next = queue.poll();
        if (next instanceof ErrnoException failure) {
            throw failure;
        }
        if (next instanceof ByteBuf datagram) {
            into.writeBytes(datagram, datagram.readerIndex(), datagram.readableBytes());
            return true;
        }
        nanos += Math.max(0, timeout.toNanos());
        return false;
    }

    @Override
    public void join(int group) {
        groups.add(group);
    }

    @Override
    public int receiveBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int portId() {
        return PORT;
    }

    @Override
    public long namespaceCookie() {
        return 1;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new SocketClosedException("the scripted socket");
        }
    }
}

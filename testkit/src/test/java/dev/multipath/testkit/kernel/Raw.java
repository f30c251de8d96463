package dev.multipath.testkit.kernel;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A conversation on a bare socket, message by message. */
final class Raw implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NetlinkSocket socket;
    private int sequence = 100;

    Raw(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** One message of an answer. */
    static final class Answer {
        private final NetlinkHeader header;
        private final byte[] bytes;

        Answer(NetlinkHeader header, byte[] bytes) {
            this.header = header;
            this.bytes = bytes;
        }

        NetlinkHeader header() {
            return header;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return header + (type() == NetlinkHeader.NLMSG_ERROR ? " " + error() : "");
        }

        int type() {
            return header.type();
        }

        boolean has(int flag) {
            return (header.flags() & flag) != 0;
        }

        MessageReader reader() {
            MessageReader reader = new MessageReader(Unpooled.wrappedBuffer(bytes));
            try {
                reader.next();
            } catch (DecodeException e) {
                throw new AssertionError(e);
            }
            return reader;
        }

        ErrorReply error() {
            try {
                return ErrorReply.read(reader());
            } catch (DecodeException e) {
                throw new AssertionError(e);
            }
        }
    }

    NetlinkSocket socket() {
        return socket;
    }

    /** Sends one request; NLM_F_REQUEST is added. */
    int send(int type, int flags, Body body) {
        ByteBuf out = Unpooled.directBuffer(256);
        MessageWriter writer = new MessageWriter(out).begin(type, flags | NetlinkHeader.NLM_F_REQUEST, ++sequence);
        body.write(writer);
        writer.end();
        try {
            socket.send(out);
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        } finally {
            out.release();
        }
        return sequence;
    }

    /** The messages of the next datagram; none when nothing comes within the time. */
    List<Answer> receive(int space, Duration timeout) throws ErrnoException {
        ByteBuf in = Unpooled.directBuffer(space, space);
        try {
            if (!socket.receive(in, timeout)) {
                return List.of();
            }
            List<Answer> answers = new ArrayList<>();
            MessageReader reader = new MessageReader(in);
            while (reader.next()) {
                answers.add(new Answer(reader.header(), reader.toBytes()));
            }
            return answers;
        } catch (DecodeException e) {
            throw new AssertionError(e);
        } finally {
            in.release();
        }
    }

    /** What follows until an acknowledgement or the end of a dump. */
    List<Answer> rest(int space) {
        List<Answer> answers = new ArrayList<>();
        try {
            while (true) {
                List<Answer> datagram = receive(space, PATIENCE);
                if (datagram.isEmpty()) {
                    throw new AssertionError("no end after " + answers);
                }
                answers.addAll(datagram);
                int last = datagram.get(datagram.size() - 1).type();
                if (last == NetlinkHeader.NLMSG_ERROR || last == NetlinkHeader.NLMSG_DONE) {
                    return answers;
                }
            }
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends one request and reads its answer to the end. */
    List<Answer> exchange(int type, int flags, Body body) {
        send(type, flags, body);
        return rest(65536);
    }

    /** Sends one change and reads its acknowledgement. */
    ErrorReply change(int type, int flags, Body body) {
        List<Answer> answers = exchange(type, flags | NetlinkHeader.NLM_F_ACK, body);
        return answers.get(answers.size() - 1).error();
    }

    static Answer last(List<Answer> answers) {
        return answers.get(answers.size() - 1);
    }

    @Override
    public void close() {
        socket.close();
    }
}

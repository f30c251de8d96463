package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_DONE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_ERROR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_NOOP;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_OVERRUN;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_ACK;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP_INTR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_MULTI;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REQUEST;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers on one socket. The requester sends and reads its own answer under a lock; others queue.
 *
 * <p>Answers are known by sequence number and port id; what belongs to an earlier request (one that timed out) is
 * skipped. A dump disturbed by changes (NLM_F_DUMP_INTR on any of its messages) is read to its end and asked for again.
 */
final class Conversation implements AutoCloseable {
    /** How often a dump that changes disturb is tried. */
    static final int DUMP_ATTEMPTS = 5;

    /** Dump datagrams stay below 32,400 bytes; a single answer may be longer. */
    private static final int RECEIVE_BYTES = 64 * 1024;

    private static final int REQUEST_BYTES = 4 * 1024;
    private static final int MAX_REQUEST_BYTES = 128 * 1024;
    /** How many datagrams of earlier exchanges are thrown away before a new one. */
    private static final int MAX_STALE = 100_000;

    private final NetlinkSocket socket;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuf out = UnpooledByteBufAllocator.DEFAULT.directBuffer(REQUEST_BYTES, MAX_REQUEST_BYTES);
    private final ByteBuf in = UnpooledByteBufAllocator.DEFAULT.directBuffer(RECEIVE_BYTES, RECEIVE_BYTES);
    private final MessageWriter writer = new MessageWriter(out);
    private int sequence;
    /** An exchange ended before its answer did: the rest of it may still come. */
    private boolean unfinished;

    private volatile boolean closed;
    private boolean released;

    Conversation(NetlinkSocket socket, Ticker ticker) {
        this.socket = socket;
        this.ticker = ticker;
    }

    NetlinkSocket socket() {
        return socket;
    }

    /** Sends a change and waits for its acknowledgement. */
    void execute(Request request, Duration timeout) {
        execute(request, timeout, 0, 0);
    }

    /**
     * Sends a change and waits for its acknowledgement.
     *
     * @param expected an errno that is a result rather than an error; 0 for none
     * @param alsoExpected another one
     * @return whether the change was made
     */
    boolean execute(Request request, Duration timeout, int expected, int alsoExpected) {
        lock.lock();
        try {
            ErrorReply reply = exchange(request, NLM_F_ACK, Sink.NONE, new Limit(timeout));
            if (reply.errno() == 0) {
                return true;
            }
            if (reply.errno() == expected || reply.errno() == alsoExpected) {
                return false;
            }
            throw rejected(request, reply);
        } finally {
            unlock();
        }
    }

    /**
     * Asks for one object.
     *
     * @param expected an errno that means there is none; 0 for none
     * @return whether there is one; the sink then has it
     */
    boolean get(Request request, Duration timeout, Sink sink, int expected) {
        lock.lock();
        try {
            ErrorReply reply = exchange(request, 0, sink, new Limit(timeout));
            if (reply.errno() == 0) {
                return true;
            }
            if (reply.errno() == expected) {
                return false;
            }
            throw rejected(request, reply);
        } finally {
            unlock();
        }
    }

    /**
     * Asks for many objects.
     *
     * @param expected an errno that means there are none; 0 for none
     */
    void dump(Request request, Duration timeout, Sink sink, int expected) {
        lock.lock();
        try {
            Limit limit = new Limit(timeout);
            for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
                sink.restart();
                limit.disturbed = false;
                ErrorReply reply = exchange(request, NLM_F_DUMP, sink, limit);
                if (reply.errno() == expected && expected != 0) {
                    sink.restart();
                    return;
                }
                if (reply.errno() != 0) {
                    throw rejected(request, reply);
                }
                if (!limit.disturbed) {
                    return;
                }
            }
            throw new NetlinkException.DumpInterrupted(request.words(), DUMP_ATTEMPTS);
        } finally {
            unlock();
        }
    }

    /** Ends a request in progress, from any thread; further calls do nothing. */
    @Override
    public void close() {
        closed = true;
        socket.close();
        lock.lock();
        unlock();
    }

    private ErrorReply exchange(Request request, int flags, Sink sink, Limit limit) {
        if (closed) {
            throw new NetlinkException.Closed(request.words());
        }
        boolean answered = false;
        try {
            write(request, flags);
            if (unfinished) {
                skipUnfinished();
            }
            socket.send(out);
            ErrorReply reply = receive(request, flags, sink, limit);
            answered = true;
            return reply;
        } catch (ErrnoException e) {
            throw new NetlinkException.SocketFailed(request.words(), e);
        } catch (DecodeException e) {
            throw new NetlinkException.Malformed(request.words(), e);
        } catch (SocketClosedException e) {
            throw new NetlinkException.Closed(request.words());
        } finally {
            unfinished = !answered;
        }
    }

    private void write(Request request, int flags) {
        out.clear();
        sequence = sequence == Integer.MAX_VALUE ? 1 : sequence + 1;
        try {
            writer.begin(request.type(), request.flags() | flags | NLM_F_REQUEST, sequence);
            request.write(writer);
            writer.end();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(request.words() + ": more than " + MAX_REQUEST_BYTES + " bytes", e);
        }
    }

    /** Reading the rest of an unfinished dump also ends it in the kernel, which else answers EBUSY to the next. */
    private void skipUnfinished() throws ErrnoException {
        for (int i = 0; i < MAX_STALE; i++) {
            in.clear();
            try {
                if (!socket.receive(in, Duration.ZERO)) {
                    return;
                }
            } catch (ErrnoException e) {
                int errno = e.errno().value();
                if (errno != Errno.ENOBUFS.value() && errno != Errno.EMSGSIZE.value()) {
                    throw e;
                }
            }
        }
    }

    private ErrorReply receive(Request request, int flags, Sink sink, Limit limit)
            throws ErrnoException, DecodeException {
        while (true) {
            in.clear();
            if (!receiveDatagram(request, flags, limit)) {
                continue;
            }
            MessageReader message = new MessageReader(in);
            while (message.next()) {
                if (message.sequence() != sequence || message.portId() != socket.portId()) {
                    continue;
                }
                if ((message.flags() & NLM_F_DUMP_INTR) != 0) {
                    limit.disturbed = true;
                }
                switch (message.type()) {
                    case NLMSG_NOOP -> {}
                    case NLMSG_ERROR, NLMSG_DONE -> {
                        return ErrorReply.read(message);
                    }
                    case NLMSG_OVERRUN -> limit.disturbed = true;
                    default -> {
                        sink.accept(message);
                        if (flags == 0 && (message.flags() & NLM_F_MULTI) == 0) {
                            return ErrorReply.OK;
                        }
                    }
                }
            }
        }
    }

    /** @return false when the kernel says instead that it dropped something */
    private boolean receiveDatagram(Request request, int flags, Limit limit) throws ErrnoException {
        @Nullable ErrnoException overrun = flags == NLM_F_DUMP ? null : limit.overrun;
        Duration left = limit.left();
        boolean received;
        try {
            // An acknowledgement is queued before send returns: what is not there now is what was dropped.
            received = socket.receive(in, overrun != null ? Duration.ZERO : left);
        } catch (ErrnoException e) {
            if (e.errno().value() != Errno.ENOBUFS.value()) {
                throw e;
            }
            limit.overrun = e;
            limit.disturbed = true;
            received = false;
            if (!left.isZero()) {
                return false;
            }
        }
        if (!received && overrun != null) {
            throw overrun;
        }
        if (!received || left.isZero()) {
            throw new NetlinkException.TimedOut(request.words(), limit.timeout.toMillis());
        }
        return true;
    }

    private NetlinkException.Rejected rejected(Request request, ErrorReply reply) {
        return new NetlinkException.Rejected(request.words(), Rejection.of(reply, request.type(), out));
    }

    private void unlock() {
        if (closed && !released && lock.getHoldCount() == 1) {
            released = true;
            out.release();
            in.release();
        }
        lock.unlock();
    }

    /** What bounds an exchange, and what happened to it. */
    private final class Limit {
        private final Duration timeout;
        private final long deadline;
        private boolean disturbed;
        private @Nullable ErrnoException overrun;

        Limit(Duration timeout) {
            this.timeout = timeout;
            this.deadline = ticker.nanos() + timeout.toNanos();
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, deadline - ticker.nanos()));
        }
    }
}

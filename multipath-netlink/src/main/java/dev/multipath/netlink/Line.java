package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REQUEST;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A socket with its two buffers and its sequence numbers; used by one thread at a time. */
final class Line {
    static final int MAX_REQUEST_BYTES = 128 * 1024;

    /** Dump datagrams stay below 32,400 bytes; a single answer may be longer. */
    private static final int RECEIVE_BYTES = 64 * 1024;
    /** Room for a refusal: 36 bytes, a sentence of at most 79, the place, and what would have been accepted. */
    private static final int ACKNOWLEDGEMENT_BYTES = 1024;
    /** Room for one object: {@link GroupRun#TOGETHER} of them fit the buffer. */
    private static final int ANSWER_BYTES = RECEIVE_BYTES / GroupRun.TOGETHER;
    /** How many datagrams of earlier exchanges are thrown away before a new one. */
    private static final int MAX_STALE = 100_000;

    /** How waiting for a datagram ended. */
    enum Arrival {
        /** With one, in {@link #in}. */
        DATAGRAM,
        /** The kernel dropped it. */
        DROPPED,
        /** The time is over. */
        LATE,
        /** Somebody interrupted the waiting thread, whose flag stays set. */
        INTERRUPTED
    }

    private final NetlinkSocket socket;
    private final Limit limit;
    final ByteBuf out;
    final ByteBuf in;
    private final MessageWriter writer;
    private int sequence;
    /** The largest datagram there is room for. */
    private int largest = MAX_REQUEST_BYTES;
    /** An exchange ended before its answer did: the rest of it may still come. */
    private boolean unfinished;

    Line(NetlinkSocket socket, Ticker ticker) {
        this.socket = socket;
        this.limit = new Limit(ticker);
        this.out = socket.buffer(MAX_REQUEST_BYTES);
        this.in = socket.buffer(RECEIVE_BYTES);
        this.writer = new MessageWriter(out);
    }

    /**
     * Opens a socket with its buffers; without memory for those it is not left open.
     *
     * @throws NetlinkException.SocketFailed when the system refuses one
     */
    static Line open(NetNs namespace, NetlinkSocketFactory sockets, NetlinkFamily family) {
        NetlinkSocket socket;
        try {
            socket = sockets.open(namespace, family);
        } catch (ErrnoException e) {
            throw new NetlinkException.SocketFailed("", e);
        }
        boolean done = false;
        try {
            Line line = new Line(socket, Ticker.SYSTEM);
            done = true;
            return line;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    NetlinkSocket socket() {
        return socket;
    }

    /** For the exchange to come: there is one at a time. */
    Limit limit(Duration timeout) {
        limit.reset(timeout);
        return limit;
    }

    /** Takes the next so many sequence numbers, which follow each other; 0 is never one. */
    int sequences(int count) {
        if (sequence > Integer.MAX_VALUE - count) {
            sequence = 0;
        }
        int first = sequence + 1;
        sequence += count;
        return first;
    }

    /** Writes one request into {@link #out}. */
    void write(Request request, int flags, int number) {
        out.clear();
        append(request, flags, number);
    }

    /** Writes a further request into {@link #out}. */
    void append(Request request, int flags, int number) {
        try {
            writer.begin(request.type(), request.flags() | flags | NLM_F_REQUEST, number);
            request.write(writer);
            writer.end();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(request.words() + ": more than " + MAX_REQUEST_BYTES + " bytes", e);
        }
    }

    /** Sends {@link #out}. {@link #finished()} says later that nothing more will come. */
    void send() throws ErrnoException {
        send(out);
    }

    /** Sends another buffer than {@link #out}, and makes room in the socket for more than it usually takes. */
    void send(ByteBuf messages) throws ErrnoException {
        if (unfinished) {
            skipUnfinished();
        }
        int bytes = messages.readableBytes();
        if (bytes > largest) {
            socket.sendBuffer(bytes);
            largest = bytes;
        }
        unfinished = true;
        socket.send(messages);
    }

    void finished() {
        unfinished = false;
    }

    /** Whether the message is one for this socket. */
    boolean isOurs(MessageReader message) {
        return message.portId() == socket.portId();
    }

    /**
     * Receives a datagram, at once where one is there.
     *
     * @param queued the kernel queues the answer before send returns: what is not there after an overrun was dropped
     */
    Arrival receive(Limit limit, boolean queued) throws ErrnoException {
        return receive(limit, queued, 0);
    }

    /** Receives as many acknowledgements as are there; they may come in one datagram or look as if they did. */
    Arrival receiveAcknowledgements(Limit limit) throws ErrnoException {
        return receive(limit, true, ACKNOWLEDGEMENT_BYTES);
    }

    /**
     * Likewise answers of a page each at most.
     *
     * @throws ErrnoException EMSGSIZE when one is longer: it is lost, and what came with it
     */
    Arrival receiveAnswers(Limit limit) throws ErrnoException {
        return receive(limit, true, ANSWER_BYTES);
    }

    private Arrival receive(Limit limit, boolean queued, int longest) throws ErrnoException {
        while (true) {
            in.clear();
            try {
                if (longest > 0 ? socket.receiveQueued(in, longest) : socket.receive(in, Duration.ZERO)) {
                    return Arrival.DATAGRAM;
                }
                if (queued && limit.overrun != null) {
                    return Arrival.DROPPED;
                }
                return await(limit);
            } catch (ErrnoException e) {
                if (!e.is(Errno.ENOBUFS)) {
                    throw e;
                }
                limit.overrun = e;
                limit.disturbed = true;
            }
            limit.start();
            if (limit.isOver()) {
                return Arrival.LATE;
            }
        }
    }

    /** Whether the exchange must end here; null where it may go on. */
    @Nullable
    Arrival check(Limit limit, boolean interruptible) {
        limit.start();
        if (interruptible && Thread.currentThread().isInterrupted()) {
            return Arrival.INTERRUPTED;
        }
        return limit.isOver() ? Arrival.LATE : null;
    }

    private Arrival await(Limit limit) throws ErrnoException {
        limit.start();
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                return Arrival.INTERRUPTED;
            }
            Duration slice = limit.slice();
            if (slice.isZero()) {
                return Arrival.LATE;
            }
            if (socket.receive(in, slice)) {
                return Arrival.DATAGRAM;
            }
        }
    }

    /** What to throw for an end that brought nothing. */
    static NetlinkException failure(Arrival end, Limit limit, String words) {
        if (end == Arrival.DROPPED && limit.overrun != null) {
            return new NetlinkException.SocketFailed(words, limit.overrun);
        }
        return end == Arrival.INTERRUPTED
                ? new NetlinkException.Interrupted(words, true)
                : new NetlinkException.TimedOut(words, limit.timeout().toMillis());
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
                if (!e.is(Errno.ENOBUFS) && !e.is(Errno.EMSGSIZE)) {
                    throw e;
                }
            }
        }
    }

    void release() {
        out.release();
        in.release();
    }
}

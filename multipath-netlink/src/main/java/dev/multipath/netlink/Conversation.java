package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_DONE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_ERROR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_NOOP;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_OVERRUN;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_ACK;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP_INTR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_MULTI;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers on one socket. The requester sends and reads its own answer under a lock; others queue.
 *
 * <p>Answers are known by sequence number and port id; what belongs to an earlier request (one that timed out) is
 * skipped. A dump disturbed by changes (NLM_F_DUMP_INTR on any of its messages) is read to its end and asked for again.
 *
 * <p>An interrupt ends waiting, in the queue or for an answer, and a dump between two datagrams; a change whose answer
 * is there is never given up.
 */
final class Conversation implements AutoCloseable {
    /** How often a dump that changes disturb is tried. */
    static final int DUMP_ATTEMPTS = 5;

    private final Line line;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;
    private boolean released;

    Conversation(NetlinkSocket socket, Ticker ticker) {
        this(new Line(socket, ticker));
    }

    Conversation(Line line) {
        this.line = line;
    }

    NetlinkSocket socket() {
        return line.socket();
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
        return ask(request, NLM_F_ACK, timeout, Sink.NONE, expected, alsoExpected);
    }

    /**
     * Asks for one object.
     *
     * @param expected an errno that means there is none; 0 for none
     * @return whether there is one; the sink then has it
     */
    boolean get(Request request, Duration timeout, Sink sink, int expected) {
        return get(request, timeout, sink, expected, 0);
    }

    /**
     * Asks for one object.
     *
     * @param expected an errno that means there is none; 0 for none
     * @param alsoExpected another one
     * @return whether there is one; the sink then has it
     */
    boolean get(Request request, Duration timeout, Sink sink, int expected, int alsoExpected) {
        return ask(request, 0, timeout, sink, expected, alsoExpected);
    }

    /**
     * Asks for one object and has the end of the answer acknowledged, since nfnetlink marks single answers, too, as parts
     * of many ({@code NLM_F_MULTI}) and sends no NLMSG_DONE behind them.
     */
    void getAcknowledged(Request request, Duration timeout, Sink sink) {
        ask(request, NLM_F_ACK, timeout, sink, 0, 0);
    }

    private boolean ask(Request request, int flags, Duration timeout, Sink sink, int expected, int alsoExpected) {
        enter(request);
        try {
            ErrorReply reply = exchange(request, flags, sink, line.limit(timeout));
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

    /** Asks for several objects, each of which there may be or not. */
    void run(GroupRun group, Duration timeout) {
        if (group.isEmpty()) {
            return;
        }
        if (!tryEnter()) {
            throw new NetlinkException.Interrupted(group.words(), false);
        }
        try {
            if (closed) {
                throw new NetlinkException.Closed(group.words());
            }
            group.run(line, line.limit(timeout));
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
        dump(List.of(request), timeout, sink, expected, 0);
    }

    /**
     * Asks for many objects, by several requests that count as one: when changes disturb any, all are asked again.
     *
     * @param expected an errno that means there are none; 0 for none
     * @param alsoExpected another one
     */
    void dump(List<? extends Request> requests, Duration timeout, Sink sink, int expected, int alsoExpected) {
        enter(requests.get(0));
        try {
            Limit limit = line.limit(timeout);
            limit.start();
            for (int attempt = 1; attempt <= DUMP_ATTEMPTS; attempt++) {
                sink.restart();
                @Nullable Request disturbed = pass(requests, sink, limit, expected, alsoExpected);
                if (disturbed == null) {
                    return;
                }
                if (attempt == DUMP_ATTEMPTS || !sink.again()) {
                    throw new NetlinkException.DumpInterrupted(disturbed.words(), attempt);
                }
            }
        } finally {
            unlock();
        }
    }

    /** Sends the changes of a batch, and tells what became of each. */
    List<ChangeResult> run(BatchRun batch, Duration timeout) {
        if (!tryEnter()) {
            return batch.notSent(new NetlinkException.Interrupted(batch.words(), false));
        }
        try {
            return batch.run(line, line.limit(timeout), () -> closed);
        } finally {
            unlock();
        }
    }

    /**
     * Carries out a transaction.
     *
     * @return false where another generation is in force than it is for
     */
    boolean run(TransactionRun transaction, Duration timeout) {
        if (!tryEnter()) {
            throw new NetlinkException.Interrupted(transaction.words(), false);
        }
        try {
            if (closed) {
                throw new NetlinkException.Closed(transaction.words());
            }
            return transaction.run(line, line.limit(timeout));
        } finally {
            unlock();
        }
    }

    /** Ends a request in progress, from any thread; further calls do nothing. */
    @Override
    public void close() {
        closed = true;
        socket().close();
        lock.lock();
        unlock();
    }

    /** @return the request that changes disturbed; null for none */
    private @Nullable Request pass(
            List<? extends Request> requests, Sink sink, Limit limit, int expected, int alsoExpected) {
        for (Request request : requests) {
            limit.disturbed = false;
            limit.objects = 0;
            ErrorReply reply = exchange(request, NLM_F_DUMP, sink, limit);
            boolean absent = reply.errno() != 0;
            if (absent && reply.errno() != expected && reply.errno() != alsoExpected) {
                throw rejected(request, reply);
            }
            // A table that vanishes under a dump ends it with the same error as one that never was.
            if (absent ? limit.objects > 0 : limit.disturbed) {
                return request;
            }
        }
        return null;
    }

    private void enter(Request request) {
        if (!tryEnter()) {
            throw new NetlinkException.Interrupted(request.words(), false);
        }
    }

    /** @return false for an interrupt in the queue */
    private boolean tryEnter() {
        if (!lock.tryLock()) {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        if (lock.getHoldCount() > 1) {
            lock.unlock();
            throw new IllegalStateException("a request from inside a walk on the same handle: open another");
        }
        return true;
    }

    private ErrorReply exchange(Request request, int flags, Sink sink, Limit limit) {
        if (closed) {
            throw new NetlinkException.Closed(request.words());
        }
        try {
            int number = line.sequences(1);
            line.write(request, flags, number);
            line.send();
            ErrorReply reply = answer(request, flags, number, sink, limit);
            line.finished();
            return reply;
        } catch (ErrnoException e) {
            throw new NetlinkException.SocketFailed(request.words(), e);
        } catch (DecodeException e) {
            throw new NetlinkException.Malformed(request.words(), e);
        } catch (SocketClosedException e) {
            throw new NetlinkException.Closed(request.words());
        }
    }

    private ErrorReply answer(Request request, int flags, int number, Sink sink, Limit limit)
            throws ErrnoException, DecodeException {
        while (true) {
            Line.@Nullable Arrival end = line.receive(limit, flags != NLM_F_DUMP);
            if (end == Line.Arrival.DATAGRAM) {
                ErrorReply reply = read(flags, number, sink, limit);
                if (reply != null) {
                    return reply;
                }
                end = line.check(limit, flags == NLM_F_DUMP);
            }
            if (end != null) {
                throw Line.failure(end, limit, request.words());
            }
        }
    }

    /** @return what ends the answer; null when more is to come */
    private @Nullable ErrorReply read(int flags, int number, Sink sink, Limit limit) throws DecodeException {
        MessageReader message = new MessageReader(line.in);
        while (message.next()) {
            if (message.sequence() != number || !line.isOurs(message)) {
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
                    limit.objects++;
                    sink.accept(message);
                    if (flags == 0 && (message.flags() & NLM_F_MULTI) == 0) {
                        return ErrorReply.OK;
                    }
                }
            }
        }
        return null;
    }

    private NetlinkException.Rejected rejected(Request request, ErrorReply reply) {
        return new NetlinkException.Rejected(request.words(), Rejection.of(reply, request.layout(), line.out));
    }

    private void unlock() {
        if (closed && !released && lock.getHoldCount() == 1) {
            released = true;
            line.release();
        }
        lock.unlock();
    }
}

package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_ERROR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_NOOP;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions for one object each on their way: up to {@link #TOGETHER} sent by one system call, and as many answers taken
 * by one. Where an answer is too long for that, its group is asked again and the answers taken one by one: some are told
 * twice then.
 */
final class GroupRun {
    /** Requests sent by one system call: their answers, of a page each at most, fit a small receive buffer. */
    static final int TOGETHER = 16;

    private final List<? extends Request> requests;
    private final Answers answers;
    private final int expected;
    /** The group: position of its first request, behind its last one, and the sequence number of the first. */
    private int from;

    private int to;
    private int firstSequence;

    /** Takes answers. */
    interface Answers {
        /**
         * Takes one.
         *
         * @param position of the request
         */
        void accept(int position, MessageReader message) throws DecodeException;
    }

    /** @param expected an errno that means there is no such object: nothing is told of it */
    GroupRun(List<? extends Request> requests, Answers answers, int expected) {
        this.requests = requests;
        this.answers = answers;
        this.expected = expected;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /** The first request of the group in the words of iproute2. */
    String words() {
        return requests.get(from).words();
    }

    /** Asks, and waits for all answers; the first refusal but for the expected one ends it. */
    void run(Line line, Limit limit) {
        for (from = 0; from < requests.size(); from = to) {
            to = Math.min(requests.size(), from + TOGETHER);
            if (!exchange(line, limit, true)) {
                exchange(line, limit, false);
            }
        }
    }

    /** @return false when one of the answers, taken together, was too long */
    private boolean exchange(Line line, Limit limit, boolean together) {
        try {
            send(line);
            receive(line, limit, together);
            line.finished();
            return true;
        } catch (ErrnoException e) {
            if (together && e.is(Errno.EMSGSIZE)) {
                return false;
            }
            throw new NetlinkException.SocketFailed(words(), e);
        } catch (DecodeException e) {
            throw new NetlinkException.Malformed(words(), e);
        } catch (SocketClosedException e) {
            throw new NetlinkException.Closed(words());
        }
    }

    private void send(Line line) throws ErrnoException {
        firstSequence = line.sequences(to - from);
        line.out.clear();
        for (int i = from; i < to; i++) {
            line.append(requests.get(i), 0, firstSequence + i - from);
        }
        line.send();
    }

    private void receive(Line line, Limit limit, boolean together) throws ErrnoException, DecodeException {
        int missing = to - from;
        while (missing > 0) {
            Line.@Nullable Arrival end = together ? line.receiveAnswers(limit) : line.receive(limit, true);
            if (end == Line.Arrival.DATAGRAM) {
                missing -= take(line);
                end = line.check(limit, false);
            }
            if (end != null && missing > 0) {
                throw Line.failure(end, limit, words());
            }
        }
    }

    /** @return how many answers the datagrams have */
    private int take(Line line) throws DecodeException {
        int count = 0;
        MessageReader message = new MessageReader(line.in);
        while (message.next()) {
            int i = message.sequence() - firstSequence;
            if (i < 0 || i >= to - from || !line.isOurs(message) || message.type() == NLMSG_NOOP) {
                continue;
            }
            count++;
            if (message.type() != NLMSG_ERROR) {
                answers.accept(from + i, message);
                continue;
            }
            ErrorReply reply = ErrorReply.read(message);
            if (reply.errno() != expected) {
                throw new NetlinkException.Rejected(
                        requests.get(from + i).words(),
                        Rejection.of(reply.errno(), reply.ack().message()));
            }
        }
        return count;
    }
}

package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_ERROR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_ACK;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way: windows of messages, each one send(2), and then the answers to them.
 *
 * <p>Answers wait in the receive buffer, which charges 832 bytes for each, for an acknowledgement of 36 bytes as for a
 * refusal of 120 with sentence, place and policy: 256 of them fit the default of 212,992 bytes (Linux 6.18). A window is
 * half of that, for kernels that charge more; nearly all that fewer system calls save is saved by then.
 */
final class BatchRun {
    /** Messages in flight. */
    static final int WINDOW_MESSAGES = 128;

    /** Bytes in flight, unless a single message is longer. */
    static final int WINDOW_BYTES = 32 * 1024;

    private static final int FLAGS_AT = 6;
    private static final int SEQUENCE_AT = 8;

    private final List<Changes.Change> changes;
    /** The messages one behind the other, without acknowledgement flag and sequence number. */
    private final ByteBuf encoded;

    private final boolean lastOnly;
    private final boolean stopAtFirstFailure;
    private final List<ChangeResult> results;

    /** The window: where each message begins in the line's buffer, and what the kernel said to it. */
    private final int[] starts = new int[WINDOW_MESSAGES + 1];

    private final @Nullable ChangeResult[] answers = new ChangeResult[WINDOW_MESSAGES];
    private int count;
    private int first;
    private int firstSequence;
    /** What ends the batch. */
    private @Nullable NetlinkException end;

    BatchRun(Changes changes, boolean lastOnly, boolean stopAtFirstFailure) {
        this.changes = changes.list;
        this.encoded = changes.encoded;
        this.lastOnly = lastOnly;
        this.stopAtFirstFailure = stopAtFirstFailure;
        this.results = new ArrayList<>(changes.list.size());
    }

    /** The first change in the words of iproute2. */
    String words() {
        return changes.isEmpty() ? "" : changes.get(0).request().words();
    }

    /** Nothing (more) is sent. */
    List<ChangeResult> notSent(NetlinkException why) {
        ChangeResult rest = new ChangeResult.NotSent(why);
        while (results.size() < changes.size()) {
            results.add(rest);
        }
        return Collections.unmodifiableList(results);
    }

    List<ChangeResult> run(Line line, Limit limit, BooleanSupplier closed) {
        limit.start();
        while (results.size() < changes.size()) {
            first = results.size();
            NetlinkException why = obstacle(line, limit, closed);
            if (why != null) {
                return notSent(why);
            }
            window(line, limit);
        }
        return Collections.unmodifiableList(results);
    }

    private @Nullable NetlinkException obstacle(Line line, Limit limit, BooleanSupplier closed) {
        if (end != null) {
            return end;
        }
        String words = changes.get(first).request().words();
        if (closed.getAsBoolean()) {
            return new NetlinkException.Closed(words);
        }
        Line.Arrival late = line.check(limit, true);
        if (late == Line.Arrival.INTERRUPTED) {
            return new NetlinkException.Interrupted(words, false);
        }
        return late == null
                ? null
                : new NetlinkException.TimedOut(words, limit.timeout().toMillis(), false);
    }

    private void window(Line line, Limit limit) {
        fill(line);
        limit.overrun = null;
        try {
            line.send();
        } catch (ErrnoException e) {
            end = new NetlinkException.SocketFailed(words(0), e);
            return;
        } catch (SocketClosedException e) {
            end = new NetlinkException.Closed(words(0));
            return;
        }
        NetlinkException lost = receive(line, limit);
        for (int i = 0; i < count; i++) {
            results.add(result(i, lost));
        }
    }

    /** Copies as many messages as a window takes, and numbers them. */
    private void fill(Line line) {
        ByteBuf out = line.out;
        out.clear();
        int from = changes.get(first).offset();
        int to = from;
        count = 0;
        while (count < WINDOW_MESSAGES && first + count < changes.size()) {
            int next = first + count + 1;
            int behind = next < changes.size() ? changes.get(next).offset() : encoded.writerIndex();
            if (count > 0 && behind - from > WINDOW_BYTES) {
                break;
            }
            starts[count++] = to - from;
            to = behind;
        }
        starts[count] = to - from;
        out.writeBytes(encoded, from, to - from);
        Arrays.fill(answers, 0, count, null);
        firstSequence = line.sequences(count);
        for (int i = 0; i < count; i++) {
            if (!lastOnly || i == count - 1) {
                int flags = NativeOrder.u16(out, starts[i] + FLAGS_AT);
                NativeOrder.set16(out, starts[i] + FLAGS_AT, flags | NLM_F_ACK);
            }
            NativeOrder.set32(out, starts[i] + SEQUENCE_AT, firstSequence + i);
        }
    }

    /** @return why not everything the kernel said came through; null when it did */
    private @Nullable NetlinkException receive(Line line, Limit limit) {
        int missing = lastOnly ? 1 : count;
        try {
            while (missing > 0) {
                Line.@Nullable Arrival arrival = line.receiveAcknowledgements(limit);
                if (arrival == Line.Arrival.DATAGRAM) {
                    int news = take(line);
                    missing -= news;
                    arrival = news == 0 ? line.check(limit, false) : null;
                }
                if (arrival != null) {
                    NetlinkException lost = Line.failure(arrival, limit, unanswered());
                    // After an overrun the next window is answered again; a kernel or a thread that has had enough is
                    // not.
                    end = arrival == Line.Arrival.DROPPED ? end : lost;
                    return lost;
                }
            }
        } catch (ErrnoException e) {
            end = new NetlinkException.SocketFailed(unanswered(), e);
            return end;
        } catch (DecodeException e) {
            end = new NetlinkException.Malformed(unanswered(), e);
            return end;
        } catch (SocketClosedException e) {
            end = new NetlinkException.Closed(unanswered());
            return end;
        }
        line.finished();
        // With an acknowledgement of the last one only, what was dropped may have been a refusal.
        return lastOnly && limit.overrun != null
                ? new NetlinkException.SocketFailed(unanswered(), limit.overrun)
                : null;
    }

    /** @return how many answers that were waited for the datagram has */
    private int take(Line line) throws DecodeException {
        int news = 0;
        MessageReader message = new MessageReader(line.in);
        while (message.next()) {
            int i = message.sequence() - firstSequence;
            if (message.type() != NLMSG_ERROR || i < 0 || i >= count || !line.isOurs(message) || answers[i] != null) {
                continue;
            }
            answers[i] = answer(i, ErrorReply.read(message), line.out);
            news += !lastOnly || i == count - 1 ? 1 : 0;
        }
        return news;
    }

    private ChangeResult answer(int i, ErrorReply reply, ByteBuf out) {
        int errno = reply.errno();
        if (errno == 0) {
            return ChangeResult.DONE;
        }
        Changes.Change change = changes.get(first + i);
        if (errno == change.expected() || errno == change.alsoExpected()) {
            return new ChangeResult.NotNeeded(Errno.of(errno));
        }
        ByteBuf message = out.slice(starts[i], starts[i + 1] - starts[i]);
        Rejection rejection = Rejection.of(reply, change.request().layout(), message);
        return failed(new ChangeResult.Refused(new NetlinkException.Rejected(words(i), rejection)));
    }

    private ChangeResult result(int i, @Nullable NetlinkException lost) {
        ChangeResult answer = answers[i];
        if (answer != null) {
            return answer;
        }
        return lost == null ? ChangeResult.DONE : failed(new ChangeResult.Unknown(lost));
    }

    private ChangeResult failed(ChangeResult result) {
        if (stopAtFirstFailure && end == null) {
            end = result instanceof ChangeResult.Refused refused
                    ? refused.why()
                    : ((ChangeResult.Unknown) result).why();
        }
        return result;
    }

    private String words(int i) {
        return changes.get(first + i).request().words();
    }

    /** The first change whose answer is missing. */
    private String unanswered() {
        for (int i = 0; i < count; i++) {
            if (answers[i] == null) {
                return words(i);
            }
        }
        return words(count - 1);
    }
}

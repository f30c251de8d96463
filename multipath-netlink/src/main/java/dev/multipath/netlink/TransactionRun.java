package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLMSG_ERROR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_ACK;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REQUEST;

import dev.multipath.netlink.codec.nftables.Nft;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on its way: {@code NFNL_MSG_BATCH_BEGIN}, the messages, {@code NFNL_MSG_BATCH_END} in one datagram.
 *
 * <p>The kernel answers when it has made, or undone, all of it, with the refusals in order. What it finds before it looks
 * at the messages (no permission, another generation, no memory) it says of the beginning; what it finds when all are done
 * (an anonymous set that no rule uses) it says, ahead of all other answers, of the first message. Only the first and the
 * last ask for an acknowledgement: where the first is refused and acknowledged, it was not at fault. So the answers to a
 * success fit any receive buffer, and of a failure with very many refusals the first are there.
 */
final class TransactionRun {
    static final long ANY_GENERATION = -1;

    /** {@code ERESTART}, said of the beginning: another generation. */
    private static final int ERESTART = 85;

    /** Beginning with a generation, and end. */
    private static final int FRAME_BYTES = 20 + 8 + 20;

    private static final int FLAGS_AT = 6;
    private static final int SEQUENCE_AT = 8;

    private final Changes changes;
    private final long generation;
    private int firstSequence;
    /** Where the messages begin behind the batch's beginning. */
    private int offset;

    TransactionRun(Changes changes, long generation) {
        this.changes = changes;
        this.generation = generation;
    }

    /** The first change in the words of nft. */
    String words() {
        return changes.list.get(0).request().words();
    }

    /**
     * Sends it and waits for the outcome.
     *
     * @return false for another generation
     */
    boolean run(Line line, Limit limit) {
        limit.start();
        int bytes = changes.encoded.readableBytes() + FRAME_BYTES;
        boolean large = bytes > Line.MAX_REQUEST_BYTES;
        ByteBuf out = large ? line.socket().buffer(bytes) : line.out;
        try {
            fill(line, out);
            line.send(out);
            return receive(line, limit, out);
        } catch (ErrnoException e) {
            throw new NetlinkException.SocketFailed(words(), e);
        } catch (DecodeException e) {
            throw new NetlinkException.Malformed(words(), e);
        } catch (SocketClosedException e) {
            throw new NetlinkException.Closed(words());
        } finally {
            if (large) {
                out.release();
            }
        }
    }

    private void fill(Line line, ByteBuf out) {
        int count = changes.list.size();
        firstSequence = line.sequences(count + 2);
        out.clear();
        MessageWriter message = new MessageWriter(out);
        message.begin(Nft.NFNL_MSG_BATCH_BEGIN, NLM_F_REQUEST, firstSequence);
        Nft.begin(message, generation);
        message.end();
        offset = out.writerIndex();
        out.writeBytes(changes.encoded, 0, changes.encoded.writerIndex());
        for (int i = 0; i < count; i++) {
            int start = offset + changes.list.get(i).offset();
            NativeOrder.set32(out, start + SEQUENCE_AT, firstSequence + 1 + i);
            if (i == 0 || i == count - 1) {
                NativeOrder.set16(out, start + FLAGS_AT, NativeOrder.u16(out, start + FLAGS_AT) | NLM_F_ACK);
            }
        }
        message.begin(Nft.NFNL_MSG_BATCH_END, NLM_F_REQUEST, firstSequence + 1 + count);
        Nft.end(message);
        message.end();
    }

    private boolean receive(Line line, Limit limit, ByteBuf out) throws ErrnoException, DecodeException {
        Verdict verdict = new Verdict();
        while (!verdict.complete) {
            Line.@Nullable Arrival arrival = line.receive(limit, true);
            if (arrival == Line.Arrival.DATAGRAM) {
                take(line, verdict);
                arrival = line.check(limit, false);
            }
            if (arrival != null && !verdict.complete) {
                if (verdict.refused >= 0) {
                    break;
                }
                throw Line.failure(arrival, limit, words());
            }
        }
        if (verdict.refused != 0 && limit.overrun == null) {
            line.finished();
        }
        return verdict.refused < 0 || judge(verdict, out);
    }

    /** What the kernel said: the first refusal counts, and whether the last message was answered. */
    private static final class Verdict {
        /** −1 for none, 0 the transaction as a whole, 1… its messages. */
        private int refused = -1;

        private ErrorReply reply = ErrorReply.OK;
        private boolean complete;
    }

    private void take(Line line, Verdict verdict) throws DecodeException {
        MessageReader message = new MessageReader(line.in);
        int last = changes.list.size();
        while (message.next()) {
            int i = message.sequence() - firstSequence;
            if (message.type() != NLMSG_ERROR || i < 0 || i > last + 1 || !line.isOurs(message)) {
                continue;
            }
            ErrorReply reply = ErrorReply.read(message);
            if (reply.errno() != 0 && verdict.refused < 0) {
                verdict.refused = i;
                verdict.reply = reply;
            } else if (reply.errno() == 0 && i == 1 && verdict.refused == 1) {
                verdict.refused = 0;
            }
            verdict.complete |= i == last || verdict.refused == 0;
        }
    }

    private boolean judge(Verdict verdict, ByteBuf out) {
        int errno = verdict.reply.errno();
        if (verdict.refused == 0 && errno == ERESTART && generation != ANY_GENERATION) {
            return false;
        }
        int i = verdict.refused - 1;
        if (i < 0 || i >= changes.list.size()) {
            Rejection rejection = Rejection.of(errno, verdict.reply.ack().message());
            throw new NetlinkException.Rejected("commit nf_tables transaction", rejection);
        }
        Request request = changes.list.get(i).request();
        int start = offset + changes.list.get(i).offset();
        ByteBuf message = out.slice(start, (int) NativeOrder.u32(out, start));
        throw new NetlinkException.Rejected(request.words(), Rejection.of(verdict.reply, request.layout(), message));
    }
}

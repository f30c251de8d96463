package dev.multipath.testkit.kernel;

import dev.multipath.netlink.wire.NetlinkHeader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A dump under way: what there was when it began, handed out datagram by datagram, the end with its errno behind it.
 * When what it shows changes meanwhile, the messages that follow say so (NLM_F_DUMP_INTR).
 */
final class FakeDump {
    /**
     * What a request for a dump comes to.
     *
     * @param type of its messages
     * @param flags that stand on each of them: NLM_F_DUMP_FILTERED or 0
     * @param generation changes when what is dumped does; one that never does, for tables whose dumps never tell
     */
    record Content(int type, int flags, List<Body> objects, LongSupplier generation) {}

    private final int sequence;
    private final int port;
    private final Deque<Message> left = new ArrayDeque<>();
    private final LongSupplier generation;
    private final long began;
    private final @Nullable Refusal refusal;
    private boolean interrupted;
    private boolean finished;

    FakeDump(Content content, int sequence, int port, boolean interrupted) {
        this.sequence = sequence;
        this.port = port;
        this.generation = content.generation();
        this.began = generation.getAsLong();
        this.refusal = null;
        this.interrupted = interrupted;
        for (Body object : content.objects()) {
            Message message = new Message(content.type(), NetlinkHeader.NLM_F_MULTI | content.flags(), object);
            // What no datagram of a dump could hold is left out: a multipath route of some two thousand legs.
            if (message.length() <= FakeKernelSocket.LARGEST_DUMP_DATAGRAM) {
                left.add(message.addressed(sequence, port));
            }
        }
    }

    /** One that was refused: its end comes at once and says why. */
    FakeDump(Refusal refusal, int sequence, int port) {
        this.sequence = sequence;
        this.port = port;
        this.generation = () -> 0;
        this.began = 0;
        this.refusal = refusal;
    }

    boolean isFinished() {
        return finished;
    }

    /** The next datagram, of at most so many bytes unless a single message has more. */
    byte[] next(int limit) {
        interrupted |= generation.getAsLong() != began;
        int flags = interrupted ? NetlinkHeader.NLM_F_DUMP_INTR : 0;
        ByteArrayOutputStream datagram = new ByteArrayOutputStream();
        while (!left.isEmpty()
                && (datagram.size() == 0 || datagram.size() + left.element().length() <= limit)) {
            datagram.writeBytes(left.remove().flags(flags).toBytes());
        }
        Message end = end().flags(flags);
        if (left.isEmpty() && (datagram.size() == 0 || datagram.size() + end.length() <= limit)) {
            finished = true;
            datagram.writeBytes(end.toBytes());
        }
        return datagram.toByteArray();
    }

    private Message end() {
        Refusal why = refusal;
        String text = why == null ? "" : why.text();
        int flags = NetlinkHeader.NLM_F_MULTI | (text.isEmpty() ? 0 : NetlinkHeader.NLM_F_ACK_TLVS);
        return new Message(NetlinkHeader.NLMSG_DONE, flags, message -> {
                    message.u32(why == null ? 0 : -why.errno());
                    if (!text.isEmpty()) {
                        message.attributes().string(Acknowledgement.TEXT, text);
                    }
                })
                .addressed(sequence, port);
    }
}

package dev.multipath.testkit.kernel;

import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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

    private static final int FLAGS = 6;

    private final int sequence;
    private final int port;
    /** All messages, one behind the other. */
    private final ByteBuf messages = Unpooled.buffer(1024);
    /** What is left of it begins here. */
    private int at;

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
            int start = messages.writerIndex();
            MessageWriter writer = new MessageWriter(messages)
                    .begin(content.type(), NetlinkHeader.NLM_F_MULTI | content.flags(), sequence, port);
            object.write(writer);
            writer.end();
            // What no datagram of a dump could hold is left out: a multipath route of some two thousand legs.
            if (messages.writerIndex() - start > FakeKernelSocket.LARGEST_DUMP_DATAGRAM) {
                messages.writerIndex(start);
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
        int start = at;
        while (at < messages.writerIndex() && (at == start || at + lengthAt(at) - start <= limit)) {
            NativeOrder.set16(messages, at + FLAGS, NativeOrder.u16(messages, at + FLAGS) | flags);
            at += lengthAt(at);
        }
        byte[] end = end().flags(flags).toBytes();
        int length = at - start;
        boolean last = at == messages.writerIndex() && (length == 0 || length + end.length <= limit);
        byte[] datagram = new byte[last ? length + end.length : length];
        messages.getBytes(start, datagram, 0, length);
        if (last) {
            finished = true;
            System.arraycopy(end, 0, datagram, length, end.length);
        }
        return datagram;
    }

    private int lengthAt(int position) {
        return NetlinkHeader.align((int) NativeOrder.u32(messages, position));
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

package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REQUEST;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** What was put into a {@link Batch}: changes, and their messages one behind the other. */
final class Changes {
    /** The messages, without acknowledgement flag and sequence number. */
    final ByteBuf encoded = Unpooled.buffer();

    final List<Change> list = new ArrayList<>();

    /**
     * A change that was put in.
     *
     * @param offset where its message begins
     * @param expected an errno that says the change is not needed; 0 for none
     * @param alsoExpected another one
     */
    record Change(Request request, int offset, int expected, int alsoExpected) {}

    void plus(Request request) {
        plus(request, 0, 0);
    }

    /** A change with errnos that say it is not needed. */
    void plus(Request request, Errno expected, Errno alsoExpected) {
        plus(request, expected.value(), alsoExpected.value());
    }

    /** Whatever cannot be written leaves nothing behind. */
    private void plus(Request request, int expected, int alsoExpected) {
        int start = encoded.writerIndex();
        boolean complete = false;
        try {
            MessageWriter message = new MessageWriter(encoded);
            message.begin(request.type(), request.flags() | NLM_F_REQUEST, 0);
            request.write(message);
            message.end();
            if (encoded.writerIndex() - start > Line.MAX_REQUEST_BYTES) {
                throw new IllegalArgumentException(
                        request.words() + ": more than " + Line.MAX_REQUEST_BYTES + " bytes");
            }
            list.add(new Change(request, start, expected, alsoExpected));
            complete = true;
        } finally {
            if (!complete) {
                encoded.writerIndex(start);
            }
        }
    }
}

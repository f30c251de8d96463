package dev.multipath.netlink;

import dev.multipath.netlink.codec.AttributePath;
import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * Fuzzing target: a refusal that points anywhere into a request of any form. The first message is the request, the
 * second the answer to it; where there is no second, the first is both, with the request it echoes.
 */
public final class RejectionFuzz {
    private static final int HEADER = 16;
    private static final int ERRNO = 4;

    private RejectionFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        try {
            if (!message.next()) {
                return;
            }
            byte[] request = message.toBytes();
            if (message.next()) {
                answer(ErrorReply.read(message), request);
            } else {
                MessageReader only = new MessageReader(Unpooled.wrappedBuffer(request));
                only.next();
                ErrorReply reply = ErrorReply.read(only);
                if (request.length >= HEADER + ERRNO + HEADER) {
                    answer(reply, Arrays.copyOfRange(request, HEADER + ERRNO, request.length));
                }
            }
        } catch (DecodeException e) {
            // Refused, as it may be.
        }
    }

    private static void answer(ErrorReply reply, byte[] request) {
        ByteBuf alone = Unpooled.wrappedBuffer(request);
        MessageLayout layout = MessageLayout.rtnetlink(alone.getUnsignedShortLE(4));
        String text = Rejection.of(reply, layout, alone).toString();
        byte[] whole = new byte[request.length + 128];
        Arrays.fill(whole, (byte) 0xff);
        System.arraycopy(request, 0, whole, 64, request.length);
        ByteBuf amid = Unpooled.wrappedBuffer(whole).setIndex(64, 64 + request.length);
        String again = Rejection.of(reply, layout, amid).toString();
        if (!again.equals(text)) {
            throw new AssertionError("alone " + text + "\namid  " + again);
        }
        for (int offset = 0; offset <= request.length; offset++) {
            if (!AttributePath.at(alone, offset).equals(AttributePath.at(amid, offset))) {
                throw new AssertionError("attribute at " + offset);
            }
            AttributePath.missing(alone, offset, offset);
        }
    }
}

package dev.multipath.testkit.kernel;

import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** One finished message, padded, whose flags and addressee can still be set. */
final class Message {
    private static final int FLAGS = 6;
    private static final int SEQUENCE = 8;
    private static final int PORT = 12;

    private final ByteBuf bytes;

    Message(int type, int flags, Body body) {
        bytes = Unpooled.buffer(128);
        MessageWriter writer = new MessageWriter(bytes).begin(type, flags, 0);
        body.write(writer);
        writer.end();
    }

    /** For this socket, as the answer to this request. */
    Message addressed(int sequence, int port) {
        NativeOrder.set32(bytes, SEQUENCE, sequence);
        NativeOrder.set32(bytes, PORT, port);
        return this;
    }

    Message flags(int more) {
        NativeOrder.set16(bytes, FLAGS, NativeOrder.u16(bytes, FLAGS) | more);
        return this;
    }

    int length() {
        return bytes.readableBytes();
    }

    byte[] toBytes() {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.getBytes(0, copy);
        return copy;
    }
}

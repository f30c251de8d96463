package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;

/**
 * Appends messages to a buffer: {@link #begin}, the family header field by field, {@link #attributes()}, {@link #end()}.
 * Several messages may follow each other in one datagram.
 */
public final class MessageWriter {
    private final ByteBuf out;
    private final AttributeWriter attributes;
    private int message = -1;

    /** Appends to this buffer, which grows as far as it may. */
    public MessageWriter(ByteBuf out) {
        this.out = out;
        this.attributes = new AttributeWriter(out);
    }

    /** Begins a message; its port id is 0, as in requests. */
    public MessageWriter begin(int type, int flags, int sequence) {
        return begin(type, flags, sequence, 0);
    }

    /** Begins a message as a kernel, real or fake, sends it. */
    public MessageWriter begin(int type, int flags, int sequence, int portId) {
        message = out.writerIndex();
        NativeOrder.write32(out, 0);
        NativeOrder.write16(out, type, flags);
        NativeOrder.write32(out, sequence);
        NativeOrder.write32(out, portId);
        return this;
    }

    /** Appends a byte of the family header. */
    public MessageWriter u8(int value) {
        out.writeByte(value);
        return this;
    }

    /** Appends 16 bits of the family header. */
    public MessageWriter u16(int value) {
        NativeOrder.write16(out, value);
        return this;
    }

    /** Appends 32 bits of the family header. */
    public MessageWriter u32(long value) {
        NativeOrder.write32(out, (int) value);
        return this;
    }

    /** The attributes behind the family header. */
    public AttributeWriter attributes() {
        return attributes;
    }

    /** Ends the message: patches its length and pads it. */
    public void end() {
        int length = out.writerIndex() - message;
        NativeOrder.set32(out, message, length);
        out.writeZero(NetlinkHeader.align(length) - length);
        message = -1;
    }
}

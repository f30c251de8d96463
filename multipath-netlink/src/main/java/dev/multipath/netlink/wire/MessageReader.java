package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;

/**
 * Walks the messages of one datagram. The fields shown are those of the message last reached by {@link #next()}; the
 * buffer's reader index is left alone.
 *
 * <p>Lengths are unsigned, include the header and exclude padding; the last message may lack its padding. After a
 * {@link DecodeException} from {@link #next()} there is no further message.
 */
public final class MessageReader {
    private final ByteBuf buffer;
    private final int start;
    private final int end;
    private int next;
    private int message;
    private int messageEnd;

    /** @param datagram its readable bytes are walked; it must stay unchanged meanwhile */
    public MessageReader(ByteBuf datagram) {
        this.buffer = datagram;
        this.start = datagram.readerIndex();
        this.end = datagram.writerIndex();
        this.next = start;
        this.message = start;
        this.messageEnd = start;
    }

    /**
     * Goes to the next message.
     *
     * @return false when there is none
     * @throws DecodeException for a header that is cut off, or a length the datagram does not hold
     */
    public boolean next() throws DecodeException {
        int left = end - next;
        if (left <= 0) {
            return false;
        }
        int at = next;
        next = end;
        if (left < NetlinkHeader.LENGTH) {
            throw new DecodeException("nlmsghdr", at - start, left + " bytes left, a header has 16");
        }
        long length = NativeOrder.u32(buffer, at);
        if (length < NetlinkHeader.LENGTH || length > left) {
            throw new DecodeException("nlmsg_len", at - start, length + " is outside 16.." + left);
        }
        message = at;
        messageEnd = at + (int) length;
        next = Math.min(end, at + NetlinkHeader.align((int) length));
        return true;
    }

    /** {@code nlmsg_type}. */
    public int type() {
        return NativeOrder.u16(buffer, message + 4);
    }

    /** {@code nlmsg_flags}. */
    public int flags() {
        return NativeOrder.u16(buffer, message + 6);
    }

    /** {@code nlmsg_seq}. */
    public int sequence() {
        return NativeOrder.s32(buffer, message + 8);
    }

    /** {@code nlmsg_pid}. */
    public int portId() {
        return NativeOrder.s32(buffer, message + 12);
    }

    /** The whole header as a value. */
    public NetlinkHeader header() {
        return new NetlinkHeader(NativeOrder.u32(buffer, message), type(), flags(), sequence(), portId());
    }

    /** Bytes behind the header. */
    public int bodyLength() {
        return messageEnd - message - NetlinkHeader.LENGTH;
    }

    /**
     * Insists on a family header.
     *
     * @throws DecodeException when fewer bytes follow the netlink header
     */
    public void requireBody(int bytes, String what) throws DecodeException {
        if (bodyLength() < bytes) {
            throw new DecodeException(
                    what, NetlinkHeader.LENGTH, bodyLength() + " bytes, at least " + bytes + " needed");
        }
    }

    /**
     * An unsigned byte of the body.
     *
     * @param offset from the body's start; call {@link #requireBody} first
     */
    public int u8(int offset) {
        return buffer.getUnsignedByte(checked(offset, 1));
    }

    /** An unsigned 16-bit number of the body. */
    public int u16(int offset) {
        return NativeOrder.u16(buffer, checked(offset, 2));
    }

    /** A signed 32-bit number of the body. */
    public int s32(int offset) {
        return NativeOrder.s32(buffer, checked(offset, 4));
    }

    /** An unsigned 32-bit number of the body. */
    public long u32(int offset) {
        return NativeOrder.u32(buffer, checked(offset, 4));
    }

    /** 32 bits in network order of the body. */
    public int be32(int offset) {
        return buffer.getInt(checked(offset, 4));
    }

    /** 64 bits in network order of the body. */
    public long be64(int offset) {
        return buffer.getLong(checked(offset, 8));
    }

    /**
     * The attributes behind a family header.
     *
     * @param headerLength of the family header; attributes begin at the next multiple of 4
     * @param names what the attributes are called in errors
     * @throws DecodeException when the body is shorter than the header
     */
    public AttributeReader attributes(int headerLength, AttributeNames names) throws DecodeException {
        requireBody(headerLength, "family header");
        int body = message + NetlinkHeader.LENGTH;
        int from = Math.min(messageEnd, body + NetlinkHeader.align(headerLength));
        return new AttributeReader(buffer, from, messageEnd, message, names);
    }

    /**
     * The same, by a reader there already is, for one message after another.
     *
     * @param headerLength of the family header; attributes begin at the next multiple of 4
     * @param reader made with the names of the attributes; forgets what it read before
     * @throws DecodeException when the body is shorter than the header
     */
    public void attributes(int headerLength, AttributeReader reader) throws DecodeException {
        requireBody(headerLength, "family header");
        int body = message + NetlinkHeader.LENGTH;
        reader.over(buffer, Math.min(messageEnd, body + NetlinkHeader.align(headerLength)), messageEnd, message);
    }

    /** A copy of the message, header included, padding excluded. */
    public byte[] toBytes() {
        byte[] bytes = new byte[messageEnd - message];
        buffer.getBytes(message, bytes);
        return bytes;
    }

    private int checked(int offset, int bytes) {
        if (offset < 0 || offset > bodyLength() - bytes) {
            throw new IndexOutOfBoundsException("byte " + offset + " of a body of " + bodyLength());
        }
        return message + NetlinkHeader.LENGTH + offset;
    }
}

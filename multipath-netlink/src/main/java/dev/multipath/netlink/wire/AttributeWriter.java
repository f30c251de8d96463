package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;

/**
 * Appends attributes ({@code struct nlattr}) to a buffer, each padded with zero bytes to a multiple of 4. Numbers go out
 * in native order unless the name says big-endian ({@code be}).
 *
 * <p>An attribute whose length does not fit its 16 bits is refused with an {@link IllegalArgumentException}.
 */
public final class AttributeWriter {
    private static final int HEADER = 4;
    private static final int MAX_LENGTH = 0xffff;

    private final ByteBuf out;

    /** @param out its writer index must be a multiple of 4 away from the message's start */
    public AttributeWriter(ByteBuf out) {
        this.out = out;
    }

    /** An attribute without payload. */
    public void flag(int type) {
        header(type, 0);
    }

    /** One byte. */
    public void u8(int type, int value) {
        header(type, 1);
        NativeOrder.write32(out, 0);
        out.setByte(out.writerIndex() - 4, value);
    }

    /** The low 16 bits. */
    public void u16(int type, int value) {
        header(type, 2);
        NativeOrder.write16(out, value);
        out.writeShort(0);
    }

    /** 16 bits in network order. */
    public void be16(int type, int value) {
        header(type, 2);
        out.writeShort(value);
        out.writeShort(0);
    }

    /** The low 32 bits, signed or unsigned. */
    public void u32(int type, long value) {
        header(type, 4);
        NativeOrder.write32(out, (int) value);
    }

    /** 64 bits. */
    public void u64(int type, long value) {
        header(type, 8);
        NativeOrder.write64(out, value);
    }

    /** 32 bits in network order: an IPv4 address. */
    public void be32(int type, int value) {
        header(type, 4);
        out.writeInt(value);
    }

    /** 64 bits in network order. */
    public void be64(int type, long value) {
        header(type, 8);
        out.writeLong(value);
    }

    /** 128 bits in network order: an IPv6 address. */
    public void be128(int type, long high, long low) {
        header(type, 16);
        out.writeLong(high);
        out.writeLong(low);
    }

    /** Bytes as they are. */
    public void bytes(int type, byte[] payload) {
        header(type, payload.length);
        out.writeBytes(payload);
        out.writeZero(NetlinkHeader.align(payload.length) - payload.length);
    }

    /** A text with a zero byte behind it. */
    public void string(int type, String text) {
        byte[] bytes = KernelText.bytes(text);
        header(type, bytes.length + 1);
        out.writeBytes(bytes);
        out.writeZero(NetlinkHeader.align(bytes.length + 1) - bytes.length);
    }

    /** A text without a zero byte, where iproute2 writes it so. */
    public void text(int type, String text) {
        bytes(type, KernelText.bytes(text));
    }

    /**
     * Begins an attribute whose payload is what is written until {@link #close(int)}.
     *
     * @param type with {@link AttributeReader#NESTED} where the kernel wants it
     * @return what to hand to {@link #close(int)}
     */
    public int open(int type) {
        int mark = out.writerIndex();
        header(type, 0);
        return mark;
    }

    /**
     * Ends what {@link #open} began: patches its length and pads it.
     *
     * @throws IllegalArgumentException when it became longer than 65,535 bytes
     */
    public void close(int mark) {
        int length = out.writerIndex() - mark;
        if (length > MAX_LENGTH) {
            int type = NativeOrder.u16(out, mark + 2) & AttributeReader.TYPE_MASK;
            throw new IllegalArgumentException("attribute " + type + " of " + length + " bytes; 65,535 are possible");
        }
        NativeOrder.set16(out, mark, length);
        out.writeZero(NetlinkHeader.align(length) - length);
    }

    /** The buffer itself, for structures inside an open attribute. */
    public ByteBuf out() {
        return out;
    }

    private void header(int type, int payload) {
        if (payload > MAX_LENGTH - HEADER) {
            throw new IllegalArgumentException("attribute " + (type & AttributeReader.TYPE_MASK) + " of "
                    + (payload + HEADER) + " bytes; 65,535 are possible");
        }
        NativeOrder.write16(out, payload + HEADER, type);
    }
}

package dev.multipath.netlink.transport.jnr;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Objects;

/**
 * Memory outside the heap for datagrams, of a fixed size and empty at first.
 *
 * <p>It is a {@link ByteBuf} that does without netty's: those bring loggers, leak detection and a look at what the JVM
 * allows, which takes a third of the time in which a process lists a small namespace ({@code docs/performance.md}).
 * Numbers and arrays, of which messages are made, are read and written here; netty is loaded when somebody wants more.
 *
 * <p>The memory is the JDK's: freed when nothing refers to it any more, not by {@link #release()}.
 */
final class NativeByteBuf extends SharingByteBuf {
    private final NativeMemory memory;
    private final ByteBuffer big;
    private final ByteBuffer little;

    NativeByteBuf(int bytes) {
        super(bytes);
        memory = new NativeMemory(bytes);
        big = memory.network();
        little = big.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    ByteBuf netty() {
        return Unpooled.wrappedBuffer(big.duplicate()).setIndex(readerIndex(), writerIndex());
    }

    @Override
    public boolean getBoolean(int index) {
        return getByte(index) != 0;
    }

    @Override
    public byte getByte(int index) {
        return big.get(index);
    }

    @Override
    public short getUnsignedByte(int index) {
        return (short) (big.get(index) & 0xff);
    }

    @Override
    public short getShort(int index) {
        return big.getShort(index);
    }

    @Override
    public short getShortLE(int index) {
        return little.getShort(index);
    }

    @Override
    public int getUnsignedShort(int index) {
        return big.getShort(index) & 0xffff;
    }

    @Override
    public int getUnsignedShortLE(int index) {
        return little.getShort(index) & 0xffff;
    }

    @Override
    public int getMedium(int index) {
        return getUnsignedMedium(index) << 8 >> 8;
    }

    @Override
    public int getMediumLE(int index) {
        return getUnsignedMediumLE(index) << 8 >> 8;
    }

    @Override
    public int getUnsignedMedium(int index) {
        return getUnsignedByte(index) << 16 | getUnsignedShort(index + 1);
    }

    @Override
    public int getUnsignedMediumLE(int index) {
        return getUnsignedByte(index) | getUnsignedShortLE(index + 1) << 8;
    }

    @Override
    public int getInt(int index) {
        return big.getInt(index);
    }

    @Override
    public int getIntLE(int index) {
        return little.getInt(index);
    }

    @Override
    public long getUnsignedInt(int index) {
        return big.getInt(index) & 0xffff_ffffL;
    }

    @Override
    public long getUnsignedIntLE(int index) {
        return little.getInt(index) & 0xffff_ffffL;
    }

    @Override
    public long getLong(int index) {
        return big.getLong(index);
    }

    @Override
    public long getLongLE(int index) {
        return little.getLong(index);
    }

    @Override
    public char getChar(int index) {
        return big.getChar(index);
    }

    @Override
    public float getFloat(int index) {
        return big.getFloat(index);
    }

    @Override
    public double getDouble(int index) {
        return big.getDouble(index);
    }

    @Override
    public ByteBuf getBytes(int index, ByteBuf to) {
        return getBytes(index, to, to.writableBytes());
    }

    @Override
    public ByteBuf getBytes(int index, ByteBuf to, int length) {
        getBytes(index, to, to.writerIndex(), length);
        to.writerIndex(to.writerIndex() + length);
        return this;
    }

    @Override
    public ByteBuf getBytes(int index, ByteBuf to, int at, int length) {
        to.setBytes(at, nioBuffer(index, length));
        return this;
    }

    @Override
    public ByteBuf getBytes(int index, byte[] to) {
        return getBytes(index, to, 0, to.length);
    }

    @Override
    public ByteBuf getBytes(int index, byte[] to, int at, int length) {
        big.get(index, to, at, length);
        return this;
    }

    @Override
    public ByteBuf getBytes(int index, ByteBuffer to) {
        to.put(nioBuffer(index, to.remaining()));
        return this;
    }

    @Override
    public ByteBuf setBoolean(int index, boolean value) {
        big.put(index, (byte) (value ? 1 : 0));
        return this;
    }

    @Override
    public ByteBuf setByte(int index, int value) {
        big.put(index, (byte) value);
        return this;
    }

    @Override
    public ByteBuf setShort(int index, int value) {
        big.putShort(index, (short) value);
        return this;
    }

    @Override
    public ByteBuf setShortLE(int index, int value) {
        little.putShort(index, (short) value);
        return this;
    }

    @Override
    public ByteBuf setMedium(int index, int value) {
        big.putShort(index + 1, (short) value);
        big.put(index, (byte) (value >> 16));
        return this;
    }

    @Override
    public ByteBuf setMediumLE(int index, int value) {
        big.put(index + 2, (byte) (value >> 16));
        little.putShort(index, (short) value);
        return this;
    }

    @Override
    public ByteBuf setInt(int index, int value) {
        big.putInt(index, value);
        return this;
    }

    @Override
    public ByteBuf setIntLE(int index, int value) {
        little.putInt(index, value);
        return this;
    }

    @Override
    public ByteBuf setLong(int index, long value) {
        big.putLong(index, value);
        return this;
    }

    @Override
    public ByteBuf setLongLE(int index, long value) {
        little.putLong(index, value);
        return this;
    }

    @Override
    public ByteBuf setChar(int index, int value) {
        big.putChar(index, (char) value);
        return this;
    }

    @Override
    public ByteBuf setFloat(int index, float value) {
        big.putFloat(index, value);
        return this;
    }

    @Override
    public ByteBuf setDouble(int index, double value) {
        big.putDouble(index, value);
        return this;
    }

    @Override
    public ByteBuf setBytes(int index, ByteBuf from) {
        return setBytes(index, from, from.readableBytes());
    }

    @Override
    public ByteBuf setBytes(int index, ByteBuf from, int length) {
        if (length > from.readableBytes()) {
            throw new IndexOutOfBoundsException(length + " of " + from.readableBytes() + " readable bytes");
        }
        setBytes(index, from, from.readerIndex(), length);
        from.readerIndex(from.readerIndex() + length);
        return this;
    }

    @Override
    public ByteBuf setBytes(int index, ByteBuf from, int at, int length) {
        if (from instanceof NativeByteBuf other) {
            big.put(index, other.big, at, length);
        } else {
            from.getBytes(at, nioBuffer(index, length));
        }
        return this;
    }

    @Override
    public ByteBuf setBytes(int index, byte[] from) {
        return setBytes(index, from, 0, from.length);
    }

    @Override
    public ByteBuf setBytes(int index, byte[] from, int at, int length) {
        big.put(index, from, at, length);
        return this;
    }

    @Override
    public ByteBuf setBytes(int index, ByteBuffer from) {
        nioBuffer(index, from.remaining()).put(from);
        return this;
    }

    @Override
    public ByteBuf setZero(int index, int length) {
        Objects.checkFromIndexSize(index, length, capacity());
        for (int i = index; i < index + length; i++) {
            big.put(i, (byte) 0);
        }
        return this;
    }

    @Override
    public int setCharSequence(int index, CharSequence text, Charset charset) {
        byte[] bytes = text.toString().getBytes(charset);
        setBytes(index, bytes);
        return bytes.length;
    }

    @Override
    public ByteBuffer nioBuffer() {
        return nioBuffer(readerIndex(), readableBytes());
    }

    @Override
    public ByteBuffer nioBuffer(int index, int length) {
        return big.slice(index, length);
    }

    @Override
    public boolean hasMemoryAddress() {
        return true;
    }

    @Override
    public long memoryAddress() {
        return memory.at(0);
    }
}

package dev.multipath.netlink.transport.jnr;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.charset.Charset;
import java.util.Objects;

/** The part of a {@link ByteBuf} that reads and writes one thing behind the other, by reading and writing at a place. */
abstract class SequentialByteBuf extends IndexedByteBuf {

    SequentialByteBuf(int capacity) {
        super(capacity);
    }

    @Override
    public final boolean readBoolean() {
        return getBoolean(taken(1));
    }

    @Override
    public final byte readByte() {
        return getByte(taken(1));
    }

    @Override
    public final short readUnsignedByte() {
        return getUnsignedByte(taken(1));
    }

    @Override
    public final short readShort() {
        return getShort(taken(2));
    }

    @Override
    public final short readShortLE() {
        return getShortLE(taken(2));
    }

    @Override
    public final int readUnsignedShort() {
        return getUnsignedShort(taken(2));
    }

    @Override
    public final int readUnsignedShortLE() {
        return getUnsignedShortLE(taken(2));
    }

    @Override
    public final int readMedium() {
        return getMedium(taken(3));
    }

    @Override
    public final int readMediumLE() {
        return getMediumLE(taken(3));
    }

    @Override
    public final int readUnsignedMedium() {
        return getUnsignedMedium(taken(3));
    }

    @Override
    public final int readUnsignedMediumLE() {
        return getUnsignedMediumLE(taken(3));
    }

    @Override
    public final int readInt() {
        return getInt(taken(4));
    }

    @Override
    public final int readIntLE() {
        return getIntLE(taken(4));
    }

    @Override
    public final long readUnsignedInt() {
        return getUnsignedInt(taken(4));
    }

    @Override
    public final long readUnsignedIntLE() {
        return getUnsignedIntLE(taken(4));
    }

    @Override
    public final long readLong() {
        return getLong(taken(8));
    }

    @Override
    public final long readLongLE() {
        return getLongLE(taken(8));
    }

    @Override
    public final char readChar() {
        return getChar(taken(2));
    }

    @Override
    public final float readFloat() {
        return getFloat(taken(4));
    }

    @Override
    public final double readDouble() {
        return getDouble(taken(8));
    }

    @Override
    public final ByteBuf readBytes(int length) {
        return copy(taken(length), length);
    }

    @Override
    public final ByteBuf readSlice(int length) {
        return slice(taken(length), length);
    }

    @Override
    public final ByteBuf readRetainedSlice(int length) {
        return retainedSlice(taken(length), length);
    }

    @Override
    public final ByteBuf readBytes(ByteBuf to) {
        return readBytes(to, to.writableBytes());
    }

    @Override
    public final ByteBuf readBytes(ByteBuf to, int length) {
        readBytes(to, to.writerIndex(), length);
        to.writerIndex(to.writerIndex() + length);
        return this;
    }

    @Override
    public final ByteBuf readBytes(ByteBuf to, int index, int length) {
        Objects.checkFromIndexSize(index, length, to.capacity());
        return getBytes(taken(length), to, index, length);
    }

    @Override
    public final ByteBuf readBytes(byte[] to) {
        return readBytes(to, 0, to.length);
    }

    @Override
    public final ByteBuf readBytes(byte[] to, int index, int length) {
        Objects.checkFromIndexSize(index, length, to.length);
        return getBytes(taken(length), to, index, length);
    }

    @Override
    public final ByteBuf readBytes(ByteBuffer to) {
        return getBytes(taken(to.remaining()), to);
    }

    @Override
    public final ByteBuf readBytes(OutputStream to, int length) throws IOException {
        getBytes(Objects.checkFromIndexSize(readerIndex(), length, writerIndex()), to, length);
        skipBytes(length);
        return this;
    }

    @Override
    public final int readBytes(GatheringByteChannel to, int length) throws IOException {
        int done = getBytes(Objects.checkFromIndexSize(readerIndex(), length, writerIndex()), to, length);
        skipBytes(done);
        return done;
    }

    @Override
    public final int readBytes(FileChannel to, long position, int length) throws IOException {
        int done = getBytes(Objects.checkFromIndexSize(readerIndex(), length, writerIndex()), to, position, length);
        skipBytes(done);
        return done;
    }

    @Override
    public final CharSequence readCharSequence(int length, Charset charset) {
        return getCharSequence(taken(length), length, charset);
    }

    @Override
    public final ByteBuf skipBytes(int length) {
        taken(length);
        return this;
    }

    @Override
    public final ByteBuf writeBoolean(boolean value) {
        return setBoolean(given(1), value);
    }

    @Override
    public final ByteBuf writeByte(int value) {
        return setByte(given(1), value);
    }

    @Override
    public final ByteBuf writeShort(int value) {
        return setShort(given(2), value);
    }

    @Override
    public final ByteBuf writeShortLE(int value) {
        return setShortLE(given(2), value);
    }

    @Override
    public final ByteBuf writeMedium(int value) {
        return setMedium(given(3), value);
    }

    @Override
    public final ByteBuf writeMediumLE(int value) {
        return setMediumLE(given(3), value);
    }

    @Override
    public final ByteBuf writeInt(int value) {
        return setInt(given(4), value);
    }

    @Override
    public final ByteBuf writeIntLE(int value) {
        return setIntLE(given(4), value);
    }

    @Override
    public final ByteBuf writeLong(long value) {
        return setLong(given(8), value);
    }

    @Override
    public final ByteBuf writeLongLE(long value) {
        return setLongLE(given(8), value);
    }

    @Override
    public final ByteBuf writeChar(int value) {
        return setChar(given(2), value);
    }

    @Override
    public final ByteBuf writeFloat(float value) {
        return setFloat(given(4), value);
    }

    @Override
    public final ByteBuf writeDouble(double value) {
        return setDouble(given(8), value);
    }

    @Override
    public final ByteBuf writeBytes(ByteBuf from) {
        return writeBytes(from, from.readableBytes());
    }

    @Override
    public final ByteBuf writeBytes(ByteBuf from, int length) {
        if (length > from.readableBytes()) {
            throw new IndexOutOfBoundsException(length + " of " + from.readableBytes() + " readable bytes");
        }
        writeBytes(from, from.readerIndex(), length);
        from.readerIndex(from.readerIndex() + length);
        return this;
    }

    @Override
    public final ByteBuf writeBytes(ByteBuf from, int index, int length) {
        Objects.checkFromIndexSize(index, length, from.capacity());
        return setBytes(given(length), from, index, length);
    }

    @Override
    public final ByteBuf writeBytes(byte[] from) {
        return setBytes(given(from.length), from, 0, from.length);
    }

    @Override
    public final ByteBuf writeBytes(byte[] from, int index, int length) {
        Objects.checkFromIndexSize(index, length, from.length);
        return setBytes(given(length), from, index, length);
    }

    @Override
    public final ByteBuf writeBytes(ByteBuffer from) {
        return setBytes(given(from.remaining()), from);
    }

    @Override
    public final int writeBytes(InputStream from, int length) throws IOException {
        int done = setBytes(Objects.checkFromIndexSize(writerIndex(), length, capacity()), from, length);
        writerIndex(writerIndex() + Math.max(0, done));
        return done;
    }

    @Override
    public final int writeBytes(ScatteringByteChannel from, int length) throws IOException {
        int done = setBytes(Objects.checkFromIndexSize(writerIndex(), length, capacity()), from, length);
        writerIndex(writerIndex() + Math.max(0, done));
        return done;
    }

    @Override
    public final int writeBytes(FileChannel from, long position, int length) throws IOException {
        int done = setBytes(Objects.checkFromIndexSize(writerIndex(), length, capacity()), from, position, length);
        writerIndex(writerIndex() + Math.max(0, done));
        return done;
    }

    @Override
    public final ByteBuf writeZero(int length) {
        return setZero(given(length), length);
    }

    @Override
    public final int writeCharSequence(CharSequence text, Charset charset) {
        byte[] bytes = text.toString().getBytes(charset);
        writeBytes(bytes);
        return bytes.length;
    }
}

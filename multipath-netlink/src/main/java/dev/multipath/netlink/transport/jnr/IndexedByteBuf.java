package dev.multipath.netlink.transport.jnr;

import io.netty.buffer.ByteBuf;
import java.util.Objects;

/** The part of a {@link ByteBuf} of fixed size that keeps its indices. */
abstract class IndexedByteBuf extends ByteBuf {
    private final int capacity;
    private int reader;
    private int writer;
    private int markedReader;
    private int markedWriter;

    IndexedByteBuf(int capacity) {
        this.capacity = capacity;
    }

    /** The place of the next bytes to read, which are then read. */
    final int taken(int bytes) {
        int at = reader;
        if (bytes < 0 || bytes > writer - at) {
            throw new IndexOutOfBoundsException(bytes + " bytes, " + readableBytes() + " are readable");
        }
        reader = at + bytes;
        return at;
    }

    /** The place of the next bytes to write, which are then written. */
    final int given(int bytes) {
        int at = writer;
        if (bytes < 0 || bytes > capacity - at) {
            throw new IndexOutOfBoundsException(bytes + " bytes, " + writableBytes() + " are writable");
        }
        writer = at + bytes;
        return at;
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    @Override
    public final ByteBuf capacity(int newCapacity) {
        if (newCapacity != capacity) {
            throw new UnsupportedOperationException("the size is fixed");
        }
        return this;
    }

    @Override
    public final int maxCapacity() {
        return capacity;
    }

    @Override
    public final int readerIndex() {
        return reader;
    }

    @Override
    public final ByteBuf readerIndex(int index) {
        return setIndex(index, writer);
    }

    @Override
    public final int writerIndex() {
        return writer;
    }

    @Override
    public final ByteBuf writerIndex(int index) {
        return setIndex(reader, index);
    }

    @Override
    public final ByteBuf setIndex(int readerIndex, int writerIndex) {
        if (readerIndex < 0 || readerIndex > writerIndex || writerIndex > capacity) {
            throw new IndexOutOfBoundsException("not 0 <= " + readerIndex + " <= " + writerIndex + " <= " + capacity);
        }
        reader = readerIndex;
        writer = writerIndex;
        return this;
    }

    @Override
    public final int readableBytes() {
        return writer - reader;
    }

    @Override
    public final int writableBytes() {
        return capacity - writer;
    }

    @Override
    public final int maxWritableBytes() {
        return capacity - writer;
    }

    @Override
    public final boolean isReadable() {
        return writer > reader;
    }

    @Override
    public final boolean isReadable(int size) {
        return writer - reader >= size;
    }

    @Override
    public final boolean isWritable() {
        return capacity > writer;
    }

    @Override
    public final boolean isWritable(int size) {
        return capacity - writer >= size;
    }

    @Override
    public final ByteBuf clear() {
        reader = 0;
        writer = 0;
        return this;
    }

    @Override
    public final ByteBuf markReaderIndex() {
        markedReader = reader;
        return this;
    }

    @Override
    public final ByteBuf resetReaderIndex() {
        return readerIndex(markedReader);
    }

    @Override
    public final ByteBuf markWriterIndex() {
        markedWriter = writer;
        return this;
    }

    @Override
    public final ByteBuf resetWriterIndex() {
        return writerIndex(markedWriter);
    }

    @Override
    public final ByteBuf discardReadBytes() {
        setBytes(0, this, reader, writer - reader);
        markedReader = Math.max(0, markedReader - reader);
        markedWriter = Math.max(0, markedWriter - reader);
        writer -= reader;
        reader = 0;
        return this;
    }

    @Override
    public final ByteBuf discardSomeReadBytes() {
        return discardReadBytes();
    }

    @Override
    public final ByteBuf ensureWritable(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("minWritableBytes " + bytes);
        }
        Objects.checkFromIndexSize(writer, bytes, capacity);
        return this;
    }

    @Override
    public final int ensureWritable(int bytes, boolean force) {
        if (bytes < 0) {
            throw new IllegalArgumentException("minWritableBytes " + bytes);
        }
        return bytes <= capacity - writer ? 0 : 1;
    }
}

package dev.multipath.netlink.transport.jnr;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ByteProcessor;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ByteBuf} on the JDK's memory outside the heap that is there for others than this library: slices,
 * searching, channels and the like, which netty does on the same memory; and a count of references, by which nothing is
 * freed.
 */
abstract class SharingByteBuf extends SequentialByteBuf {
    private final AtomicInteger references = new AtomicInteger(1);

    SharingByteBuf(int capacity) {
        super(capacity);
    }

    /** The same memory and indices by a buffer of netty's own. */
    abstract ByteBuf netty();

    @Override
    public final ByteBuf getBytes(int index, OutputStream to, int length) throws IOException {
        netty().getBytes(index, to, length);
        return this;
    }

    @Override
    public final int getBytes(int index, GatheringByteChannel to, int length) throws IOException {
        return netty().getBytes(index, to, length);
    }

    @Override
    public final int getBytes(int index, FileChannel to, long position, int length) throws IOException {
        return netty().getBytes(index, to, position, length);
    }

    @Override
    public final CharSequence getCharSequence(int index, int length, Charset charset) {
        return netty().getCharSequence(index, length, charset);
    }

    @Override
    public final int setBytes(int index, InputStream from, int length) throws IOException {
        return netty().setBytes(index, from, length);
    }

    @Override
    public final int setBytes(int index, ScatteringByteChannel from, int length) throws IOException {
        return netty().setBytes(index, from, length);
    }

    @Override
    public final int setBytes(int index, FileChannel from, long position, int length) throws IOException {
        return netty().setBytes(index, from, position, length);
    }

    @Override
    public final ByteBuf asReadOnly() {
        return netty().asReadOnly();
    }

    @Override
    public final int indexOf(int from, int to, byte value) {
        return netty().indexOf(from, to, value);
    }

    @Override
    public final int bytesBefore(byte value) {
        return netty().bytesBefore(value);
    }

    @Override
    public final int bytesBefore(int length, byte value) {
        return netty().bytesBefore(length, value);
    }

    @Override
    public final int bytesBefore(int index, int length, byte value) {
        return netty().bytesBefore(index, length, value);
    }

    @Override
    public final int forEachByte(ByteProcessor processor) {
        return netty().forEachByte(processor);
    }

    @Override
    public final int forEachByte(int index, int length, ByteProcessor processor) {
        return netty().forEachByte(index, length, processor);
    }

    @Override
    public final int forEachByteDesc(ByteProcessor processor) {
        return netty().forEachByteDesc(processor);
    }

    @Override
    public final int forEachByteDesc(int index, int length, ByteProcessor processor) {
        return netty().forEachByteDesc(index, length, processor);
    }

    @Override
    public final ByteBuf copy() {
        return netty().copy();
    }

    @Override
    public final ByteBuf copy(int index, int length) {
        return netty().copy(index, length);
    }

    @Override
    public final ByteBuf slice() {
        return netty().slice();
    }

    @Override
    public final ByteBuf retainedSlice() {
        return netty().slice();
    }

    @Override
    public final ByteBuf slice(int index, int length) {
        return netty().slice(index, length);
    }

    @Override
    public final ByteBuf retainedSlice(int index, int length) {
        return netty().slice(index, length);
    }

    @Override
    public final ByteBuf duplicate() {
        return netty().duplicate();
    }

    @Override
    public final ByteBuf retainedDuplicate() {
        return netty().duplicate();
    }

    @Override
    public final String toString(Charset charset) {
        return netty().toString(charset);
    }

    @Override
    public final String toString(int index, int length, Charset charset) {
        return netty().toString(index, length, charset);
    }

    @Override
    public final ByteBuffer internalNioBuffer(int index, int length) {
        return nioBuffer(index, length);
    }

    @Override
    public final int nioBufferCount() {
        return 1;
    }

    @Override
    public final ByteBuffer[] nioBuffers() {
        return new ByteBuffer[] {nioBuffer()};
    }

    @Override
    public final ByteBuffer[] nioBuffers(int index, int length) {
        return new ByteBuffer[] {nioBuffer(index, length)};
    }

    @Override
    public final boolean isDirect() {
        return true;
    }

    @Override
    public final boolean hasArray() {
        return false;
    }

    @Override
    public final byte[] array() {
        throw new UnsupportedOperationException("memory outside the heap");
    }

    @Override
    public final int arrayOffset() {
        throw new UnsupportedOperationException("memory outside the heap");
    }

    @Override
    public final ByteBufAllocator alloc() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    public final @Nullable ByteBuf unwrap() {
        return null;
    }

    @Override
    public final boolean isReadOnly() {
        return false;
    }

    @Override
    @SuppressWarnings("deprecation")
    public final ByteOrder order() {
        return ByteOrder.BIG_ENDIAN;
    }

    @Override
    @SuppressWarnings("deprecation")
    public final ByteBuf order(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? this : netty().order(order);
    }

    @Override
    public final int compareTo(ByteBuf other) {
        return ByteBufUtil.compare(this, other);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof ByteBuf that && ByteBufUtil.equals(this, that);
    }

    @Override
    public final int hashCode() {
        return ByteBufUtil.hashCode(this);
    }

    @Override
    public final String toString() {
        return "NativeByteBuf(ridx: " + readerIndex() + ", widx: " + writerIndex() + ", cap: " + capacity() + ")";
    }

    @Override
    public final int refCnt() {
        return references.get();
    }

    @Override
    public final ByteBuf retain() {
        return retain(1);
    }

    @Override
    public final ByteBuf retain(int increment) {
        count(increment);
        return this;
    }

    @Override
    public final boolean release() {
        return release(1);
    }

    @Override
    public final boolean release(int decrement) {
        return count(-decrement) == 0;
    }

    private int count(int change) {
        int before;
        do {
            before = references.get();
            if (before <= 0 || before + change < 0) {
                throw new IllegalReferenceCountException(before, change);
            }
        } while (!references.compareAndSet(before, before + change));
        return before + change;
    }

    @Override
    public final ByteBuf touch() {
        return this;
    }

    @Override
    public final ByteBuf touch(Object hint) {
        return this;
    }
}

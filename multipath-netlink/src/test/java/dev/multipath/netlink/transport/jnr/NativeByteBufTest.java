package dev.multipath.netlink.transport.jnr;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It does what netty's own buffers do. */
class NativeByteBufTest {
    private static final int SIZE = 64;
    private static final int STEPS = 200_000;
    /** Written first are 1, 2 and 3 at 0, then the rest from the position on, which is still 0. */
    private static final String FILE = "050606";

    /** Places are around the whole buffer, a little outside too; lengths are small. */
    private interface Operation {
        Object on(ByteBuf buffer, int at, int length, long value) throws Exception;
    }

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    @Test
    void anyRowOfOperationsHasTheSameResultsAsOnABufferOfNettys() {
        long seed = Long.getLong("seed", System.nanoTime());
        indices();
        numbersAtAPlace();
        numbersInARow();
        pieces();
        elsewhere();
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(operations.keySet());
        ByteBuf ours = new NativeByteBuf(SIZE);
        ByteBuf theirs = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(SIZE)).clear();
        for (int step = 0; step < STEPS; step++) {
            String name = names.get(random.nextInt(names.size()));
            int length = random.nextInt(14) - 1;
            // Of no bytes at all netty sometimes does not look at the place.
            int at = length == 0 ? random.nextInt(SIZE + 1) : random.nextInt(SIZE + 6) - 3;
            long value = random.nextLong();
            Object expected = outcome(theirs, name, at, length, value);
            Object actual = outcome(ours, name, at, length, value);
            assertThat(actual)
                    .as("-Dseed=%d, step %d: %s(%d, %d, %d)", seed, step, name, at, length, value)
                    .isEqualTo(expected);
            if (expected.equals("refused") || random.nextInt(50) == 0) {
                int writer = random.nextInt(SIZE + 1);
                int reader = random.nextInt(writer + 1);
                theirs.setIndex(reader, writer);
                ours.setIndex(reader, writer);
                ours.setBytes(0, theirs, 0, SIZE);
            }
            assertThat(state(ours))
                    .as("-Dseed=%d, step %d: %s", seed, step, name)
                    .isEqualTo(state(theirs));
        }
    }

    @Test
    void itHasAnAddressOfItsOwnAndNettySeesTheSameBytes() {
        NativeByteBuf buffer = new NativeByteBuf(8);
        buffer.writeInt(0x01020304);

        assertThat(buffer.hasMemoryAddress()).isTrue();
        assertThat(buffer.memoryAddress()).isNotZero();
        ByteBuf slice = buffer.slice(1, 2);
        assertThat(ByteBufUtil.hexDump(slice)).isEqualTo("0203");
        slice.setByte(0, 9);
        assertThat(buffer.getByte(1)).isEqualTo((byte) 9);
        assertThat(buffer).isEqualTo(Unpooled.wrappedBuffer(new byte[] {1, 9, 3, 4}));
        assertThat(buffer).hasSameHashCodeAs(Unpooled.wrappedBuffer(new byte[] {1, 9, 3, 4}));
        assertThat(buffer.compareTo(Unpooled.wrappedBuffer(new byte[] {2}))).isNegative();
    }

    @Test
    void filesAreReadAndWrittenAsNettyDoes(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("bytes");
        for (ByteBuf buffer : List.of(new NativeByteBuf(8), Unpooled.directBuffer(8, 8))) {
            try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
                buffer.writeLong(0x0102030405060708L);
                assertThat(buffer.readBytes(channel, 0, 3)).isEqualTo(3);
                assertThat(buffer.readBytes((GatheringByteChannel) channel, 5)).isEqualTo(5);
                assertThat(buffer.isReadable()).isFalse();
                assertThat(buffer.clear().writeBytes(channel, 1, 2)).isEqualTo(2);
                assertThat(buffer.writeBytes((ScatteringByteChannel) channel.position(2), 1))
                        .isOne();
                assertThat(buffer.writeBytes(channel, 100, 2)).isNegative();
                assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo(FILE);
            }
            buffer.release();
        }
    }

    @Test
    void itsReferencesAreCountedAsNettyDoes() {
        NativeByteBuf buffer = new NativeByteBuf(8);

        buffer.retain().retain(2);
        assertThat(buffer.refCnt()).isEqualTo(4);
        assertThat(buffer.release(3)).isFalse();
        assertThat(buffer.release()).isTrue();
        assertThatThrownBy(buffer::release).isInstanceOf(IllegalReferenceCountException.class);
        assertThatThrownBy(buffer::retain).isInstanceOf(IllegalReferenceCountException.class);
    }

    private Object outcome(ByteBuf buffer, String name, int at, int length, long value) {
        try {
            return plain(buffer, operations.get(name).on(buffer, at, length, value));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException refused) {
            return "refused";
        } catch (Exception e) {
            throw new AssertionError(name, e);
        }
    }

    private static Object plain(ByteBuf buffer, Object result) {
        if (result == buffer) {
            return "itself";
        }
        if (result instanceof byte[] bytes) {
            return ByteBufUtil.hexDump(bytes);
        }
        if (result instanceof ByteBuffer bytes) {
            return bytes.order() + " " + ByteBufUtil.hexDump(Unpooled.wrappedBuffer(bytes));
        }
        return result instanceof ByteBuf other ? ByteBufUtil.hexDump(other) : String.valueOf(result);
    }

    private static String state(ByteBuf buffer) {
        return buffer.readerIndex() + ".." + buffer.writerIndex() + " " + ByteBufUtil.hexDump(buffer, 0, SIZE);
    }

    private void indices() {
        operations.put("readerIndex", (b, at, n, v) -> b.readerIndex(at));
        operations.put("writerIndex", (b, at, n, v) -> b.writerIndex(at));
        operations.put("setIndex", (b, at, n, v) -> b.setIndex(at, at + n));
        operations.put("skipBytes", (b, at, n, v) -> b.skipBytes(n));
        operations.put("marks", (b, at, n, v) -> b.markReaderIndex().markWriterIndex());
        operations.put(
                "resets",
                (b, at, n, v) -> b.setIndex(0, SIZE).resetReaderIndex().resetWriterIndex());
        operations.put("discardReadBytes", (b, at, n, v) -> b.discardReadBytes());
        operations.put("clear", (b, at, n, v) -> n == 0 ? b.clear() : b);
        operations.put("ensureWritable", (b, at, n, v) -> b.ensureWritable(n));
        operations.put("ensureWritable?", (b, at, n, v) -> b.ensureWritable(n, false));
        operations.put(
                "sizes",
                (b, at, n, v) -> List.of(
                        b.capacity(),
                        b.maxCapacity(),
                        b.readableBytes(),
                        b.writableBytes(),
                        b.maxWritableBytes(),
                        b.isReadable(),
                        b.isReadable(n),
                        b.isWritable(),
                        b.isWritable(n)));
    }

    private void numbersAtAPlace() {
        operations.put("boolean", (b, at, n, v) -> b.setBoolean(at, v < 0).getBoolean(at));
        operations.put("byte", (b, at, n, v) -> b.setByte(at, (int) v).getByte(at));
        operations.put("unsignedByte", (b, at, n, v) -> b.getUnsignedByte(at));
        operations.put("short", (b, at, n, v) -> b.setShort(at, (int) v).getShort(at));
        operations.put("shortLE", (b, at, n, v) -> b.setShortLE(at, (int) v).getShortLE(at));
        operations.put("unsignedShort", (b, at, n, v) -> b.getUnsignedShort(at));
        operations.put("unsignedShortLE", (b, at, n, v) -> b.getUnsignedShortLE(at));
        operations.put("medium", (b, at, n, v) -> b.setMedium(at, (int) v).getMedium(at));
        operations.put("mediumLE", (b, at, n, v) -> b.setMediumLE(at, (int) v).getMediumLE(at));
        operations.put("unsignedMedium", (b, at, n, v) -> b.getUnsignedMedium(at));
        operations.put("unsignedMediumLE", (b, at, n, v) -> b.getUnsignedMediumLE(at));
        operations.put("int", (b, at, n, v) -> b.setInt(at, (int) v).getInt(at));
        operations.put("intLE", (b, at, n, v) -> b.setIntLE(at, (int) v).getIntLE(at));
        operations.put("unsignedInt", (b, at, n, v) -> b.getUnsignedInt(at));
        operations.put("unsignedIntLE", (b, at, n, v) -> b.getUnsignedIntLE(at));
        operations.put("long", (b, at, n, v) -> b.setLong(at, v).getLong(at));
        operations.put("longLE", (b, at, n, v) -> b.setLongLE(at, v).getLongLE(at));
        operations.put("char", (b, at, n, v) -> b.setChar(at, (char) v).getChar(at));
        operations.put("float", (b, at, n, v) -> b.setFloat(at, (float) v).getFloat(at));
        operations.put("double", (b, at, n, v) -> b.setDouble(at, (double) v).getDouble(at));
    }

    private void numbersInARow() {
        operations.put("writeBoolean", (b, at, n, v) -> b.writeBoolean(v < 0));
        operations.put("writeByte", (b, at, n, v) -> b.writeByte((int) v));
        operations.put("writeShort", (b, at, n, v) -> b.writeShort((int) v));
        operations.put("writeShortLE", (b, at, n, v) -> b.writeShortLE((int) v));
        operations.put("writeMedium", (b, at, n, v) -> b.writeMedium((int) v));
        operations.put("writeMediumLE", (b, at, n, v) -> b.writeMediumLE((int) v));
        operations.put("writeInt", (b, at, n, v) -> b.writeInt((int) v));
        operations.put("writeIntLE", (b, at, n, v) -> b.writeIntLE((int) v));
        operations.put("writeLong", (b, at, n, v) -> b.writeLong(v));
        operations.put("writeLongLE", (b, at, n, v) -> b.writeLongLE(v));
        operations.put("writeChar", (b, at, n, v) -> b.writeChar((char) v));
        operations.put("writeFloat", (b, at, n, v) -> b.writeFloat((float) v));
        operations.put("writeDouble", (b, at, n, v) -> b.writeDouble((double) v));
        operations.put("writeZero", (b, at, n, v) -> b.writeZero(n));
        operations.put("readBoolean", (b, at, n, v) -> b.readBoolean());
        operations.put("readByte", (b, at, n, v) -> b.readByte());
        operations.put("readUnsignedByte", (b, at, n, v) -> b.readUnsignedByte());
        operations.put("readShort", (b, at, n, v) -> b.readShort());
        operations.put("readShortLE", (b, at, n, v) -> b.readShortLE());
        operations.put("readUnsignedShort", (b, at, n, v) -> b.readUnsignedShort());
        operations.put("readUnsignedShortLE", (b, at, n, v) -> b.readUnsignedShortLE());
        operations.put("readMedium", (b, at, n, v) -> b.readMedium());
        operations.put("readMediumLE", (b, at, n, v) -> b.readMediumLE());
        operations.put("readUnsignedMedium", (b, at, n, v) -> b.readUnsignedMedium());
        operations.put("readUnsignedMediumLE", (b, at, n, v) -> b.readUnsignedMediumLE());
        operations.put("readInt", (b, at, n, v) -> b.readInt());
        operations.put("readIntLE", (b, at, n, v) -> b.readIntLE());
        operations.put("readUnsignedInt", (b, at, n, v) -> b.readUnsignedInt());
        operations.put("readUnsignedIntLE", (b, at, n, v) -> b.readUnsignedIntLE());
        operations.put("readLong", (b, at, n, v) -> b.readLong());
        operations.put("readLongLE", (b, at, n, v) -> b.readLongLE());
        operations.put("readChar", (b, at, n, v) -> b.readChar());
        operations.put("readFloat", (b, at, n, v) -> b.readFloat());
        operations.put("readDouble", (b, at, n, v) -> b.readDouble());
    }

    private void pieces() {
        operations.put("getBytes", (b, at, n, v) -> {
            byte[] to = new byte[n];
            b.getBytes(at, to);
            return to;
        });
        operations.put("getBytes part", (b, at, n, v) -> {
            byte[] to = new byte[12];
            b.getBytes(at, to, 1, n);
            return to;
        });
        operations.put("getBytes ByteBuf", (b, at, n, v) -> b.getBytes(at, Unpooled.buffer(16, 16), n));
        operations.put("getBytes ByteBuf all", (b, at, n, v) -> {
            ByteBuf to = new NativeByteBuf(7);
            b.getBytes(at, to);
            return to;
        });
        operations.put("getBytes ByteBuffer", (b, at, n, v) -> {
            ByteBuffer to = ByteBuffer.allocate(n);
            b.getBytes(at, to);
            return to.flip();
        });
        operations.put("setBytes", (b, at, n, v) -> b.setBytes(at, bytes(v, n)));
        operations.put("setBytes part", (b, at, n, v) -> b.setBytes(at, bytes(v, 12), 2, n));
        operations.put("setBytes ByteBuf", (b, at, n, v) -> b.setBytes(at, Unpooled.wrappedBuffer(bytes(v, 9)), n));
        operations.put("setBytes itself", (b, at, n, v) -> b.setBytes(at, b, 20, n));
        operations.put("setBytes ByteBuffer", (b, at, n, v) -> b.setBytes(at, ByteBuffer.wrap(bytes(v, n))));
        operations.put("setZero", (b, at, n, v) -> b.setZero(at, n));
        operations.put("setText", (b, at, n, v) -> b.setCharSequence(at, Long.toString(v), US_ASCII));
        operations.put("readBytes", (b, at, n, v) -> {
            byte[] to = new byte[n];
            b.readBytes(to);
            return to;
        });
        operations.put("readBytes part", (b, at, n, v) -> {
            byte[] to = new byte[12];
            b.readBytes(to, 1, n);
            return to;
        });
        operations.put("readBytes ByteBuf", (b, at, n, v) -> {
            ByteBuf to = Unpooled.buffer(16, 16);
            b.readBytes(to, n);
            return to;
        });
        operations.put("readBytes ByteBuffer", (b, at, n, v) -> {
            ByteBuffer to = ByteBuffer.allocate(n);
            b.readBytes(to);
            return to.flip();
        });
        operations.put("readBytes copy", (b, at, n, v) -> whole(b.readBytes(n)));
        operations.put("readSlice", (b, at, n, v) -> b.readSlice(n));
        operations.put("writeBytes", (b, at, n, v) -> b.writeBytes(bytes(v, n)));
        operations.put("writeBytes part", (b, at, n, v) -> b.writeBytes(bytes(v, 12), 2, n));
        operations.put("writeBytes ByteBuf", (b, at, n, v) -> b.writeBytes(Unpooled.wrappedBuffer(bytes(v, 9)), n));
        operations.put("writeBytes ByteBuffer", (b, at, n, v) -> b.writeBytes(ByteBuffer.wrap(bytes(v, n))));
        operations.put("writeText", (b, at, n, v) -> b.writeCharSequence(Long.toString(v), US_ASCII));
    }

    @SuppressWarnings("deprecation") // order() is still part of what a ByteBuf is
    private void elsewhere() {
        operations.put("slice", (b, at, n, v) -> b.slice(at, n));
        operations.put("duplicate", (b, at, n, v) -> b.duplicate());
        operations.put("copy", (b, at, n, v) -> whole(b.copy(at, n)));
        operations.put("nioBuffer", (b, at, n, v) -> b.nioBuffer(at, n));
        operations.put("nioBuffers", (b, at, n, v) -> b.nioBuffers()[0]);
        operations.put("indexOf", (b, at, n, v) -> b.indexOf(b.readerIndex(), b.writerIndex(), (byte) v));
        operations.put("bytesBefore", (b, at, n, v) -> b.bytesBefore((byte) 0));
        operations.put("forEachByte", (b, at, n, v) -> b.forEachByte(next -> next != 0));
        operations.put("forEachByteDesc", (b, at, n, v) -> b.forEachByteDesc(next -> next != 0));
        operations.put(
                "order",
                (b, at, n, v) ->
                        b.order() + " " + b.order(ByteOrder.LITTLE_ENDIAN).getShort(3));
        operations.put("asReadOnly", (b, at, n, v) -> b.asReadOnly());
        operations.put("text", (b, at, n, v) -> b.toString(at, n, UTF_8) + b.toString(UTF_8));
        operations.put("getText", (b, at, n, v) -> b.getCharSequence(at, n, UTF_8));
        operations.put("readText", (b, at, n, v) -> b.readCharSequence(n, UTF_8));
        operations.put("to a stream", (b, at, n, v) -> {
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            b.readBytes(to, n);
            return to.toByteArray();
        });
        operations.put(
                "from a stream", (b, at, n, v) -> b.writeBytes(new ByteArrayInputStream(bytes(v, 5)), Math.max(0, n)));
    }

    private static String whole(ByteBuf copy) {
        String bytes = ByteBufUtil.hexDump(copy);
        copy.release();
        return bytes;
    }

    private static byte[] bytes(long value, int length) {
        byte[] bytes = new byte[length];
        new Random(value).nextBytes(bytes);
        return bytes;
    }
}

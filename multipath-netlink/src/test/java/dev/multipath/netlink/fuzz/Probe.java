package dev.multipath.netlink.fuzz;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Shows one message to one decoder and insists on what every decoder owes: a record or a {@link DecodeException},
 * whatever the bytes; the same one wherever they lie and whatever lies around them; and a record that, written, is read
 * as itself. Anything else thrown, an AssertionError among it, is a finding.
 */
final class Probe {
    private static final int HEADER = 16;
    private static final int MARGIN = 64;

    private Probe() {}

    /** Reads the message a reader stands on. */
    interface Decoder<T> {
        T decode(MessageReader message) throws DecodeException;
    }

    /** Writes the body and the attributes of a record. */
    interface Encoder<T> {
        void encode(T record, MessageWriter out);
    }

    /** What became of bytes: a record, or why there is none. */
    private record Outcome<T>(Optional<T> record, String refusal) {}

    /**
     * The bytes as one whole message of one of these types: a wrong length is mended, and a wrong type, so that
     * whoever varies the bytes spends no time on what the framing refuses.
     *
     * @return nothing for bytes too few for a header
     */
    static Optional<byte[]> message(byte[] bytes, int... types) {
        if (bytes.length < HEADER) {
            return Optional.empty();
        }
        ByteBuffer message = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int type = message.getShort(4) & 0xffff;
        if (Arrays.stream(types).noneMatch(each -> each == type)) {
            message.putShort(4, (short) types[type % types.length]);
        }
        return Optional.of(message.putInt(0, bytes.length).array());
    }

    /** Decodes, and encodes what came of it and decodes that again; not where an attribute stands twice. */
    static <T> void roundTrip(byte[] message, Decoder<T> decoder, Encoder<T> encoder) {
        roundTrip(message, Form.headerLength(Form.type(message)), decoder, encoder);
    }

    /** The same of a message whose attributes begin elsewhere. */
    static <T> void roundTrip(byte[] message, int headerLength, Decoder<T> decoder, Encoder<T> encoder) {
        if (Form.hasTwins(message, headerLength)) {
            decode(message, decoder);
        } else {
            roundTripOfAny(message, decoder, encoder);
        }
    }

    /** The same also where an attribute stands twice. */
    static <T> void roundTripOfAny(byte[] message, Decoder<T> decoder, Encoder<T> encoder) {
        Optional<T> read = decode(message, decoder);
        if (read.isEmpty()) {
            return;
        }
        T record = read.get();
        byte[] written = written(Form.type(message), record, encoder);
        Outcome<T> again = outcome(Unpooled.wrappedBuffer(written), decoder);
        if (!again.record().equals(read)) {
            throw new AssertionError(
                    "read    " + record + "\nwritten " + HexFormat.of().formatHex(written) + "\nis read "
                            + again.record().map(Object::toString).orElse(again.refusal()));
        }
    }

    /**
     * Decodes the message alone in its buffer, where reading on throws, and amid other bytes, where it would tell.
     *
     * @return the record; nothing when the bytes were refused
     */
    static <T> Optional<T> decode(byte[] message, Decoder<T> decoder) {
        Outcome<T> alone = outcome(Unpooled.wrappedBuffer(message), decoder);
        for (int margin : new int[] {0x00, 0xff}) {
            Outcome<T> amid = outcome(amid(message, (byte) margin), decoder);
            if (!amid.equals(alone)) {
                throw new AssertionError("alone " + alone + "\namid  " + amid);
            }
        }
        alone.record().ifPresent(Probe::shown);
        return alone.record();
    }

    /** The bytes with others before and behind, which are not readable. */
    static ByteBuf amid(byte[] bytes, byte margin) {
        byte[] whole = new byte[MARGIN + bytes.length + MARGIN];
        Arrays.fill(whole, margin);
        System.arraycopy(bytes, 0, whole, MARGIN, bytes.length);
        return Unpooled.wrappedBuffer(whole).setIndex(MARGIN, MARGIN + bytes.length);
    }

    private static void shown(Object record) {
        if (record.toString() == null) {
            throw new AssertionError("a record without a text");
        }
    }

    private static <T> Outcome<T> outcome(ByteBuf buffer, Decoder<T> decoder) {
        try {
            MessageReader message = new MessageReader(buffer);
            if (!message.next()) {
                throw new AssertionError("no message");
            }
            return new Outcome<>(Optional.of(decoder.decode(message)), "");
        } catch (DecodeException e) {
            return new Outcome<>(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static <T> byte[] written(int type, T record, Encoder<T> encoder) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 0);
        encoder.encode(record, writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }
}

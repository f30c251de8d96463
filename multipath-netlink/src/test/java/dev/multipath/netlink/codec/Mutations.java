package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;

/** Damages messages and shows them to every decoder. */
public final class Mutations {
    private Mutations() {}

    /** Up to eight bytes changed, or the end cut off, or the length field wrong. */
    public static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            if (bytes.length >= 4 && random.nextBoolean()) {
                bytes[0] = (byte) bytes.length;
                bytes[1] = (byte) (bytes.length >> 8);
            }
        }
        for (int i = random.nextInt(8); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> -1;
                case 2 -> (byte) (bytes[at] + random.nextInt(9) - 4);
                default -> (byte) random.nextInt();
            };
        }
        return bytes;
    }

    /**
     * Reads the bytes as whatever they claim to be, and as an answer.
     *
     * @return false when they were refused, as a DecodeException
     * @throws AssertionError when anything else was thrown
     */
    public static boolean survives(byte[] bytes, String which) {
        boolean accepted = true;
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        for (int messages = 0; messages <= bytes.length; messages++) {
            try {
                if (!message.next()) {
                    return accepted;
                }
            } catch (DecodeException e) {
                return false;
            }
            accepted &= reads(() -> RtDecoder.decode(message), which);
            accepted &= !isLink(message) || reads(() -> LinkCodec.decodeNew(message), which);
            accepted &= !isLink(message) || reads(() -> LinkCodec.decodeChange(message), which);
            accepted &= message.type() != Rtm.RTM_GETROUTE || reads(() -> RouteLookupCodec.decode(message), which);
            reads(() -> ErrorReply.read(message), which);
        }
        throw new AssertionError(which + ": more messages than bytes");
    }

    private static boolean isLink(MessageReader message) {
        return message.type() == Rtm.RTM_NEWLINK;
    }

    private static boolean reads(Decoding decoding, String which) {
        try {
            decoding.run();
            return true;
        } catch (DecodeException e) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(which, e);
        }
    }

    private interface Decoding {
        void run() throws DecodeException;
    }
}

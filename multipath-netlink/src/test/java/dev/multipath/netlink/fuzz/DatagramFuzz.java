package dev.multipath.netlink.fuzz;

import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Fuzzing target: datagrams of any number of messages of any type, each also read as an answer. */
public final class DatagramFuzz {
    private DatagramFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> alone = walk(Unpooled.wrappedBuffer(bytes), bytes.length);
        for (int margin : new int[] {0x00, 0xff}) {
            List<String> amid = walk(Probe.amid(bytes, (byte) margin), bytes.length);
            if (!amid.equals(alone)) {
                throw new AssertionError("alone " + alone + "\namid  " + amid);
            }
        }
    }

    /** Everything that is said about the messages, one after another. */
    private static List<String> walk(ByteBuf datagram, int length) {
        List<String> said = new ArrayList<>();
        MessageReader message = new MessageReader(datagram);
        int left = length;
        try {
            while (message.next()) {
                NetlinkHeader header = message.header();
                int size = message.toBytes().length;
                left -= size;
                if (size < NetlinkHeader.LENGTH || left < 0 || header.length() != size) {
                    throw new AssertionError(header + " of " + size + " bytes, beyond the datagram by " + -left);
                }
                said.add(header.toString());
                said.add(said(message, RtDecoder::decode));
                said.add(said(message, ErrorReply::read));
            }
            if (message.next()) {
                throw new AssertionError("a message behind the last");
            }
        } catch (DecodeException e) {
            said.add(e.toString());
        }
        return said;
    }

    private static String said(MessageReader message, Probe.Decoder<?> decoder) {
        try {
            return decoder.decode(message).toString();
        } catch (DecodeException e) {
            return e.toString();
        }
    }
}

package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;

/** Little-endian messages as hex text; blanks and comments from {@code #} to the end of a line do not count. */
public final class Bytes {
    private Bytes() {}

    public static ByteBuf of(String annotatedHex) {
        StringBuilder digits = new StringBuilder();
        annotatedHex
                .lines()
                .map(line -> line.contains("#") ? line.substring(0, line.indexOf('#')) : line)
                .forEach(line -> digits.append(line.replaceAll("\\s", "")));
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(digits));
    }

    /** The first message in these bytes. */
    public static MessageReader message(String annotatedHex) throws DecodeException {
        return message(of(annotatedHex));
    }

    public static MessageReader message(ByteBuf bytes) throws DecodeException {
        MessageReader message = new MessageReader(bytes);
        if (!message.next()) {
            throw new AssertionError("no message");
        }
        return message;
    }

    public static String hex(ByteBuf buffer) {
        return io.netty.buffer.ByteBufUtil.hexDump(buffer);
    }
}

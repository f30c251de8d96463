package dev.multipath.netlink;

import dev.multipath.netlink.wire.MessageWriter;
import java.util.function.BiConsumer;

/**
 * A request about a forwarding entry or a neighbour table, or for the neighbours and entries a filter lets through.
 *
 * @param entry what it is about; prints as iproute2 would have it
 * @param encoder writes the entry as this request wants it
 * @param command as {@code "bridge fdb replace"}
 */
record EntryRequest<T>(int type, int flags, T entry, BiConsumer<? super T, MessageWriter> encoder, String command)
        implements Request {

    @Override
    public void write(MessageWriter message) {
        encoder.accept(entry, message);
    }

    @Override
    public String words() {
        return (command + " " + entry).strip();
    }
}

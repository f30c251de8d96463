package dev.multipath.netlink;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import org.jspecify.annotations.Nullable;

/** Shows the objects of a dump to a visitor, without keeping any. */
final class Walk<T> implements Sink {
    private final Decoder<? extends T> decoder;
    private final Visitor<? super T> visitor;

    Walk(Decoder<? extends T> decoder, Visitor<? super T> visitor) {
        this.decoder = decoder;
        this.visitor = visitor;
    }

    /** Makes an object of a message. */
    interface Decoder<T> {
        /** The object of one message; null for one that is not wanted. */
        @Nullable
        T decode(MessageReader message) throws DecodeException;
    }

    @Override
    public void restart() {}

    @Override
    public boolean again() {
        return visitor.restart();
    }

    @Override
    public void accept(MessageReader message) throws DecodeException {
        T object = decoder.decode(message);
        if (object != null) {
            visitor.visit(object);
        }
    }
}

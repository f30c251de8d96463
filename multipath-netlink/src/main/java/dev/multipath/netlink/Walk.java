package dev.multipath.netlink;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.function.Predicate;

/** Shows the objects of a dump to a visitor, without keeping any. */
final class Walk<T> implements Sink {
    private final Decoder<? extends T> decoder;
    private final Predicate<? super T> filter;
    private final Visitor<? super T> visitor;

    Walk(Decoder<? extends T> decoder, Visitor<? super T> visitor) {
        this(decoder, object -> true, visitor);
    }

    /** @param filter which of them the visitor sees */
    Walk(Decoder<? extends T> decoder, Predicate<? super T> filter, Visitor<? super T> visitor) {
        this.decoder = decoder;
        this.filter = filter;
        this.visitor = visitor;
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
        if (object != null && filter.test(object)) {
            visitor.visit(object);
        }
    }
}

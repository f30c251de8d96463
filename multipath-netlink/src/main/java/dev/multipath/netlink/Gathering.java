package dev.multipath.netlink;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gathers the objects of an answer that a filter lets through, behind what a list has already. */
final class Gathering<T> implements Sink {
    /** Reads one message. */
    interface Decoder<T> {
        /** The object a message is about; null for one about something else. */
        @Nullable
        T decode(MessageReader message) throws DecodeException;
    }

    private final List<T> into;
    private final Decoder<T> decoder;
    private final Predicate<? super T> filter;
    private final int before;

    Gathering(List<T> into, Decoder<T> decoder, Predicate<? super T> filter) {
        this.into = into;
        this.decoder = decoder;
        this.filter = filter;
        this.before = into.size();
    }

    @Override
    public void restart() {
        into.subList(before, into.size()).clear();
    }

    @Override
    public void accept(MessageReader message) throws DecodeException {
        T object = decoder.decode(message);
        if (object != null && filter.test(object)) {
            into.add(object);
        }
    }
}

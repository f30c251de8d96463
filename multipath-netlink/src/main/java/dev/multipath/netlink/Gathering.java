package dev.multipath.netlink;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gathers the objects of an answer that a filter lets through, behind what a list has already. */
final class Gathering<T> implements Sink {
    private final List<T> into;
    private final Decoder<? extends T> decoder;
    private final Predicate<? super T> filter;
    private final int before;

    Gathering(List<T> into, Decoder<? extends T> decoder) {
        this(into, decoder, object -> true);
    }

    Gathering(List<T> into, Decoder<? extends T> decoder, Predicate<? super T> filter) {
        this.into = into;
        this.decoder = decoder;
        this.filter = filter;
        this.before = into.size();
    }

    /** The first of those gathered. */
    Optional<T> first() {
        return into.size() > before ? Optional.of(into.get(before)) : Optional.empty();
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

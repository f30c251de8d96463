package dev.multipath.netlink;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Who is told of a view's changes. For any thread. */
final class ViewListeners {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Not a record: a listener added twice is told twice, and ended one at a time. */
    private static final class Entry implements RouteView.Subscription {
        private final Consumer<? super ViewChange> listener;
        private final List<Entry> entries;

        Entry(Consumer<? super ViewChange> listener, List<Entry> entries) {
            this.listener = listener;
            this.entries = entries;
        }

        @Override
        public void close() {
            entries.remove(this);
        }
    }

    RouteView.Subscription add(Consumer<? super ViewChange> listener) {
        Entry entry = new Entry(listener, entries);
        entries.add(entry);
        return entry;
    }

    /** One that throws is logged. */
    void tell(ViewChange change) {
        for (Entry entry : entries) {
            try {
                entry.listener.accept(change);
            } catch (Throwable thrown) {
                LoggerFactory.getLogger(RouteView.class)
                        .error("rtnetlink view: a listener threw on {}", change, thrown);
            }
        }
    }
}

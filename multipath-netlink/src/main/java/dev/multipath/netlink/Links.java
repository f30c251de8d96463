package dev.multipath.netlink;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Network interfaces: {@code ip link}. What is read comes without counters.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public final class Links {
    private static final int MAX_NAME = 15;

    private final Conversation conversation;
    private final Duration timeout;

    Links(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every interface of the namespace. */
    public List<Link> list() {
        Collector collector = new Collector();
        conversation.dump(new LinkRequest.Get(0, ""), timeout, collector, 0);
        return collector.links;
    }

    /**
     * One interface: a single small request. Its carrier is as of now, while flags follow the kernel's link watch and
     * may lag.
     *
     * @param index above 0
     */
    public Optional<Link> get(int index) {
        requireIndex(index);
        return get(new LinkRequest.Get(index, ""));
    }

    /** One interface by its name; absent also for a name no interface can have. */
    public Optional<Link> get(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        return get(new LinkRequest.Get(0, name));
    }

    /** Carrier and admin state of one interface by its name, as of now; for asking often. */
    public Optional<LinkSignal> signal(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        SignalCollector collector = new SignalCollector();
        conversation.get(new LinkRequest.Get(0, name), timeout, collector, Errno.ENODEV.value());
        return Optional.ofNullable(collector.signal);
    }

    /** Creates an interface: refused with EEXIST where its name is taken. */
    public void add(NewLink link) {
        conversation.execute(new LinkRequest.Create(link), timeout);
    }

    /** Like {@link #add}, but false where its name is taken. */
    public boolean addIfAbsent(NewLink link) {
        return conversation.execute(new LinkRequest.Create(link), timeout, Errno.EEXIST.value(), 0);
    }

    /** Changes an interface; ENODEV where there is none. */
    public void change(int index, LinkChange change) {
        requireIndex(index);
        conversation.execute(new LinkRequest.Change(index, change), timeout);
    }

    /** Deletes an interface; ENODEV where there is none, EOPNOTSUPP for hardware. */
    public void delete(int index) {
        requireIndex(index);
        conversation.execute(new LinkRequest.Delete(index), timeout);
    }

    /** Like {@link #delete}, but false where there is no such interface. */
    public boolean deleteIfPresent(int index) {
        requireIndex(index);
        return conversation.execute(new LinkRequest.Delete(index), timeout, Errno.ENODEV.value(), 0);
    }

    private Optional<Link> get(Request request) {
        Collector collector = new Collector();
        conversation.get(request, timeout, collector, Errno.ENODEV.value());
        return collector.links.isEmpty() ? Optional.empty() : Optional.of(collector.links.get(0));
    }

    /** Index 0 would ask for, change or delete something else. */
    private static void requireIndex(int index) {
        if (index < 1) {
            throw new IllegalArgumentException("interface index " + index);
        }
    }

    private static final class SignalCollector implements Sink {
        private @Nullable LinkSignal signal;

        @Override
        public void restart() {
            signal = null;
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() == Rtm.RTM_NEWLINK) {
                signal = LinkCodec.decodeSignal(message);
            }
        }
    }

    private static final class Collector implements Sink {
        private final List<Link> links = new ArrayList<>();

        @Override
        public void restart() {
            links.clear();
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() == Rtm.RTM_NEWLINK && LinkCodec.isTyped(message)) {
                links.add(LinkCodec.decode(message));
            }
        }
    }
}

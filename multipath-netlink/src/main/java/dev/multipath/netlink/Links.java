package dev.multipath.netlink;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.KernelText;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Network interfaces: {@code ip link}. What is read comes without the counters of IPv6,
 * unless a {@link LinkFilter} asks for them.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public final class Links {
    private static final int MAX_ALTERNATIVE_NAME = 127;
    private static final int MAX_PROPERTIES = 100;

    private final Conversation conversation;
    private final Duration timeout;
    private final TunTaps tunTaps;

    Links(Conversation conversation, Duration timeout, TunTaps tunTaps) {
        this.conversation = conversation;
        this.timeout = timeout;
        this.tunTaps = tunTaps;
    }

    /** Every interface of the namespace. */
    public List<Link> list() {
        return list(LinkFilter.ALL);
    }

    /**
     * Those the kernel chooses by this filter.
     *
     * @throws NetlinkException.Rejected EINVAL for a namespace id nobody has here
     */
    public List<Link> list(LinkFilter filter) {
        Collector collector = new Collector();
        conversation.dump(new LinkRequest.Dump(filter), timeout, collector, 0);
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

    /** One interface by its name or an alternative one; absent also for a name no interface can have. */
    public Optional<Link> get(String name) {
        if (!isName(name)) {
            return Optional.empty();
        }
        return get(new LinkRequest.Get(0, name));
    }

    /** Carrier and admin state of one interface by its name, as of now; for asking often. */
    public Optional<LinkSignal> signal(String name) {
        if (!isName(name)) {
            return Optional.empty();
        }
        SignalCollector collector = new SignalCollector();
        conversation.get(new LinkRequest.Get(0, name), timeout, collector, Errno.ENODEV.value());
        return Optional.ofNullable(collector.signal);
    }

    /**
     * Creates an interface: refused with EEXIST where its name is taken.
     *
     * <p>A {@link LinkKind.Tun} is made through {@code /dev/net/tun} instead of by a message, to stay when nobody has it
     * open; what else is wanted of it is changed by a message afterwards, and if that is refused it is deleted again. What
     * the driver says is a {@link NetlinkException.Rejected} too: ENOENT without the file, ENODEV without the driver, EPERM.
     *
     * @throws IllegalArgumentException for a tun device that is neither tun nor tap, shall not stay, or has a lower one
     */
    public void add(NewLink link) {
        if (!TunTaps.isOne(link)) {
            conversation.execute(new LinkRequest.Create(link), timeout);
        } else if (!tunTaps.add(link, this)) {
            throw new NetlinkException.Rejected(
                    new LinkRequest.Create(link).words(),
                    Rejection.of(Errno.EEXIST.value(), Optional.of("the name is taken")));
        }
    }

    /** Like {@link #add}, but false where its name is taken. */
    public boolean addIfAbsent(NewLink link) {
        if (TunTaps.isOne(link)) {
            return tunTaps.add(link, this);
        }
        return conversation.execute(new LinkRequest.Create(link), timeout, Errno.EEXIST.value(), 0);
    }

    /** Changes an interface; ENODEV where there is none. */
    public void change(int index, LinkChange change) {
        requireIndex(index);
        conversation.execute(new LinkRequest.Change(index, change), timeout);
    }

    /**
     * Moves an interface to another namespace, whichever way that is known: by name, process or descriptor. Its
     * addresses and routes are lost; it comes there down, under its name.
     *
     * @throws NetlinkException.Rejected EEXIST where the name is taken there, EINVAL for an interface that cannot move
     * @throws NetlinkException.SocketFailed when there is no such namespace
     */
    public void move(int index, NetNs target) {
        requireIndex(index);
        try (NetNs held = target.hold()) {
            change(index, LinkChange.moveTo(held.descriptor()));
        } catch (ErrnoException e) {
            throw new NetlinkException.SocketFailed("ip link set if" + index + " netns " + target.path(), e);
        }
    }

    /**
     * Gives an interface further names: {@code ip link property add dev IF altname NAME}.
     *
     * @param names 1..127 bytes each
     * @throws NetlinkException.Rejected EEXIST where one is taken
     */
    public void addAlternativeNames(int index, String... names) {
        conversation.execute(new LinkRequest.Names(checkedIndex(index), checked(names), true), timeout);
    }

    /**
     * Takes names from an interface: {@code ip link property del dev IF altname NAME}.
     *
     * @throws NetlinkException.Rejected ENOENT where it has no such name
     */
    public void deleteAlternativeNames(int index, String... names) {
        conversation.execute(new LinkRequest.Names(checkedIndex(index), checked(names), false), timeout);
    }

    /** Statistics of one interface: {@code ip stats show dev IF}, of these groups; absent where it is not there. */
    public Optional<InterfaceStatistics> statistics(int index, Attribute<?>... groups) {
        StatsCollector collector = new StatsCollector();
        Request request = new LinkRequest.Statistics(checkedIndex(index), filter(groups));
        conversation.get(request, timeout, collector, Errno.ENODEV.value());
        return collector.found.isEmpty() ? Optional.empty() : Optional.of(collector.found.get(0));
    }

    /** Statistics of every interface, of these groups: keys of {@link StatsAttributes}, one at least. */
    public List<InterfaceStatistics> statistics(Attribute<?>... groups) {
        StatsCollector collector = new StatsCollector();
        conversation.dump(new LinkRequest.Statistics(0, filter(groups)), timeout, collector, 0);
        return collector.found;
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

    private static boolean isName(String name) {
        int bytes = KernelText.bytes(name).length;
        return bytes > 0 && bytes <= MAX_ALTERNATIVE_NAME && name.indexOf('\0') < 0;
    }

    private static List<String> checked(String... names) {
        if (names.length == 0 || names.length > MAX_PROPERTIES) {
            throw new IllegalArgumentException(names.length + " alternative names");
        }
        for (String name : names) {
            if (!isName(name)) {
                throw new IllegalArgumentException("alternative name '" + name + "' is not 1..127 bytes");
            }
        }
        return List.of(names);
    }

    private static long filter(Attribute<?>... groups) {
        long filter = 0;
        for (Attribute<?> group : groups) {
            if (group.set() != StatsAttributes.ALL) {
                throw new IllegalArgumentException(group + " is not of " + StatsAttributes.ALL);
            }
            filter |= 1L << (group.number() - 1);
        }
        if (filter == 0) {
            throw new IllegalArgumentException("no group of statistics asked for");
        }
        return filter;
    }

    private static int checkedIndex(int index) {
        requireIndex(index);
        return index;
    }

    /** Index 0 would ask for, change or delete something else. */
    private static void requireIndex(int index) {
        if (index < 1) {
            throw new IllegalArgumentException("interface index " + index);
        }
    }

    private static final class StatsCollector implements Sink {
        private final List<InterfaceStatistics> found = new ArrayList<>();

        @Override
        public void restart() {
            found.clear();
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() == Rtm.RTM_NEWSTATS) {
                found.add(StatsCodec.decode(message));
            }
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

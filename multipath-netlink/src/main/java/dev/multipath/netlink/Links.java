package dev.multipath.netlink;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.ProtocolInfoCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
        List<Link> links = new ArrayList<>();
        conversation.dump(new LinkRequest.Dump(filter), timeout, new Gathering<>(links, Links::decode), 0);
        return links;
    }

    /**
     * Shows those the kernel chooses by this filter to a visitor, one by one; none is kept.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(LinkFilter filter, Visitor<? super Link> visitor) {
        conversation.dump(new LinkRequest.Dump(filter), timeout, new Walk<>(Links::decode, visitor), 0);
    }

    /**
     * One interface: a single small request. Its carrier is as of now, while flags follow the kernel's link watch and
     * may lag.
     *
     * @param index above 0
     */
    public Optional<Link> get(int index) {
        return get(new LinkRequest.Get(LinkRequest.requireIndex(index), ""));
    }

    /** One interface by its name or an alternative one; absent also for a name no interface can have. */
    public Optional<Link> get(String name) {
        if (!LinkRequest.isName(name)) {
            return Optional.empty();
        }
        return get(new LinkRequest.Get(0, name));
    }

    /** Carrier and admin state of one interface by its name, as of now; for asking often. */
    public Optional<LinkSignal> signal(String name) {
        if (!LinkRequest.isName(name)) {
            return Optional.empty();
        }
        Gathering<LinkSignal> answer = new Gathering<>(new ArrayList<>(1), Links::decodeSignal);
        conversation.get(new LinkRequest.Get(0, name), timeout, answer, Errno.ENODEV.value());
        return answer.first();
    }

    /**
     * Likewise of several interfaces, asked for together, which costs less than one by one.
     *
     * @return one for each name, in the same order; empty where there is no such interface
     */
    public List<Optional<LinkSignal>> signals(List<String> names) {
        List<LinkRequest.Get> requests = new ArrayList<>(names.size());
        int[] positions = new int[names.size()];
        for (int i = 0; i < names.size(); i++) {
            if (LinkRequest.isName(names.get(i))) {
                positions[requests.size()] = i;
                requests.add(new LinkRequest.Get(0, names.get(i)));
            }
        }
        List<Optional<LinkSignal>> found = signalsOf(requests);
        List<Optional<LinkSignal>> signals = new ArrayList<>(Collections.nCopies(names.size(), Optional.empty()));
        for (int i = 0; i < found.size(); i++) {
            signals.set(positions[i], found.get(i));
        }
        return signals;
    }

    /**
     * Likewise by index, for which the kernel need not search.
     *
     * @param indexes each above 0
     */
    public List<Optional<LinkSignal>> signalsByIndex(List<Integer> indexes) {
        List<LinkRequest.Get> requests = new ArrayList<>(indexes.size());
        for (int index : indexes) {
            requests.add(new LinkRequest.Get(LinkRequest.requireIndex(index), ""));
        }
        return signalsOf(requests);
    }

    /**
     * Likewise of every interface that has IPv6, by two dumps: where most of many interfaces are wanted this costs less than
     * asking for each, since the kernel writes less of it; but more where there are many processors, of each of which it adds
     * up the counters of IPv6. One that is down is without carrier here.
     */
    public List<LinkSignal> signals() {
        SignalSweep sweep = new SignalSweep();
        conversation.dump(new LinkRequest.Protocol(AddressFamily.INET6), timeout, sweep.links(), 0);
        Request statistics = new LinkRequest.Statistics(0, filter(StatsAttributes.STATS_LINK_64));
        conversation.dump(statistics, timeout, sweep.statistics(), 0);
        return sweep.signals();
    }

    private List<Optional<LinkSignal>> signalsOf(List<LinkRequest.Get> requests) {
        List<Optional<LinkSignal>> signals = new ArrayList<>(Collections.nCopies(requests.size(), Optional.empty()));
        GroupRun group = new GroupRun(
                requests,
                (position, message) -> signals.set(position, Optional.ofNullable(decodeSignal(message))),
                Errno.ENODEV.value());
        conversation.run(group, timeout);
        return signals;
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
        LinkRequest.requireIndex(index);
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
        conversation.execute(new LinkRequest.Names(index, List.of(names), true), timeout);
    }

    /**
     * Takes names from an interface: {@code ip link property del dev IF altname NAME}.
     *
     * @throws NetlinkException.Rejected ENOENT where it has no such name
     */
    public void deleteAlternativeNames(int index, String... names) {
        conversation.execute(new LinkRequest.Names(index, List.of(names), false), timeout);
    }

    /** Statistics of one interface: {@code ip stats show dev IF}, of these groups; absent where it is not there. */
    public Optional<InterfaceStatistics> statistics(int index, Attribute<?>... groups) {
        Gathering<InterfaceStatistics> answer = new Gathering<>(new ArrayList<>(1), Links::decodeStatistics);
        Request request = new LinkRequest.Statistics(LinkRequest.requireIndex(index), filter(groups));
        conversation.get(request, timeout, answer, Errno.ENODEV.value());
        return answer.first();
    }

    /** Statistics of every interface, of these groups: keys of {@link StatsAttributes}, one at least. */
    public List<InterfaceStatistics> statistics(Attribute<?>... groups) {
        List<InterfaceStatistics> found = new ArrayList<>();
        Request request = new LinkRequest.Statistics(0, filter(groups));
        conversation.dump(request, timeout, new Gathering<>(found, Links::decodeStatistics), 0);
        return found;
    }

    /**
     * What a protocol keeps with each interface: {@code bridge link show} for AF_BRIDGE, one a port; for AF_INET6 one an
     * interface that has IPv6.
     *
     * @throws IllegalArgumentException for another family
     */
    public List<ProtocolInfo> protocolInfo(AddressFamily family) {
        List<ProtocolInfo> found = new ArrayList<>();
        Request request = new LinkRequest.Protocol(family);
        conversation.dump(request, timeout, new Gathering<>(found, Links::decodeProtocol), 0);
        return found;
    }

    /** Deletes an interface; ENODEV where there is none, EOPNOTSUPP for hardware. */
    public void delete(int index) {
        conversation.execute(new LinkRequest.Delete(index), timeout);
    }

    /** Like {@link #delete}, but false where there is no such interface. */
    public boolean deleteIfPresent(int index) {
        return conversation.execute(new LinkRequest.Delete(index), timeout, Errno.ENODEV.value(), 0);
    }

    private Optional<Link> get(Request request) {
        Gathering<Link> answer = new Gathering<>(new ArrayList<>(1), Links::decode);
        conversation.get(request, timeout, answer, Errno.ENODEV.value());
        return answer.first();
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

    private static @Nullable Link decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWLINK && LinkCodec.isTyped(message);
        return about ? LinkCodec.decode(message) : null;
    }

    private static @Nullable ProtocolInfo decodeProtocol(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWLINK && ProtocolInfoCodec.isTyped(message);
        return about ? ProtocolInfoCodec.decode(message).orElse(null) : null;
    }

    private static @Nullable LinkSignal decodeSignal(MessageReader message) throws DecodeException {
        return message.type() == Rtm.RTM_NEWLINK ? LinkCodec.decodeSignal(message) : null;
    }

    private static @Nullable InterfaceStatistics decodeStatistics(MessageReader message) throws DecodeException {
        return message.type() == Rtm.RTM_NEWSTATS ? StatsCodec.decode(message) : null;
    }
}

package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The neighbours of the fake kernel: {@code neighbour.c}. Nobody answers a question, unless {@link #answer} said that
 * somebody does.
 */
final class FakeNeighbours {
    /** Where an entry stands. */
    record Key(int device, IpAddress address) {}

    private final Notices notices;
    private final FakeLinks links;
    private final FakeAddresses addresses;
    private final FakeClock clock;
    private final Map<Key, FakeNeighbour> entries = new LinkedHashMap<>();
    private final Map<Key, Neighbour> proxies = new LinkedHashMap<>();
    private final Map<Key, HardwareAddress> answering = new HashMap<>();

    FakeNeighbours(Notices notices, FakeLinks links, FakeAddresses addresses, FakeClock clock) {
        this.notices = notices;
        this.links = links;
        this.addresses = addresses;
        this.clock = clock;
    }

    void copyFrom(FakeNeighbours other) {
        entries.clear();
        entries.putAll(other.entries);
        proxies.clear();
        proxies.putAll(other.proxies);
        answering.clear();
        answering.putAll(other.answering);
    }

    /** From now on somebody answers for this address, or, without a hardware address, nobody. */
    void answer(int device, IpAddress address, Optional<HardwareAddress> hardware) {
        Key key = new Key(device, address);
        hardware.ifPresentOrElse(found -> answering.put(key, found), () -> answering.remove(key));
        FakeNeighbour entry = entries.get(key);
        if (entry != null && entry.isAsking()) {
            settle(key, entry);
        }
    }

    /** Whether a gateway is not known to be silent: what a nexthop group looks at. */
    boolean answers(NextHop hop) {
        if (hop.gateway().isEmpty()) {
            return true;
        }
        FakeNeighbour entry =
                entries.get(new Key(hop.interfaceIndex(), hop.gateway().get()));
        return entry == null || entry.shown(clock.now()).isValid();
    }

    /** The entries of a family, or of both for {@link AddressFamily#UNSPEC}; proxies or the others. */
    List<Neighbour> list(AddressFamily family, boolean proxy) {
        List<Neighbour> all = new ArrayList<>();
        if (proxy) {
            all.addAll(proxies.values());
        } else {
            entries.values().forEach(entry -> all.add(entry.shown(clock.now())));
        }
        List<Neighbour> sorted = new ArrayList<>();
        for (AddressFamily each : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            if (family.equals(AddressFamily.UNSPEC) || family.equals(each)) {
                all.stream().filter(one -> one.family().equals(each)).forEach(sorted::add);
            }
        }
        return sorted;
    }

    /** {@code RTM_GETNEIGH} for one. */
    Neighbour get(MessageReader request) throws Refusal, DecodeException {
        Neighbour wish = read(request);
        if (wish.isProxy()) {
            Neighbour proxy = proxies.get(key(wish));
            if (proxy == null) {
                throw new Refusal(Errno.ENOENT, "Proxy neighbour entry not found");
            }
            return proxy;
        }
        requireDevice(wish, "No device specified");
        FakeNeighbour entry = entries.get(key(wish));
        if (entry == null) {
            throw new Refusal(Errno.ENOENT, "Neighbour entry not found");
        }
        return entry.shown(clock.now());
    }

    /** {@code RTM_NEWNEIGH}. */
    void add(int flags, MessageReader request) throws Refusal, DecodeException {
        Neighbour wish = read(request);
        if (wish.isProxy()) {
            proxies.put(key(wish), FakeNeighbour.proxy(wish));
            return;
        }
        requireDevice(wish, "Device not specified");
        FakeNeighbour old = entries.get(key(wish));
        if (old == null && (flags & NLM_F_CREATE) == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        if (old != null && (flags & NLM_F_EXCL) != 0) {
            throw new Refusal(Errno.EEXIST);
        }
        FakeNeighbour entry = (old == null ? fresh(wish) : old).marked(wish);
        entries.put(key(wish), entry);
        if ((wish.flags() & Neighbour.USE) != 0) {
            use(key(wish), entry);
            return;
        }
        update(entry, wish, old == null || (flags & NLM_F_REPLACE) != 0);
    }

    private FakeNeighbour fresh(Neighbour wish) {
        boolean own = addresses.isLocal(wish.address(), 0);
        return FakeNeighbour.fresh(wish.interfaceIndex(), wish.address(), own, clock.now());
    }

    private void update(FakeNeighbour entry, Neighbour wish, boolean override) throws Refusal {
        FakeNeighbour updated = entry.update(wish, override, clock.now());
        entries.put(key(wish), updated);
        if (!updated.equals(entry)
                && (entry.neighbour().isValid() || updated.neighbour().isValid())) {
            tell(Rtm.RTM_NEWNEIGH, updated);
        }
        settle(key(wish), updated);
    }

    /** {@code NTF_USE}: as if a packet wanted to go there. */
    private void use(Key key, FakeNeighbour entry) {
        FakeNeighbour used = entry.use(clock.now());
        entries.put(key, used);
        settle(key, used);
    }

    /** A question is answered at once, where somebody answers. */
    private void settle(Key key, FakeNeighbour entry) {
        HardwareAddress hardware = answering.get(key);
        FakeLink device = links.find(key.device());
        if (entry.isAsking() && hardware != null && device != null && device.carrier) {
            FakeNeighbour reachable = entry.answered(hardware, clock.now());
            entries.put(key, reachable);
            tell(Rtm.RTM_NEWNEIGH, reachable);
        }
    }

    /** {@code RTM_DELNEIGH}. */
    void delete(MessageReader request) throws Refusal, DecodeException {
        Neighbour wish = read(request);
        if (wish.isProxy()) {
            if (proxies.remove(key(wish)) == null) {
                throw new Refusal(Errno.ENOENT);
            }
            return;
        }
        if (wish.interfaceIndex() == 0) {
            throw new Refusal(Errno.EINVAL);
        }
        requireDevice(wish, "");
        FakeNeighbour entry = entries.get(key(wish));
        if (entry == null) {
            throw new Refusal(Errno.ENOENT);
        }
        FakeNeighbour failed = entry.failed(clock.now());
        if (entry.neighbour().isValid()) {
            tell(Rtm.RTM_NEWNEIGH, failed);
        }
        remove(key(wish), failed);
    }

    /** A device lost its carrier: what was set by hand stays. */
    void carrierLost(int device) {
        flush(device, key -> true, true);
    }

    /** A device went down. */
    void down(int device) {
        flush(device, key -> true, false);
    }

    /** A device lost its last IPv4 address. */
    void noAddress(int device) {
        flush(device, key -> key.address().isIpv4(), false);
    }

    private void flush(int device, Predicate<Key> which, boolean sparePermanent) {
        for (Map.Entry<Key, FakeNeighbour> entry : List.copyOf(entries.entrySet())) {
            boolean permanent = (entry.getValue().neighbour().state() & Neighbour.PERMANENT) != 0;
            if (entry.getKey().device() == device && which.test(entry.getKey()) && !(permanent && sparePermanent)) {
                remove(entry.getKey(), entry.getValue());
            }
        }
        proxies.keySet().removeIf(key -> key.device() == device && which.test(key));
    }

    long nextDeadline() {
        return entries.values().stream()
                .mapToLong(FakeNeighbour::deadline)
                .min()
                .orElse(FakeClock.NEVER);
    }

    /** What was confirmed long ago is no longer reachable, and what never answered has failed. */
    void expire() {
        for (Map.Entry<Key, FakeNeighbour> entry : List.copyOf(entries.entrySet())) {
            if (entry.getValue().deadline() <= clock.now()) {
                FakeNeighbour aged = entry.getValue().aged(clock.now());
                entries.put(entry.getKey(), aged);
                tell(Rtm.RTM_NEWNEIGH, aged);
                settle(entry.getKey(), aged);
            }
        }
    }

    private void remove(Key key, FakeNeighbour entry) {
        entries.remove(key);
        tell(Rtm.RTM_DELNEIGH, entry);
    }

    private static Key key(Neighbour neighbour) {
        return new Key(neighbour.interfaceIndex(), neighbour.address());
    }

    private Neighbour read(MessageReader request) throws Refusal, DecodeException {
        if (!NeighbourCodec.isTyped(request)) {
            throw new Refusal(Errno.EAFNOSUPPORT);
        }
        Neighbour wish = NeighbourCodec.decode(request);
        if (wish.interfaceIndex() != 0 && links.find(wish.interfaceIndex()) == null) {
            boolean get = request.type() == Rtm.RTM_GETNEIGH;
            throw new Refusal(Errno.ENODEV, get ? "Unknown device ifindex" : "");
        }
        return wish;
    }

    private static void requireDevice(Neighbour wish, String text) throws Refusal {
        if (wish.interfaceIndex() == 0) {
            throw new Refusal(Errno.EINVAL, text);
        }
    }

    private void tell(int type, FakeNeighbour entry) {
        Neighbour shown = entry.shown(clock.now());
        notices.add(Rtnlgrp.RTNLGRP_NEIGH, false, type, 0, message -> NeighbourCodec.encode(shown, message));
    }
}

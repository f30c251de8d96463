package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;

import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fake kernel's interfaces. A loopback device is there from the start, down; a veth pair has carrier while both ends
 * are up, other kinds while they are up, a bridge while a port of it has.
 */
final class FakeLinks {
    private static final Set<String> KINDS =
            Set.of("bridge", "dummy", "ifb", "macvlan", "tun", "veth", "vlan", "vxlan");

    private final Notices notices;
    private final LinkListener listener;
    private final SortedMap<Integer, FakeLink> links = new TreeMap<>();
    private final FakeClock clock;
    private final Settings settings;
    private int lastIndex;
    private long changes;
    /** How late the link watch is, in nanoseconds. */
    long carrierDelay;

    FakeLinks(Notices notices, LinkListener listener, Settings settings, FakeClock clock) {
        this.notices = notices;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        create("lo", "");
    }

    void copyFrom(FakeLinks other) {
        links.clear();
        other.links.forEach((index, link) -> links.put(index, link.copy()));
        other.links.forEach((index, link) -> {
            FakeLink copy = links.get(index);
            if (copy != null && link.peer != null) {
                copy.peer = links.get(link.peer.index);
            }
        });
        lastIndex = other.lastIndex;
        changes = other.changes;
        carrierDelay = other.carrierDelay;
    }

    /** Grows with each interface made or deleted: what a dump is held against. */
    long changes() {
        return changes;
    }

    Collection<FakeLink> all() {
        return links.values();
    }

    @Nullable
    FakeLink find(int index) {
        return links.get(index);
    }

    @Nullable
    FakeLink find(String name) {
        for (FakeLink link : links.values()) {
            if (link.name.equals(name)) {
                return link;
            }
        }
        return null;
    }

    /** {@code RTM_NEWLINK} and {@code RTM_SETLINK}. */
    void change(int flags, MessageReader request) throws Refusal, DecodeException {
        LinkWish wish = LinkWish.read(request);
        FakeLink link = wanted(wish);
        if (link == null) {
            if ((flags & NLM_F_CREATE) == 0) {
                throw new Refusal(Errno.ENODEV);
            }
            create(wish);
        } else if ((flags & NLM_F_EXCL) != 0) {
            throw new Refusal(Errno.EEXIST);
        } else {
            change(link, wish);
        }
    }

    /** {@code RTM_DELLINK}; a veth pair goes together. */
    void delete(MessageReader request) throws Refusal, DecodeException {
        FakeLink link = wanted(LinkWish.read(request));
        if (link == null) {
            throw new Refusal(Errno.ENODEV);
        }
        if (link.isLoopback()) {
            throw new Refusal(Errno.EOPNOTSUPP);
        }
        remove(link);
    }

    /** {@code RTM_GETLINK} for one. */
    FakeLink get(MessageReader request) throws Refusal, DecodeException {
        FakeLink link = wanted(LinkWish.read(request));
        if (link == null) {
            throw new Refusal(Errno.ENODEV);
        }
        return link;
    }

    /** Those a dump with this request shows. */
    List<FakeLink> select(MessageReader request) throws DecodeException {
        LinkWish wish = LinkWish.read(request);
        List<FakeLink> selected = new ArrayList<>();
        for (FakeLink link : links.values()) {
            boolean master = wish.master.isEmpty() || wish.master.getAsInt() == link.master;
            if (master && (wish.kind.isEmpty() || wish.kind.equals(link.kind))) {
                selected.add(link);
            }
        }
        return selected;
    }

    void remove(FakeLink link) {
        List<FakeLink> gone = link.peer == null ? List.of(link) : List.of(link, link.peer);
        for (FakeLink each : gone) {
            setDown(each);
        }
        for (FakeLink each : gone) {
            listener.unregister(each);
            links.remove(each.index);
            settings.deleted(each.index);
            each.peer = null;
            changes++;
            notices.add(Rtnlgrp.RTNLGRP_LINK, false, Rtm.RTM_DELLINK, 0, each::write);
        }
        settleCarriers();
    }

    /** Plugs the cable in or pulls it. */
    void plug(FakeLink link, boolean plugged) {
        link.plugged = plugged;
        settleCarriers();
    }

    private @Nullable FakeLink wanted(LinkWish wish) {
        return wish.index > 0 ? find(wish.index) : find(wish.name);
    }

    private FakeLink create(String name, String kind) {
        FakeLink link = new FakeLink(++lastIndex, name, kind);
        links.put(link.index, link);
        settings.created(link.index);
        changes++;
        return link;
    }

    private void create(LinkWish wish) throws Refusal {
        if (wish.kind.isEmpty() || !KINDS.contains(wish.kind)) {
            throw new Refusal(Errno.EOPNOTSUPP, "Unknown device type", Ifla.IFLA_LINKINFO);
        }
        LinkWish other = wish.peer;
        if (other != null && !other.elsewhere && find(other.name) != null) {
            throw new Refusal(Errno.EEXIST);
        }
        if (wish.elsewhere) {
            throw new Refusal(Errno.EINVAL, "the fake kernel has one namespace");
        }
        // The other end is made first.
        FakeLink peer = other == null || other.elsewhere ? null : create(other.name, wish.kind);
        int peerIndex = peer != null ? peer.index : other == null ? 0 : ++lastIndex;
        FakeLink link = create(wish.name, wish.kind);
        link.peer = peer;
        link.peerIndex = peerIndex;
        if (peer != null && other != null) {
            peer.peer = link;
            peer.peerIndex = link.index;
            dress(peer, other);
            tell(peer);
        }
        dress(link, wish);
        tell(link);
        if (peer != null && other != null && other.setsUp()) {
            setUp(peer);
        }
        if (wish.setsUp()) {
            setUp(link);
        }
    }

    private void change(FakeLink link, LinkWish wish) throws Refusal {
        if (!wish.name.isEmpty() && !wish.name.equals(link.name) && find(wish.name) != null) {
            throw new Refusal(Errno.EEXIST);
        }
        if (wish.elsewhere) {
            remove(link);
            return;
        }
        boolean renamed = !wish.name.isEmpty() && !wish.name.equals(link.name);
        if (renamed) {
            link.name = wish.name;
        }
        if (dress(link, wish) || renamed) {
            tell(link);
        }
        if (wish.setsUp()) {
            setUp(link);
        } else if (wish.setsDown()) {
            setDown(link);
            settleCarriers();
        } else {
            settleCarriers();
        }
    }

    /** @return whether anything changed */
    private static boolean dress(FakeLink link, LinkWish wish) {
        byte[] address = wish.hardwareAddress;
        if (address != null) {
            link.hardwareAddress = address.clone();
        }
        link.mtu = wish.mtu.orElse(link.mtu);
        link.master = wish.master.orElse(link.master);
        link.group = wish.group.orElse(link.group);
        return address != null || wish.mtu.isPresent() || wish.master.isPresent() || wish.group.isPresent();
    }

    private void setUp(FakeLink link) {
        if (link.up) {
            return;
        }
        link.up = true;
        link.carrier = signal(link);
        link.running = link.carrier;
        link.watch = FakeClock.NEVER;
        tell(link);
        listener.up(link);
        settleCarriers();
    }

    private void setDown(FakeLink link) {
        if (!link.up) {
            return;
        }
        link.up = false;
        link.carrier = false;
        link.running = false;
        link.watch = FakeClock.NEVER;
        tell(link);
        listener.down(link);
    }

    /** A signal comes or goes at once; the link watch looks at it when its time comes. */
    private void settleCarriers() {
        boolean settled = false;
        while (!settled) {
            settled = true;
            for (FakeLink link : List.copyOf(links.values())) {
                boolean signal = signal(link);
                if (signal != link.carrier && links.containsKey(link.index)) {
                    link.carrier = signal;
                    settled = false;
                    if (carrierDelay == 0) {
                        look(link);
                    } else {
                        link.watch = Math.min(link.watch, clock.after(carrierDelay));
                    }
                }
            }
        }
    }

    private void look(FakeLink link) {
        link.watch = FakeClock.NEVER;
        link.running = link.carrier;
        tell(link);
        listener.carrier(link);
    }

    long nextDeadline() {
        return links.values().stream().mapToLong(link -> link.watch).min().orElse(FakeClock.NEVER);
    }

    /** The link watch looks at those whose time has come. */
    void expire() {
        for (FakeLink link : List.copyOf(links.values())) {
            if (link.watch <= clock.now()) {
                look(link);
            }
        }
    }

    private boolean signal(FakeLink link) {
        if (!link.up || !link.plugged) {
            return false;
        }
        FakeLink peer = link.peer;
        if (peer != null) {
            return peer.up && peer.plugged;
        }
        return !link.kind.equals("bridge")
                || links.values().stream().anyMatch(port -> port.master == link.index && port.carrier);
    }

    private void tell(FakeLink link) {
        notices.add(Rtnlgrp.RTNLGRP_LINK, false, Rtm.RTM_NEWLINK, 0, link::write);
    }
}

package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The nexthop objects: {@code nexthop.c}. They die with their device's carrier, unannounced; a group shrinks with its
 * members and dies with the last, and so do the routes over it.
 */
final class FakeNextHops {
    private static final int AF_UNSPEC = 0;

    private final Notices notices;
    private final FakeLinks links;
    private final LongConsumer gone;
    private final SortedMap<Long, FakeNextHop> objects = new TreeMap<>();
    private long lastId;
    private long changes;

    /** @param gone told the id of each object that is gone, for the routes over it */
    FakeNextHops(Notices notices, FakeLinks links, LongConsumer gone) {
        this.notices = notices;
        this.links = links;
        this.gone = gone;
    }

    long changes() {
        return changes;
    }

    List<FakeNextHop> all() {
        return List.copyOf(objects.values());
    }

    boolean exists(long id) {
        return objects.containsKey(id);
    }

    /** What a route over this object shows beside its id. */
    RouteTarget.NextHopId shown(long id) {
        return new RouteTarget.NextHopId(id, hops(id));
    }

    /** The ways an object stands for now; none for a blackhole. */
    List<NextHop> hops(long id) {
        FakeNextHop object = objects.get(id);
        if (object == null || object.blackhole()) {
            return List.of();
        }
        if (!object.isGroup()) {
            return List.of(object.hop(1));
        }
        List<NextHop> hops = new ArrayList<>();
        for (FakeNextHop.Member member : object.members()) {
            FakeNextHop one = objects.get(member.id());
            if (one != null) {
                hops.add(one.hop(member.weight()));
            }
        }
        return hops;
    }

    /** {@code RTM_NEWNEXTHOP}. */
    void add(int flags, MessageReader request) throws Refusal, DecodeException {
        FakeNextHop wish = FakeNextHop.read(request);
        check(wish);
        if (wish.id() != 0 && exists(wish.id())) {
            if ((flags & NLM_F_EXCL) != 0 || (flags & NLM_F_REPLACE) == 0) {
                throw new Refusal(Errno.EEXIST);
            }
            put(wish, NLM_F_REPLACE);
            return;
        }
        if ((flags & NLM_F_CREATE) == 0) {
            throw new Refusal(Errno.ENOENT);
        }
        put(wish.id() == 0 ? wish.id(unused()) : wish, NLM_F_CREATE);
    }

    /** {@code RTM_DELNEXTHOP}. */
    void delete(MessageReader request) throws Refusal, DecodeException {
        remove(get(request), true);
    }

    /** {@code RTM_GETNEXTHOP} for one. */
    FakeNextHop get(MessageReader request) throws Refusal, DecodeException {
        FakeNextHop wish = FakeNextHop.read(request);
        FakeNextHop object = objects.get(wish.id());
        if (object == null) {
            throw new Refusal(Errno.ENOENT);
        }
        return object;
    }

    /** A device lost its carrier, went down or is being deleted. */
    void flush(int device) {
        for (FakeNextHop object : all()) {
            if (object.device() == device && exists(object.id())) {
                remove(object, false);
            }
        }
    }

    private void check(FakeNextHop wish) throws Refusal {
        if (wish.isGroup()) {
            if (wish.family() != AF_UNSPEC) {
                throw new Refusal(Errno.EINVAL, "Invalid family");
            }
            for (FakeNextHop.Member member : wish.members()) {
                if (!exists(member.id())) {
                    throw new Refusal(Errno.EINVAL, "Invalid nexthop id");
                }
            }
            return;
        }
        if (wish.blackhole()) {
            return;
        }
        FakeLink device = links.find(wish.device());
        if (wish.device() == 0) {
            throw new Refusal(Errno.EINVAL, "Nexthop device required for non-group and non-blackhole nexthops");
        }
        if (device == null) {
            throw new Refusal(Errno.EINVAL, "Invalid device index");
        }
        if (!device.up) {
            throw new Refusal(Errno.ENETDOWN, "Nexthop device is not up");
        }
        if (!device.carrier) {
            throw new Refusal(Errno.ENETDOWN, "Carrier for nexthop device is down");
        }
    }

    private void put(FakeNextHop object, int said) {
        objects.put(object.id(), object);
        changes++;
        tell(Rtm.RTM_NEWNEXTHOP, said, object);
    }

    private long unused() {
        do {
            lastId++;
        } while (exists(lastId));
        return lastId;
    }

    private void remove(@Nullable FakeNextHop object, boolean told) {
        if (object == null || objects.remove(object.id()) == null) {
            return;
        }
        changes++;
        if (told) {
            tell(Rtm.RTM_DELNEXTHOP, 0, object);
        }
        for (FakeNextHop group : all()) {
            List<FakeNextHop.Member> left = group.members().stream()
                    .filter(member -> member.id() != object.id())
                    .toList();
            if (left.size() == group.members().size()) {
                continue;
            }
            if (left.isEmpty()) {
                remove(group, told);
                continue;
            }
            FakeNextHop shrunk = group.members(left);
            objects.put(group.id(), shrunk);
            if (told) {
                tell(Rtm.RTM_NEWNEXTHOP, 0, shrunk);
            }
        }
        gone.accept(object.id());
    }

    private void tell(int type, int flags, FakeNextHop object) {
        notices.add(Rtnlgrp.RTNLGRP_NEXTHOP, true, type, flags, object::write);
    }
}

package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.NextHopObjectCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The nexthop objects: {@code nexthop.c}. They die with their device's carrier, unannounced; a group shrinks with its
 * members and dies with the last, and so do the routes over it.
 */
final class FakeNextHops {
    private final Notices notices;
    private final NextHopChecks checks;
    private final FakeNeighbours neighbours;
    private final LongConsumer gone;
    private final SortedMap<Long, NextHopObject> objects = new TreeMap<>();
    /** Groups, the one last made or changed first: the order in which they lose a member. */
    private final List<Long> groups = new ArrayList<>();

    final FakeBuckets buckets;
    private long lastId;
    private long changes;

    /**
     * @param routing knows which gateways can be reached, and which routes there are
     * @param gone told the id of each object that is gone, for the routes over it
     */
    FakeNextHops(
            Notices notices,
            FakeLinks links,
            FakeNeighbours neighbours,
            FakeClock clock,
            NextHopChecks.Routing routing,
            LongConsumer gone) {
        this.notices = notices;
        this.neighbours = neighbours;
        this.gone = gone;
        this.buckets = new FakeBuckets(notices, clock);
        this.checks = new NextHopChecks(links, this, routing);
    }

    void copyFrom(FakeNextHops other) {
        objects.clear();
        objects.putAll(other.objects);
        groups.clear();
        groups.addAll(other.groups);
        buckets.copyFrom(other.buckets);
        lastId = other.lastId;
        changes = other.changes;
    }

    long changes() {
        return changes;
    }

    List<NextHopObject> all() {
        return List.copyOf(objects.values());
    }

    @Nullable
    NextHopObject find(long id) {
        return objects.get(id);
    }

    /** Refuses a route over an object that is not there. */
    NextHopObject require(long id) throws Refusal {
        NextHopObject object = objects.get(id);
        if (object == null) {
            throw new Refusal(Errno.EINVAL, "Nexthop id does not exist");
        }
        return object;
    }

    /** Refuses an IPv6 route over this object unless all its ways are of IPv6. */
    void requireIpv6(long id) throws Refusal {
        checks.requireIpv6(require(id));
    }

    /** The groups an object is in, the one last made or changed first. */
    List<NextHopObject> groupsOf(long member) {
        List<NextHopObject> found = new ArrayList<>();
        for (long id : groups) {
            NextHopObject group = objects.get(id);
            if (group != null && members(group).stream().anyMatch(each -> each.id() == member)) {
                found.add(group);
            }
        }
        return found;
    }

    /** A route over this object as it is shown: with the ways it stands for, or of type blackhole. */
    Route shown(Route route, long id) {
        Route shown = route.target(new RouteTarget.NextHopId(id, hops(id)));
        return isBlackhole(id) ? shown.type(RouteType.BLACKHOLE) : shown;
    }

    boolean isBlackhole(long id) {
        NextHopObject object = objects.get(id);
        return object != null && members(object).stream().allMatch(this::isBlackhole);
    }

    private boolean isBlackhole(NextHopMember member) {
        NextHopObject one = objects.get(member.id());
        return one != null && one.target() instanceof NextHopTarget.Blackhole;
    }

    /** The ways an object stands for now; none for a blackhole. */
    List<NextHop> hops(long id) {
        NextHopObject object = objects.get(id);
        List<NextHop> hops = new ArrayList<>();
        for (NextHopMember member : object == null ? List.<NextHopMember>of() : members(object)) {
            hop(member).ifPresent(hops::add);
        }
        return hops;
    }

    /** An object that is no group is one member of itself. */
    private static List<NextHopMember> members(NextHopObject object) {
        return object.target() instanceof NextHopTarget.Group group
                ? group.members()
                : List.of(NextHopMember.of(object.id()));
    }

    /** A member as a route shows it; weights beyond 256 wrap there. */
    private Optional<NextHop> hop(NextHopMember member) {
        NextHopObject object = objects.get(member.id());
        if (object == null || !(object.target() instanceof NextHopTarget.Single single)) {
            return Optional.empty();
        }
        NextHop hop = single.gateway().isPresent()
                ? NextHop.via(single.gateway().get(), single.interfaceIndex())
                : NextHop.dev(single.interfaceIndex());
        int weight = ((member.weight() - 1) & 0xff) + 1;
        return Optional.of(hop.weight(weight).flags((int) object.flags() & NextHop.CONFIGURED));
    }

    /**
     * The way a flow takes: by the threshold of its hash, passing over members whose gateway is known not to answer, or
     * by its bucket, whoever that belongs to.
     */
    Optional<NextHop> choose(long id, int hash) {
        NextHopObject object = objects.get(id);
        if (object == null) {
            return Optional.empty();
        }
        ResilientTable table = buckets.find(id);
        if (table != null) {
            return hop(NextHopMember.of(table.choose(hash)));
        }
        List<NextHopMember> members = members(object);
        int[] bounds = HashRegions.bounds(members, NextHopMember::weight);
        Optional<NextHop> first = Optional.empty();
        for (int i = 0; i < bounds.length; i++) {
            Optional<NextHop> hop = hop(members.get(i));
            if (hop.isEmpty() || !neighbours.answers(hop.get())) {
                continue;
            }
            if (hash <= bounds[i]) {
                return hop;
            }
            first = first.isPresent() ? first : hop;
        }
        return first.isPresent() ? first : hop(members.get(0));
    }

    /** {@code RTM_NEWNEXTHOP}. */
    void add(int flags, MessageReader request) throws Refusal, DecodeException {
        checks.header(request);
        NextHopObject wish = NextHopObjectCodec.decode(request);
        checks.check(wish);
        boolean replace = (flags & NLM_F_REPLACE) != 0;
        if (wish.id() == 0) {
            if (replace) {
                throw new Refusal(Errno.EINVAL, "Replace requires nexthop id");
            }
            wish = wish.id(unused());
        }
        NextHopObject object = checks.known(wish);
        NextHopObject old = objects.get(object.id());
        if (old != null) {
            if (!replace || (flags & NLM_F_EXCL) != 0) {
                throw new Refusal(Errno.EEXIST);
            }
            checks.replaces(object, old);
        } else if (replace && (flags & NLM_F_CREATE) == 0) {
            throw new Refusal(Errno.ENOENT, "Replace specified without create and no entry exists");
        }
        if (object.target() instanceof NextHopTarget.Group group) {
            buckets.put(object, group, old == null);
        }
        put(object);
        tell(Rtm.RTM_NEWNEXTHOP, flags, object);
    }

    /** {@code RTM_DELNEXTHOP}. */
    void delete(int flags, MessageReader request) throws Refusal, DecodeException {
        remove(get(request), true, flags);
    }

    /** {@code RTM_GETNEXTHOP} for one. */
    NextHopObject get(MessageReader request) throws Refusal, DecodeException {
        NextHopObject object = objects.get(NextHopChecks.id(request));
        if (object == null) {
            throw new Refusal(Errno.ENOENT);
        }
        return object;
    }

    /** A device lost its carrier, went down or is being deleted. */
    void flush(int device) {
        for (NextHopObject object : all()) {
            if (object.target() instanceof NextHopTarget.Single single && single.interfaceIndex() == device) {
                remove(object, false, 0);
            }
        }
    }

    private void put(NextHopObject object) {
        objects.put(object.id(), object);
        changes++;
        if (object.isGroup()) {
            groups.remove(object.id());
            groups.add(0, object.id());
        }
    }

    private long unused() {
        do {
            lastId++;
        } while (objects.containsKey(lastId));
        return lastId;
    }

    private void remove(NextHopObject object, boolean told, int flags) {
        if (objects.remove(object.id()) == null) {
            return;
        }
        changes++;
        if (told) {
            tell(Rtm.RTM_DELNEXTHOP, flags, object);
        }
        gone.accept(object.id());
        groups.remove(object.id());
        buckets.remove(object.id());
        for (Long id : List.copyOf(groups)) {
            NextHopObject group = objects.get(id);
            if (group != null && group.target() instanceof NextHopTarget.Group target) {
                leave(group, target, object.id(), told, flags);
            }
        }
    }

    private void leave(NextHopObject group, NextHopTarget.Group target, long member, boolean told, int flags) {
        List<NextHopMember> left =
                target.members().stream().filter(each -> each.id() != member).toList();
        if (left.size() == target.members().size()) {
            return;
        }
        if (left.isEmpty()) {
            remove(group, told, flags);
            return;
        }
        NextHopObject shrunk = group.target(target.members(left));
        put(shrunk);
        buckets.members(shrunk.id(), left);
        if (told) {
            tell(Rtm.RTM_NEWNEXTHOP, flags, shrunk);
        }
    }

    private void tell(int type, int flags, NextHopObject object) {
        notices.add(Rtnlgrp.RTNLGRP_NEXTHOP, true, type, flags, message -> write(object, message));
    }

    /** As {@code RTM_NEWNEXTHOP} and {@code RTM_DELNEXTHOP} show it. */
    void write(NextHopObject object, MessageWriter message) {
        NextHopObjectCodec.encode(buckets.shown(object), message);
    }
}

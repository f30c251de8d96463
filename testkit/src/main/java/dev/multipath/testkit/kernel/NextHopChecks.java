package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.Nha;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopGroupType;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the kernel makes of a nexthop object before it takes it: {@code rtm_to_nh_config}, its refusals included. */
final class NextHopChecks {
    private static final int HEADER = 8;
    private static final int LOOPBACK = 1;
    /** Linux 6.12 and later: the largest weight is 65535. */
    private static final int MAX_WEIGHT = 65535;

    /** What routes know that nexthop objects are asked about. */
    interface Routing {
        /** Refuses a gateway that cannot be reached; else how near it is. */
        Scope reach(NextHopTarget.Single single, boolean onlink) throws Refusal;

        /** Whether an IPv6 route goes over the object of this id. */
        boolean hasIpv6Route(long id);
    }

    private final FakeLinks links;
    private final FakeNextHops objects;
    private final Routing routing;

    NextHopChecks(FakeLinks links, FakeNextHops objects, Routing routing) {
        this.links = links;
        this.objects = objects;
        this.routing = routing;
    }

    /** The id a request to get or delete names. */
    static long id(MessageReader request) throws Refusal, DecodeException {
        request.requireBody(HEADER, "nhmsg");
        if (request.u8(1) != 0 || request.u8(2) != 0 || request.u8(3) != 0 || request.u32(4) != 0) {
            throw new Refusal(Errno.EINVAL, "Invalid values in header");
        }
        AttributeReader in = request.attributes(HEADER, Nha.NAMES);
        while (in.next()) {
            if (in.type() == Nha.NHA_ID) {
                if (in.u32() == 0) {
                    throw new Refusal(Errno.EINVAL, "Invalid nexthop id");
                }
                return in.u32();
            }
        }
        throw new Refusal(Errno.EINVAL, "Nexthop id is missing");
    }

    /** What the codec would not take for an object at all. */
    void header(MessageReader request) throws Refusal, DecodeException {
        request.requireBody(HEADER, "nhmsg");
        if (request.u8(1) != 0 || request.u8(3) != 0) {
            throw new Refusal(Errno.EINVAL, "Invalid values in ancillary header");
        }
        boolean group = false;
        boolean way = false;
        AttributeReader in = request.attributes(HEADER, Nha.NAMES);
        while (in.next()) {
            group |= in.type() == Nha.NHA_GROUP;
            way |= in.type() == Nha.NHA_OIF || in.type() == Nha.NHA_BLACKHOLE || in.type() == Nha.NHA_FDB;
        }
        if (!group && request.u8(0) == 0) {
            throw new Refusal(Errno.EINVAL, "Invalid address family");
        }
        if (!group && !way) {
            throw new Refusal(Errno.EINVAL, "Device attribute required for non-blackhole and non-fdb nexthops");
        }
    }

    /** Refuses an object that points at what is not there. */
    void check(NextHopObject wish) throws Refusal {
        if (wish.target() instanceof NextHopTarget.Group group) {
            group(group);
        } else if (wish.target() instanceof NextHopTarget.Single single) {
            device(links.find(single.interfaceIndex()));
            routing.reach(single, wish.isOnlink());
        } else if (wish.target() instanceof NextHopTarget.Blackhole blackhole) {
            loopback(blackhole, links.find(LOOPBACK));
        }
    }

    /** Blackholes are the loopback's. */
    private static void loopback(NextHopTarget.Blackhole wish, @Nullable FakeLink loopback) throws Refusal {
        if (loopback == null || !loopback.up) {
            boolean ipv4 = wish.family().equals(AddressFamily.INET);
            throw new Refusal(Errno.ENETDOWN, ipv4 ? "Device for nexthop is not up" : "Nexthop device is not up");
        }
    }

    private void group(NextHopTarget.Group group) throws Refusal {
        if (group.type().orElse(NextHopGroupType.MPATH).value() > NextHopGroupType.RESILIENT.value()) {
            throw new Refusal(Errno.EINVAL, "Invalid group type");
        }
        for (NextHopMember member : group.members()) {
            if (member.reserved() != 0) {
                throw new Refusal(Errno.EINVAL, "Reserved field in nexthop_grp must be 0");
            }
            if (member.weight() > MAX_WEIGHT) {
                throw new Refusal(Errno.EINVAL, "Invalid value for weight");
            }
        }
        for (NextHopMember member : group.members()) {
            NextHopObject one = objects.find(member.id());
            if (one == null) {
                throw new Refusal(Errno.EINVAL, "Invalid nexthop id");
            }
            member(group, one);
        }
    }

    private static void member(NextHopTarget.Group group, NextHopObject one) throws Refusal {
        if (one.target() instanceof NextHopTarget.Group nested) {
            String kind = nested.isResilient() ? "Resilient" : "Hash-threshold";
            throw new Refusal(Errno.EINVAL, kind + " group can not be a nexthop within a group");
        }
        boolean several = group.members().size() > 1;
        if (several && one.target() instanceof NextHopTarget.Blackhole) {
            throw new Refusal(Errno.EINVAL, "Blackhole nexthop can not be used in a group with more than 1 path");
        }
        boolean fdb = one.target() instanceof NextHopTarget.Fdb;
        if (group.fdb() && !fdb) {
            throw new Refusal(Errno.EINVAL, "FDB nexthop group can only have fdb nexthops");
        }
        if (!group.fdb() && fdb) {
            throw new Refusal(Errno.EINVAL, "Non FDB nexthop group cannot have fdb nexthops");
        }
    }

    private static void device(@Nullable FakeLink device) throws Refusal {
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

    /** Whether an object may take the place of another, for the routes over it and the groups it is in too. */
    void replaces(NextHopObject object, NextHopObject old) throws Refusal {
        if (routing.hasIpv6Route(old.id())) {
            requireIpv6(object);
        }
        for (NextHopObject group : objects.groupsOf(old.id())) {
            boolean several = group.target() instanceof NextHopTarget.Group target
                    && target.members().size() > 1;
            if (several && object.target() instanceof NextHopTarget.Blackhole) {
                throw new Refusal(
                        Errno.EINVAL, "Blackhole nexthop can not be a member of a group with more than one path");
            }
            if (routing.hasIpv6Route(group.id())) {
                requireIpv6(object);
            }
        }
        if (old.isGroup() && !object.isGroup()) {
            throw new Refusal(Errno.EINVAL, "Can not replace a nexthop group with a nexthop.");
        }
        if (!old.isGroup() && object.isGroup()) {
            throw new Refusal(Errno.EINVAL, "Can not replace a nexthop with a nexthop group.");
        }
        if (old.target() instanceof NextHopTarget.Group was
                && object.target() instanceof NextHopTarget.Group is
                && was.isResilient() != is.isResilient()) {
            throw new Refusal(Errno.EINVAL, "Can not replace a nexthop group with one of a different type.");
        }
    }

    /** An object as the kernel keeps and reports it. */
    NextHopObject known(NextHopObject wish) throws Refusal {
        Scope scope = wish.target() instanceof NextHopTarget.Single single
                ? routing.reach(single, wish.isOnlink())
                : Scope.GLOBAL;
        long flags = wish.flags() & NextHop.CONFIGURED;
        NextHopTarget target = wish.target();
        long operationFlags = 0;
        if (target instanceof NextHopTarget.Group group) {
            NextHopGroupType type = group.type().orElse(NextHopGroupType.MPATH);
            target = new NextHopTarget.Group(
                    group.members(),
                    Optional.of(type),
                    group.fdb(),
                    group.resilience(),
                    Optional.empty(),
                    Optional.empty());
            operationFlags = NextHopObject.WIDE_WEIGHTS;
        }
        return new NextHopObject(wish.id(), target, wish.protocol(), scope, flags, operationFlags, wish.unknown());
    }

    /** Whether routes of IPv6 may use an object: no IPv4 way in it. */
    void requireIpv6(NextHopObject object) throws Refusal {
        if (object.target() instanceof NextHopTarget.Group group) {
            for (NextHopMember member : group.members()) {
                NextHopObject one = objects.find(member.id());
                if (one != null) {
                    requireIpv6(one);
                }
            }
        } else if (object.target().family().value() == 2) {
            throw new Refusal(Errno.EINVAL, "IPv6 routes can not use an IPv4 nexthop");
        }
    }
}

package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Brings a request to the part of the state it is about. */
final class FakeRequests {
    private final FakeNetwork network;
    private final RouteAnswer answers;

    FakeRequests(FakeNetwork network) {
        this.network = network;
        this.answers = new RouteAnswer(network);
    }

    /**
     * An answer to one request.
     *
     * @param type of the message
     */
    record Reply(int type, Body body) {}

    /** Length of the family header behind the netlink header. */
    static int headerLength(int type) {
        return switch (type & ~3) {
            case RTM_NEWROUTE, RTM_NEWRULE, RTM_NEWNEIGH -> 12;
            case RTM_NEWADDR, RTM_NEWNEXTHOP, RTM_NEWNEXTHOPBUCKET -> 8;
            default -> 16;
        };
    }

    /**
     * Makes a change, or looks up one object.
     *
     * @return the object looked up
     */
    Optional<Reply> execute(MessageReader request) throws Refusal, DecodeException {
        int flags = request.flags();
        switch (request.type()) {
            case RTM_NEWLINK, RTM_SETLINK -> network.links.change(flags, request);
            case RTM_DELLINK -> network.links.delete(request);
            case RTM_GETLINK -> {
                return Optional.of(new Reply(RTM_NEWLINK, network.links.get(request)::write));
            }
            case RTM_NEWADDR -> network.addresses.add(flags, request);
            case RTM_DELADDR -> network.addresses.delete(request);
            case RTM_NEWROUTE -> addRoute(flags, request);
            case RTM_DELROUTE -> deleteRoute(request);
            case RTM_GETROUTE -> {
                return Optional.of(new Reply(RTM_NEWROUTE, answers.answer(request)));
            }
            case RTM_NEWRULE -> addRule(flags, request);
            case RTM_DELRULE -> rules(request).delete(request);
            case RTM_NEWNEXTHOP -> network.nextHops.add(flags, request);
            case RTM_DELNEXTHOP -> network.nextHops.delete(flags, request);
            case RTM_GETNEXTHOP -> {
                NextHopObject object = network.nextHops.get(request);
                return Optional.of(new Reply(RTM_NEWNEXTHOP, message -> network.nextHops.write(object, message)));
            }
            case RTM_GETNEXTHOPBUCKET -> {
                NextHopBucket bucket = NextHopDumps.bucket(network.nextHops, request);
                return Optional.of(
                        new Reply(RTM_NEWNEXTHOPBUCKET, message -> NextHopBucketCodec.encode(bucket, message)));
            }
            case RTM_NEWNEIGH -> network.neighbours.add(flags, request);
            case RTM_DELNEIGH -> network.neighbours.delete(request);
            case RTM_GETNEIGH -> {
                Neighbour neighbour = network.neighbours.get(request);
                return Optional.of(new Reply(RTM_NEWNEIGH, message -> NeighbourCodec.encode(neighbour, message)));
            }
            default -> throw new Refusal(Errno.EOPNOTSUPP);
        }
        return Optional.empty();
    }

    private void addRoute(int flags, MessageReader request) throws Refusal, DecodeException {
        Route wish = route(request);
        if (Ipv6Entry.isIpv6(wish)) {
            network.tables6.touch(wish.table().value());
            network.routes6.add(lasting(network.checks6.check(wish), wish), flags, true);
        } else {
            network.routes4.touch(wish.table().value());
            network.routes4.add(network.checks4.check(wish), flags, true);
        }
    }

    private List<Ipv6Entry> lasting(List<Ipv6Entry> legs, Route wish) {
        if (wish.options().expires().isEmpty()) {
            return legs;
        }
        long end = network.clock.after(
                TimeUnit.SECONDS.toNanos(wish.options().expires().getAsLong()));
        return legs.stream().map(leg -> leg.expires(end)).toList();
    }

    private void deleteRoute(MessageReader request) throws Refusal, DecodeException {
        Route wish = route(request);
        if (Ipv6Entry.isIpv6(wish)) {
            network.routes6.delete(wish, true);
        } else {
            network.routes4.delete(wish, true);
        }
    }

    /** Table 0 is main; a type of 0 is left to a deletion. */
    private static Route route(MessageReader request) throws Refusal, DecodeException {
        if (!RouteCodec.isTyped(request)) {
            throw new Refusal(Errno.EOPNOTSUPP);
        }
        Route wish = RouteCodec.decode(request);
        if (wish.table().equals(RouteTable.UNSPEC)) {
            wish = wish.table(RouteTable.MAIN);
        }
        boolean adds = request.type() == RTM_NEWROUTE;
        wish = wish.unknown(known(wish.unknown()));
        return adds && Ipv6Entry.isIpv6(wish) && wish.type().equals(RouteType.UNSPEC)
                ? wish.type(RouteType.UNICAST)
                : wish;
    }

    /** Attributes beyond those Linux has are ignored. */
    private static UnknownAttributes known(UnknownAttributes raw) {
        return new UnknownAttributes(raw.attributes().stream()
                .filter(attribute -> (attribute.type() & AttributeReader.TYPE_MASK) <= Rta.RTA_FLOWLABEL)
                .toList());
    }

    private void addRule(int flags, MessageReader request) throws Refusal, DecodeException {
        Rule rule = rules(request).add(flags, request);
        boolean ipv6 = rule.family().equals(AddressFamily.INET6);
        if (ipv6 && rule.action() instanceof RuleAction.Lookup lookup) {
            network.tables6.touch(lookup.table().value());
        }
    }

    private FakeRules rules(MessageReader request) throws Refusal, DecodeException {
        request.requireBody(12, "fib_rule_hdr");
        return switch (request.u8(0)) {
            case 2 -> network.rules4;
            case 10 -> network.rules6;
            default -> throw new Refusal(Errno.EAFNOSUPPORT);
        };
    }
}

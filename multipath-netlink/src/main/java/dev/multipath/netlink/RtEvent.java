package dev.multipath.netlink;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.wire.NetlinkHeader;

/**
 * What a {@link Monitor} heard. A hint, not the truth: the kernel makes many changes without saying so, and drops
 * messages when they are not read fast enough. An event says when to look; a list says what is.
 */
public sealed interface RtEvent {

    /**
     * Whose request caused it: {@code nl_pid} of a socket, as {@link RtNetlink#portId()} has it; 0 for the kernel, and
     * for events that are about no message.
     */
    int senderPortId();

    /**
     * A route was added, or replaced another of its key.
     *
     * @param flags {@code nlmsg_flags}: NLM_F_REPLACE when it took the place of the first with its key, NLM_F_APPEND when
     *     it went behind those (IPv4)
     */
    record RouteChanged(Route route, int flags, int senderPortId) implements RtEvent {
        /** Whether it took the place of another. */
        public boolean replaces() {
            return (flags & NetlinkHeader.NLM_F_REPLACE) != 0;
        }
    }

    /** A route is gone. */
    record RouteRemoved(Route route, int senderPortId) implements RtEvent {}

    /** An MPLS route was added or replaced. */
    record MplsRouteChanged(MplsRoute route, int senderPortId) implements RtEvent {}

    /** An MPLS route is gone. */
    record MplsRouteRemoved(MplsRoute route, int senderPortId) implements RtEvent {}

    /** A rule was added. */
    record RuleChanged(Rule rule, int senderPortId) implements RtEvent {}

    /** A rule is gone. */
    record RuleRemoved(Rule rule, int senderPortId) implements RtEvent {}

    /** An interface was made, or something about it changed; also when it came from another namespace. */
    record LinkChanged(Link link, int senderPortId) implements RtEvent {}

    /** An interface is gone, perhaps to another namespace. */
    record LinkRemoved(Link link, int senderPortId) implements RtEvent {}

    /** An address was added, or its flags or lifetime changed. */
    record AddressChanged(Address address, int senderPortId) implements RtEvent {}

    /** An address is gone. */
    record AddressRemoved(Address address, int senderPortId) implements RtEvent {}

    /** An interface joined a multicast group, or serves an anycast address. */
    record GroupAddressAdded(GroupAddress address, int senderPortId) implements RtEvent {}

    /** An interface left a multicast group, or no longer serves an anycast address. */
    record GroupAddressRemoved(GroupAddress address, int senderPortId) implements RtEvent {}

    /** A nexthop object was added, or replaced another of its id. Its dying with its device's carrier is not told. */
    record NextHopChanged(NextHopObject nexthop, int senderPortId) implements RtEvent {}

    /** A nexthop object is gone; what went with it is told only in part. */
    record NextHopRemoved(NextHopObject nexthop, int senderPortId) implements RtEvent {}

    /** A bucket of a resilient nexthop group moved to another member. */
    record NextHopBucketChanged(NextHopBucket bucket, int senderPortId) implements RtEvent {}

    /** A bucket is gone; no kernel so far says so. */
    record NextHopBucketRemoved(NextHopBucket bucket, int senderPortId) implements RtEvent {}

    /** A bridge or tunnel learnt where a hardware address is, or an entry changed. */
    record FdbChanged(FdbEntry entry, int senderPortId) implements RtEvent {}

    /** A bridge or tunnel forgot a hardware address. */
    record FdbRemoved(FdbEntry entry, int senderPortId) implements RtEvent {}

    /** A neighbour became known, or its state changed. */
    record NeighbourChanged(Neighbour neighbour, int senderPortId) implements RtEvent {}

    /** A neighbour is forgotten. */
    record NeighbourRemoved(Neighbour neighbour, int senderPortId) implements RtEvent {}

    /** Another namespace got a number here. */
    record NamespaceIdAdded(NamespaceId id, int senderPortId) implements RtEvent {}

    /** Another namespace is gone, and with it its number here. */
    record NamespaceIdRemoved(NamespaceId id, int senderPortId) implements RtEvent {}

    /** Counters the kernel tells of unasked: that an interface began or ceased to count in hardware. */
    record StatisticsChanged(InterfaceStatistics statistics, int senderPortId) implements RtEvent {}

    /** A message about something this library has no type for. */
    record Other(RawMessage message, int senderPortId) implements RtEvent {}

    /**
     * Something heard in another namespace ({@link Monitor.Builder#allNamespaces()}). Indices, tables and ports in it are
     * that namespace's.
     *
     * @param namespaceId of that namespace in the monitor's own, as {@code ip netns list-id} shows it. A namespace may
     *     have an id in itself; what the monitor's own says then arrives here as well
     */
    record Elsewhere(int namespaceId, RtEvent event) implements RtEvent {
        @Override
        public int senderPortId() {
            return event.senderPortId();
        }
    }

    /**
     * The kernel dropped events, no one knows which: look at everything again. Whatever happens after this event is
     * heard again, or followed by another of its kind.
     */
    record EventsLost() implements RtEvent {
        @Override
        public int senderPortId() {
            return 0;
        }
    }

    /**
     * A message that is not valid netlink; it may have been about anything.
     *
     * @param message as it came: one message, or the rest of a datagram; type 0 where not even that can be told
     * @param reason what is wrong with it, and where
     */
    record Undecodable(RawMessage message, String reason) implements RtEvent {
        @Override
        public int senderPortId() {
            return 0;
        }
    }
}

package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.NetlinkHeader;

/**
 * Where the attributes of a request begin and what they are called: enough to name the one an error points at. Message
 * types alone do not tell, since each netlink family has its own.
 *
 * @param headerLength of the family header, bytes, padding included
 * @param names of the attributes behind it
 */
public record MessageLayout(int headerLength, AttributeNames names) {

    /** That of an rtnetlink message. */
    public static MessageLayout rtnetlink(int type) {
        return new MessageLayout(header(type), attributes(type));
    }

    private static int header(int type) {
        return switch (type & ~3) {
            case Rtm.RTM_NEWNEXTHOP, Rtm.RTM_NEWNEXTHOPBUCKET -> NextHopObjectCodec.HEADER;
            case Rtm.RTM_NEWNEIGH -> Ndmsg.HEADER;
            case Rtm.RTM_NEWNEIGHTBL -> NeighbourTableCodec.HEADER;
            case Rtm.RTM_NEWNSID -> NetlinkHeader.align(NamespaceIdCodec.HEADER);
            case Rtm.RTM_NEWROUTE, Rtm.RTM_NEWRULE -> RouteCodec.HEADER;
            case Rtm.RTM_NEWSTATS -> StatsCodec.HEADER;
            case Rtm.RTM_NEWADDR -> AddressCodec.HEADER;
            default -> LinkCodec.HEADER;
        };
    }

    private static AttributeNames attributes(int type) {
        return switch (type & ~3) {
            case Rtm.RTM_NEWNEIGH -> Nda.NAMES;
            case Rtm.RTM_NEWNEIGHTBL -> Ndta.NAMES;
            case Rtm.RTM_NEWNSID -> Netnsa.NAMES;
            case Rtm.RTM_NEWLINK, Rtm.RTM_NEWLINKPROP -> Ifla.NAMES;
            case Rtm.RTM_NEWROUTE -> Rta.NAMES;
            case Rtm.RTM_NEWRULE -> Fra.NAMES;
            case Rtm.RTM_NEWADDR -> Ifa.NAMES;
            case Rtm.RTM_NEWNEXTHOP, Rtm.RTM_NEWNEXTHOPBUCKET -> Nha.NAMES;
            default -> AttributeNames.NUMBERS;
        };
    }
}

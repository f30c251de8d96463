package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rtm.*;

import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;

/** Any rtnetlink message that shows an object, by its type. */
public final class RtDecoder {
    private RtDecoder() {}

    /**
     * Reads the object a {@code RTM_NEW…} or {@code RTM_DEL…} message is about.
     *
     * @return the record of it; a {@link RawMessage} for what this library has no type for
     * @throws DecodeException for broken bytes
     */
    public static KernelObject decode(MessageReader message) throws DecodeException {
        switch (message.type()) {
            case RTM_NEWNEIGHTBL -> {
                return NeighbourTableCodec.decode(message);
            }
            case RTM_NEWMULTICAST, RTM_DELMULTICAST, RTM_NEWANYCAST, RTM_DELANYCAST -> {
                return GroupAddressCodec.isTyped(message) ? GroupAddressCodec.decode(message) : raw(message);
            }
            case RTM_NEWROUTE, RTM_DELROUTE -> {
                if (MplsRouteCodec.isTyped(message)) {
                    return MplsRouteCodec.decode(message);
                }
                return RouteCodec.isTyped(message) ? RouteCodec.decode(message) : raw(message);
            }
            case RTM_NEWRULE, RTM_DELRULE -> {
                return RuleCodec.isTyped(message) ? RuleCodec.decode(message) : raw(message);
            }
            case RTM_NEWLINK, RTM_DELLINK -> {
                return LinkCodec.isTyped(message) ? LinkCodec.decode(message) : raw(message);
            }
            case RTM_NEWADDR, RTM_DELADDR -> {
                return AddressCodec.isTyped(message) ? AddressCodec.decode(message) : raw(message);
            }
            case RTM_NEWNEIGH, RTM_DELNEIGH -> {
                return NeighbourCodec.isTyped(message) ? NeighbourCodec.decode(message) : fdb(message);
            }
            case RTM_NEWNEXTHOP, RTM_DELNEXTHOP -> {
                return NextHopObjectCodec.isTyped(message) ? NextHopObjectCodec.decode(message) : raw(message);
            }
            case RTM_NEWNEXTHOPBUCKET, RTM_DELNEXTHOPBUCKET -> {
                return NextHopBucketCodec.isTyped(message) ? NextHopBucketCodec.decode(message) : raw(message);
            }
            case RTM_NEWNSID, RTM_DELNSID -> {
                return NamespaceIdCodec.decode(message);
            }
            case RTM_NEWSTATS -> {
                return StatsCodec.decode(message);
            }
            default -> {
                return raw(message);
            }
        }
    }

    private static KernelObject fdb(MessageReader message) throws DecodeException {
        return FdbCodec.isTyped(message) ? FdbCodec.decode(message) : raw(message);
    }

    private static RawMessage raw(MessageReader message) {
        return new RawMessage(message.type(), message.toBytes());
    }
}

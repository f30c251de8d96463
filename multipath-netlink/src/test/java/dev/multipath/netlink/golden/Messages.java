package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.MplsRouteCodec;
import dev.multipath.netlink.codec.NamespaceIdCodec;
import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.NextHopObjectCodec;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Whole messages to objects and back, by the codec of their type. */
final class Messages {
    private Messages() {}

    static KernelObject decode(byte[] bytes) throws DecodeException {
        return RtDecoder.decode(reader(bytes));
    }

    static MessageReader reader(byte[] bytes) throws DecodeException {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        assertThat(message.next()).isTrue();
        return message;
    }

    static byte[] encode(KernelObject object, int type, boolean request) {
        if (object instanceof RawMessage raw) {
            return raw.bytes();
        }
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 0);
        if (NeighbourMessages.encode(object, writer, request)) {
            writer.end();
            return ByteBufUtil.getBytes(out);
        }
        if (object instanceof Route route) {
            if (request) {
                RouteCodec.encodeRequest(route, writer);
            } else {
                RouteCodec.encode(route, writer);
            }
        } else if (object instanceof MplsRoute route) {
            if (request) {
                MplsRouteCodec.encodeRequest(route, writer);
            } else {
                MplsRouteCodec.encode(route, writer);
            }
        } else if (object instanceof Rule rule) {
            if (request) {
                RuleCodec.encodeRequest(rule, writer);
            } else {
                RuleCodec.encode(rule, writer);
            }
        } else if (object instanceof Address address) {
            if (request) {
                AddressCodec.encodeRequest(address, writer);
            } else {
                AddressCodec.encode(address, writer);
            }
        } else if (object instanceof NextHopObject nexthop) {
            if (request) {
                NextHopObjectCodec.encodeRequest(nexthop, writer);
            } else {
                NextHopObjectCodec.encode(nexthop, writer);
            }
        } else if (object instanceof NextHopBucket bucket) {
            NextHopBucketCodec.encode(bucket, writer);
        } else if (object instanceof NamespaceId id) {
            NamespaceIdCodec.encode(id, writer);
        } else if (object instanceof InterfaceStatistics statistics) {
            StatsCodec.encode(statistics, writer);
        } else {
            LinkCodec.encode((Link) object, writer);
        }
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    static List<String> attributes(byte[] message) {
        return PlainAttributes.of(message, headerLength(message));
    }

    /** Which flags a notification is about ({@code ifi_change}) is not kept. */
    static String header(byte[] message) {
        int length = headerLength(message);
        return PlainAttributes.header(message, length == 16 ? 12 : length);
    }

    private static int headerLength(byte[] message) {
        return switch (message[4] & ~3) {
            case Rtm.RTM_NEWNEIGHTBL, Rtm.RTM_NEWNSID -> 4;
            case Rtm.RTM_NEWLINK -> 16;
            case Rtm.RTM_NEWADDR, Rtm.RTM_NEWNEXTHOP, Rtm.RTM_NEWNEXTHOPBUCKET -> 8;
            default -> 12;
        };
    }
}

package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.MplsRouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes of MPLS labels: {@code ip -f mpls route}. They need the kernel's {@code mpls_router}: without it none are
 * listed, and adding one is refused with EOPNOTSUPP. {@code net.mpls.platform_labels} bounds the labels.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public final class MplsRoutes {
    private final Conversation conversation;
    private final Duration timeout;

    MplsRoutes(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every one, by label. */
    public List<MplsRoute> list() {
        Collector collector = new Collector();
        conversation.dump(new Dump(), timeout, collector, 0);
        return collector.routes;
    }

    /** Adds a route: refused with EEXIST where its label has one. */
    public void add(MplsRoute route) {
        conversation.execute(change(NLM_F_CREATE | NLM_F_EXCL, route, "add"), timeout);
    }

    /** Adds a route in place of the one its label has, if it has one. */
    public void replace(MplsRoute route) {
        conversation.execute(change(NLM_F_CREATE | NLM_F_REPLACE, route, "replace"), timeout);
    }

    /** Like {@link #add}, but false where the label has a route. */
    public boolean addIfAbsent(MplsRoute route) {
        return conversation.execute(change(NLM_F_CREATE | NLM_F_EXCL, route, "add"), timeout, Errno.EEXIST.value(), 0);
    }

    /** Deletes the route of this label; ESRCH where there is none. */
    public void delete(MplsRoute route) {
        conversation.execute(new Change(Rtm.RTM_DELROUTE, 0, route, "delete"), timeout);
    }

    /** Like {@link #delete}, but false where there is no such route. */
    public boolean deleteIfPresent(MplsRoute route) {
        return conversation.execute(new Change(Rtm.RTM_DELROUTE, 0, route, "delete"), timeout, Errno.ESRCH.value(), 0);
    }

    private static Request change(int flags, MplsRoute route, String verb) {
        return new Change(Rtm.RTM_NEWROUTE, flags, route, verb);
    }

    private record Change(int type, int flags, MplsRoute route, String verb) implements Request {
        @Override
        public void write(MessageWriter message) {
            MplsRouteCodec.encodeRequest(route, message);
        }

        @Override
        public String words() {
            return "ip -f mpls route " + verb + " " + route;
        }
    }

    private record Dump() implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETROUTE;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            message.u8(AddressFamily.MPLS.value())
                    .u8(0)
                    .u8(0)
                    .u8(0)
                    .u8(0)
                    .u8(0)
                    .u8(0)
                    .u8(0)
                    .u32(0);
        }

        @Override
        public String words() {
            return "ip -f mpls route show";
        }
    }

    private static final class Collector implements Sink {
        private final List<MplsRoute> routes = new ArrayList<>();

        @Override
        public void restart() {
            routes.clear();
        }

        /** A kernel without MPLS answers with the routes of every family it has. */
        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() == Rtm.RTM_NEWROUTE && MplsRouteCodec.isTyped(message)) {
                routes.add(MplsRouteCodec.decode(message));
            }
        }
    }
}

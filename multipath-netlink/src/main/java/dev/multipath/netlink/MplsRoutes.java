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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        List<MplsRoute> routes = new ArrayList<>();
        conversation.dump(new Dump(), timeout, new Gathering<>(routes, MplsRoutes::decode), 0);
        return routes;
    }

    /**
     * Shows every one to a visitor, one by one, by label; none is kept.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(Visitor<? super MplsRoute> visitor) {
        conversation.dump(new Dump(), timeout, new Walk<>(MplsRoutes::decode, visitor), 0);
    }

    /**
     * The route of a label: {@code ip -f mpls route get fibmatch LABEL}; empty where it has none, and without MPLS.
     *
     * @param label 16..1048575
     */
    public Optional<MplsRoute> get(int label) {
        Gathering<MplsRoute> answer = new Gathering<>(new ArrayList<>(1), MplsRoutes::decode);
        conversation.get(new Get(label), timeout, answer, Errno.ENETUNREACH.value(), Errno.EOPNOTSUPP.value());
        return answer.first();
    }

    /** Adds a route: refused with EEXIST where its label has one. */
    public void add(MplsRoute route) {
        conversation.execute(addition(route), timeout);
    }

    /** Adds a route in place of the one its label has, if it has one. */
    public void replace(MplsRoute route) {
        conversation.execute(replacement(route), timeout);
    }

    /** Like {@link #add}, but false where the label has a route. */
    public boolean addIfAbsent(MplsRoute route) {
        return conversation.execute(addition(route), timeout, Errno.EEXIST.value(), 0);
    }

    /** Deletes the route of this label; ESRCH where there is none. */
    public void delete(MplsRoute route) {
        conversation.execute(deletion(route), timeout);
    }

    /** Like {@link #delete}, but false where there is no such route. */
    public boolean deleteIfPresent(MplsRoute route) {
        return conversation.execute(deletion(route), timeout, Errno.ESRCH.value(), 0);
    }

    static Request addition(MplsRoute route) {
        return new Change(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, route, "add");
    }

    static Request replacement(MplsRoute route) {
        return new Change(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, route, "replace");
    }

    static Request deletion(MplsRoute route) {
        return new Change(Rtm.RTM_DELROUTE, 0, route, "delete");
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

    record Get(int label) implements Request {
        /** @throws IllegalArgumentException for a label no route can have */
        Get {
            if (label < 16 || label > 0xf_ffff) {
                throw new IllegalArgumentException("label " + label + " is outside 16..1048575");
            }
        }

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
            MplsRouteCodec.encodeKey(label, message);
        }

        @Override
        public String words() {
            return "ip -f mpls route get fibmatch " + label;
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

    /** A kernel without MPLS answers with the routes of every family it has. */
    private static @Nullable MplsRoute decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWROUTE && MplsRouteCodec.isTyped(message);
        return about ? MplsRouteCodec.decode(message) : null;
    }
}

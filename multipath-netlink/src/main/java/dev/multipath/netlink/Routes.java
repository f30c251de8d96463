package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_APPEND;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Routes: {@code ip route}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked. State the kernel reports
 * (dead legs, cache information) is left out of what is written, so that a listed route can be handed back as it is.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>
 */
public final class Routes {
    private final Conversation conversation;
    private final Duration timeout;

    Routes(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every IPv4 and IPv6 route of every table, without cached exceptions. */
    public List<Route> list() {
        return list(RouteFilter.ALL);
    }

    /** The routes a filter lets through, IPv4 first, each family in the kernel's order; none for a missing table. */
    public List<Route> list(RouteFilter filter) {
        List<Route> routes = new ArrayList<>();
        Optional<AddressFamily> family = filter.family();
        if (family.isEmpty() || family.get().value() == AddressFamily.INET.value()) {
            list(AddressFamily.INET, filter, routes);
        }
        if (family.isEmpty() || family.get().value() == AddressFamily.INET6.value()) {
            list(AddressFamily.INET6, filter, routes);
        }
        return routes;
    }

    /** Routes of MPLS labels: {@code ip -f mpls route}. */
    public MplsRoutes mpls() {
        return new MplsRoutes(conversation, timeout);
    }

    /**
     * The routes a filter and a predicate let through. Only those become objects: a list of a few out of a million costs
     * little more than the dump.
     *
     * @param wanted asked once for each row a filter lets through; it must not keep the row
     */
    public List<Route> list(RouteFilter filter, Predicate<? super RouteRow> wanted) {
        List<Route> routes = new ArrayList<>();
        walk(filter, new Visitor<RouteRow>() {
            @Override
            public void visit(RouteRow row) {
                if (wanted.test(row)) {
                    routes.add(row.toRoute());
                }
            }

            @Override
            public boolean restart() {
                routes.clear();
                return true;
            }
        });
        return routes;
    }

    /**
     * Shows the routes a filter lets through to a visitor, one by one as the kernel hands them out, in the order of
     * {@link #list(RouteFilter)}: for tables that do not fit in memory. Nothing is allocated for a row.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(RouteFilter filter, Visitor<? super RouteRow> visitor) {
        List<RouteRequest.Dump> requests = new ArrayList<>(2);
        for (AddressFamily family : filter.families()) {
            requests.add(new RouteRequest.Dump(family, filter));
        }
        RouteRow row = new RouteRow(requests.get(0));
        Decoder<RouteRow> decoder = message -> {
            boolean shown = row.show(message) && (row.flags() & Route.CLONED) == 0 && filter.matches(row);
            return shown ? row : null;
        };
        int noTable = filter.table().isPresent() ? Errno.ENOENT.value() : 0;
        // An interface that is gone has no routes.
        int noInterface = filter.interfaceIndex().isPresent() ? Errno.ENODEV.value() : 0;
        conversation.dump(requests, timeout, new Walk<>(decoder, visitor), noTable, noInterface);
    }

    /**
     * The route the kernel would send such a packet by: {@code ip route get}. Type, table, next hop and source address
     * are the answer's; an unusable destination is a {@link NetlinkException.Rejected} with ENETUNREACH, EHOSTUNREACH,
     * EACCES or EINVAL (a blackhole).
     */
    public Route lookup(RouteLookup lookup) {
        RouteRequest.Get request = new RouteRequest.Get(lookup);
        Gathering<Route> answer = new Gathering<>(new ArrayList<>(1), new Reading(RouteFilter.ALL, false));
        conversation.get(request, timeout, answer, 0);
        return answer.first()
                .orElseThrow(() -> new NetlinkException.Malformed(
                        request.words(), new DecodeException("RTM_NEWROUTE", 0, "an answer without a route")));
    }

    /** Adds a route: refused with EEXIST where the kernel has one of the same key, whosever it is. */
    public void add(Route route) {
        conversation.execute(addition(route), timeout);
    }

    /**
     * Adds a route in place of the first one with its key, if there is one. The trap: the key has no protocol in it, so
     * this also overwrites what another program installed. IPv6 without a priority means priority 1024.
     */
    public void replace(Route route) {
        conversation.execute(replacement(route), timeout);
    }

    /**
     * Adds a route before others with its key (IPv4). The trap: on IPv6 a route with the same key and another gateway
     * becomes a leg of that route instead.
     */
    public void prepend(Route route) {
        conversation.execute(insertion(route), timeout);
    }

    /** Adds a route behind others with its key (IPv4), or its next hops to that route (IPv6). */
    public void append(Route route) {
        conversation.execute(extension(route), timeout);
    }

    /** Like {@link #add}, but false where the kernel has a route of the same key. */
    public boolean addIfAbsent(Route route) {
        return conversation.execute(addition(route), timeout, Errno.EEXIST.value(), 0);
    }

    /**
     * Deletes the first route with this key, type, scope, protocol, source address, metrics and next hops; ESRCH where
     * there is none. Traps: an absent priority, and on IPv4 also 0, means any priority; legs are compared in order, and
     * one leg of several cannot be deleted on IPv4 ({@link #replace} with the rest instead).
     */
    public void delete(Route route) {
        conversation.execute(deletion(route), timeout);
    }

    /** Like {@link #delete}, but false where there is no such route. */
    public boolean deleteIfPresent(Route route) {
        return conversation.execute(deletion(route), timeout, Errno.ESRCH.value(), 0);
    }

    private void list(AddressFamily family, RouteFilter filter, List<Route> into) {
        Gathering<Route> answer = new Gathering<>(into, new Reading(filter, true), filter::matches);
        Request request = new RouteRequest.Dump(family, filter);
        int absent = filter.table().isPresent() ? Errno.ENOENT.value() : 0;
        try {
            conversation.dump(request, timeout, answer, absent);
        } catch (NetlinkException.Rejected e) {
            // An interface that is gone has no routes.
            if (filter.interfaceIndex().isEmpty() || e.errno().value() != Errno.ENODEV.value()) {
                throw e;
            }
            answer.restart();
        }
    }

    static Request addition(Route route) {
        return change(NLM_F_CREATE | NLM_F_EXCL, route, "add");
    }

    static Request replacement(Route route) {
        return change(NLM_F_CREATE | NLM_F_REPLACE, route, "replace");
    }

    static Request insertion(Route route) {
        return change(NLM_F_CREATE, route, "prepend");
    }

    static Request extension(Route route) {
        return change(NLM_F_CREATE | NLM_F_APPEND, route, "append");
    }

    private static Request change(int flags, Route route, String verb) {
        if (route.target() instanceof RouteTarget.Multipath multipath
                && multipath.legs().size() > RouteTarget.Multipath.MAX_LEGS) {
            throw new IllegalArgumentException(multipath.legs().size() + " legs: the kernel would take them and leave "
                    + "the route out of dumps; " + RouteTarget.Multipath.MAX_LEGS + " are possible");
        }
        return new RouteRequest.Change(Rtm.RTM_NEWROUTE, flags, route, verb);
    }

    static Request deletion(Route route) {
        return new RouteRequest.Change(Rtm.RTM_DELROUTE, 0, route, "delete");
    }

    /** Makes routes only of those messages a filter may let through. */
    private static final class Reading implements Decoder<Route> {
        private final RouteFilter filter;
        private final boolean dump;
        private final RouteDecoder decoder = new RouteDecoder();

        /** @param dump whether cached exceptions are left out */
        Reading(RouteFilter filter, boolean dump) {
            this.filter = filter;
            this.dump = dump;
        }

        @Override
        public @Nullable Route decode(MessageReader message) throws DecodeException {
            if (message.type() != Rtm.RTM_NEWROUTE || !RouteCodec.isTyped(message)) {
                return null;
            }
            decoder.read(message);
            boolean cached = dump && (decoder.flags() & Route.CLONED) != 0;
            return cached || !mayMatch() ? null : decoder.route();
        }

        /** What can be told before there is a record. */
        private boolean mayMatch() {
            return (filter.table().isEmpty() || filter.table().get().value() == decoder.table())
                    && (filter.protocol().isEmpty() || filter.protocol().get().value() == decoder.protocol());
        }
    }
}

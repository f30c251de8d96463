package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.Doubts;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Reads the routes that matter, however many others there are: the agent's tables whole, the default routes of all
 * others, and now and then the agent's routes in any table. Used by one thread, but for {@link #noticed}.
 *
 * <p>Which others there are: main, those that a rule leads to, those in which a change of a default was heard, and at the
 * first look those with a route of a protocol that defaults are mostly set with. A default in a table without a rule that
 * a routing daemon wrote before the agent started is thus not seen; no packet takes it either.
 */
final class RouteReader implements AutoCloseable {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    /** Those that people, DHCP clients, pppd and the kernel set defaults with. */
    private static final List<Protocol> USUAL = List.of(Protocol.BOOT, Protocol.STATIC, Protocol.DHCP, Protocol.RA);

    /** So often every table is searched for routes of the agent's that lie where none is expected. */
    private static final long SWEEP_PERIOD = Duration.ofSeconds(10).toNanos();

    /** Searching takes no more than this part of the time: a million routes of others take a tenth of a second. */
    private static final int SWEEP_SHARE = 500;

    /**
     * So many of the agent's routes that lie elsewhere are read at once, of each family; what is left after those are
     * deleted, later. A long list under another {@code table-base} is more than fits into the heap.
     */
    static final int MAX_ELSEWHERE = 2_000;

    /** What of the time searching takes while there is more. */
    private static final int MORE_SHARE = 10;

    /** Tables of others beyond this number are not looked into. */
    private static final int MAX_TABLES = 256;

    private final RtNetlink netlink;
    private final LongSupplier nanoTime;
    private final DefaultRoutes defaults;
    private final Set<Doubts.Table> heardOf = ConcurrentHashMap.newKeySet();
    private boolean begun;
    private long nextSweep;

    RouteReader(RtNetlink netlink, DefaultRoutes defaults, LongSupplier nanoTime) {
        this.netlink = netlink;
        this.defaults = defaults;
        this.nanoTime = nanoTime;
        this.nextSweep = nanoTime.getAsLong();
    }

    /** What was heard of the kernel's routes; for any thread. */
    void noticed(RtEvent event) {
        for (Doubts.Table table : Doubts.of(event).tables()) {
            if (heardOf.size() < MAX_TABLES) {
                heardOf.add(table);
            }
        }
        if (isAboutDefaults(event)) {
            defaults.doubt();
        }
    }

    /** The kernel tells of every IPv6 route that goes with its device or address. */
    private static boolean isAboutDefaults(RtEvent event) {
        return event instanceof RtEvent.RouteChanged
                || event instanceof RtEvent.RouteRemoved
                || event instanceof RtEvent.NextHopChanged
                || event instanceof RtEvent.NextHopRemoved
                || event instanceof RtEvent.EventsLost
                || event instanceof RtEvent.Undecodable;
    }

    /**
     * The first route of the key of a default, as of now.
     *
     * @return empty where there is none, and for a large IPv6 table, of which the defaults come last
     */
    Optional<Route> first(Route like) {
        boolean ipv6 = like.family().equals(AddressFamily.INET6);
        if (!like.isDefault() || (ipv6 && defaults.isLarge(like.table()))) {
            return Optional.empty();
        }
        List<Route> standing = ipv6
                ? netlink.routes().list(RouteFilter.of(like.family()).table(like.table()))
                : defaults.of(like.family(), like.table());
        return standing.stream()
                .filter(route -> route.key().effective().equals(like.key().effective()))
                .findFirst();
    }

    /** The agent is about to change this route: no notification will tell. */
    Route changing(Route route) {
        defaults.forget(route.table());
        return route;
    }

    /**
     * The routes that matter.
     *
     * @param uplinks how many there are, at least
     * @param rules all of them
     */
    List<Route> read(AgentConfig config, int uplinks, List<Rule> rules) {
        Set<RouteTable> own = ownTables(config, uplinks);
        List<Route> routes = new ArrayList<>();
        Set<Doubts.Table> others = new LinkedHashSet<>();
        for (AddressFamily family : FAMILIES) {
            others.add(new Doubts.Table(family, RouteTable.MAIN));
        }
        lookedUp(rules, others);
        others.addAll(heardOf);
        // Ordered routes are looked at by PrefixKernel.
        RouteTable ordered = new Numbering(config.agent().tableBase()).prefixTable();
        List<Route> swept = sweep(Protocol.of(config.agent().protocol()), ordered, others);
        others.removeIf(each -> own.contains(each.table())
                || each.table().equals(RouteTable.LOCAL)
                || each.table().equals(ordered));
        for (AddressFamily family : FAMILIES) {
            for (RouteTable table : own) {
                routes.addAll(netlink.routes().list(RouteFilter.of(family).table(table)));
            }
        }
        for (Doubts.Table other : others) {
            routes.addAll(defaults.of(other.family(), other.table()));
        }
        for (Route route : swept) {
            boolean seen =
                    own.contains(route.table()) || (route.isDefault() && others.contains(Doubts.Table.of(route)));
            if (!seen) {
                routes.add(route);
            }
        }
        return routes;
    }

    private static Set<RouteTable> ownTables(AgentConfig config, int uplinks) {
        Numbering numbering = new Numbering(config.agent().tableBase());
        Set<RouteTable> tables = new LinkedHashSet<>();
        for (int slot = 0; slot < Math.min(uplinks, AgentConfig.MAX_UPLINKS); slot++) {
            tables.add(numbering.uplinkTable(slot));
        }
        for (int policy = 0; policy < config.routing().policies().size(); policy++) {
            tables.add(numbering.policyTable(policy));
        }
        tables.add(numbering.balanceTable());
        tables.add(numbering.localTable());
        return tables;
    }

    private static void lookedUp(List<Rule> rules, Set<Doubts.Table> tables) {
        for (Rule rule : rules) {
            if (rule.action() instanceof RuleAction.Lookup lookup && tables.size() < MAX_TABLES) {
                tables.add(new Doubts.Table(rule.family(), lookup.table()));
            }
        }
    }

    /** The kernel looks through every table and hands out only what was asked for. */
    private List<Route> sweep(Protocol own, RouteTable except, Set<Doubts.Table> others) {
        long start = nanoTime.getAsLong();
        if (start - nextSweep < 0) {
            return List.of();
        }
        List<Route> found = new ArrayList<>();
        boolean more = false;
        for (AddressFamily family : FAMILIES) {
            int[] seen = {0};
            found.addAll(netlink.routes()
                    .list(
                            RouteFilter.of(family).protocol(own),
                            row -> row.table() != except.value() && seen[0]++ < MAX_ELSEWHERE));
            more |= seen[0] > MAX_ELSEWHERE;
        }
        long took = nanoTime.getAsLong() - start;
        if (!begun) {
            others.addAll(withUsualDefaults());
            heardOf.addAll(others);
            begun = true;
        }
        nextSweep = start + (more ? took * MORE_SHARE : Math.max(SWEEP_PERIOD, took * SWEEP_SHARE));
        return found;
    }

    private Set<Doubts.Table> withUsualDefaults() {
        Set<Doubts.Table> tables = new HashSet<>();
        for (AddressFamily family : FAMILIES) {
            for (Protocol protocol : USUAL) {
                RouteFilter filter = RouteFilter.of(family).protocol(protocol);
                for (Route route : netlink.routes().list(filter, row -> row.destinationLength() == 0)) {
                    tables.add(Doubts.Table.of(route));
                }
            }
        }
        return tables;
    }

    @Override
    public void close() {
        defaults.close();
    }
}

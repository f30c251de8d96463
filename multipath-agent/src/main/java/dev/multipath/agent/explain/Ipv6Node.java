package dev.multipath.agent.explain;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The IPv6 routes of one destination and one source prefix, by metric: a node of the kernel's tree ({@code struct
 * fib6_node}) with its leaves.
 *
 * @param source length 0 for routes of any source
 */
record Ipv6Node(IpPrefix destination, IpPrefix source, List<Route> routes) {
    private static final Comparator<Ipv6Node> ORDER = Comparator.comparingInt(
                    (Ipv6Node node) -> -node.destination().length())
            .thenComparingInt(node -> -node.source().length());

    private static final Comparator<Route> BY_METRIC =
            Comparator.comparingLong(route -> route.key().effectivePriority());

    /**
     * The nodes a lookup comes by, in its order: from the longest destination to the shortest, in each from the longest
     * source to any.
     *
     * <p>A quirk of {@code fib6_node_lookup_1()}: where a destination other than the default has routes for some sources
     * and none of them fits, its routes for any source are not looked at either, unless the lookup comes back to them.
     *
     * @param skipped takes what that leaves out
     */
    static List<Ipv6Node> along(Fib fib, RouteTable table, Flow flow, List<PassedRoute> skipped) {
        List<Route> inTable = new ArrayList<>();
        for (Route route : fib.routes()) {
            if (route.table().equals(table) && route.destination().contains(flow.destination())) {
                inTable.add(route);
            }
        }
        List<Ipv6Node> fitting = group(inTable, flow.sourceOrAny());
        Set<IpPrefix> withSources = withSources(inTable);
        int start = 0;
        while (start < fitting.size() && isSkipped(fitting.get(start), withSources)) {
            for (Route route : fitting.get(start).routes()) {
                skipped.add(new PassedRoute(route, "beside it are routes for other sources only, which hide it"));
            }
            start++;
        }
        return fitting.subList(start, fitting.size());
    }

    private static boolean isSkipped(Ipv6Node node, Set<IpPrefix> withSources) {
        return node.source().isAll() && !node.destination().isAll() && withSources.contains(node.destination());
    }

    private static Set<IpPrefix> withSources(List<Route> routes) {
        Set<IpPrefix> destinations = new HashSet<>();
        for (Route route : routes) {
            if (!source(route).isAll()) {
                destinations.add(route.destination().network());
            }
        }
        return destinations;
    }

    private static List<Ipv6Node> group(List<Route> routes, IpAddress from) {
        List<Ipv6Node> nodes = new ArrayList<>();
        Set<List<IpPrefix>> seen = new HashSet<>();
        for (Route route : routes) {
            IpPrefix destination = route.destination().network();
            IpPrefix source = source(route);
            if (source.contains(from) && seen.add(List.of(destination, source))) {
                nodes.add(new Ipv6Node(destination, source, ofNode(routes, destination, source)));
            }
        }
        nodes.sort(ORDER);
        return nodes;
    }

    private static List<Route> ofNode(List<Route> routes, IpPrefix destination, IpPrefix source) {
        List<Route> mine = new ArrayList<>();
        for (Route route : routes) {
            if (route.destination().network().equals(destination)
                    && source(route).equals(source)) {
                mine.add(route);
            }
        }
        mine.sort(BY_METRIC);
        return mine;
    }

    private static IpPrefix source(Route route) {
        return route.key().source().map(IpPrefix::network).orElse(IpPrefix.ALL_IPV6);
    }
}

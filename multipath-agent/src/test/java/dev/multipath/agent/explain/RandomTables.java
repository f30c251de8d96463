package dev.multipath.agent.explain;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteKey;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random routes that often overlap, each with an MSS of its own by which an answer of the kernel tells it. */
final class RandomTables {
    static final List<String> IPV4 = List.of(
            "0.0.0.0/0",
            "198.18.0.0/15",
            "198.18.0.0/16",
            "198.18.0.0/24",
            "198.18.4.0/24",
            "198.18.4.7/32",
            "203.0.113.0/24",
            "203.0.113.128/25",
            "203.0.113.200/32",
            "100.64.0.0/10",
            "10.30.0.0/16",
            "192.0.2.0/24");
    static final List<String> IPV6 = List.of(
            "::/0",
            "2001:db8:a000::/35",
            "2001:db8:aaaa::/48",
            "2001:db8:aaaa::/64",
            "2001:db8:aaaa:1::/64",
            "2001:db8:aaaa::7/128",
            "2001:db8:bbbb::/48",
            "2001:db8:bbbb:8000::/49",
            "2001:db8::/32",
            "fd00::/8");
    static final List<String> IPV6_SOURCES =
            List.of("2001:db8::/64", "2001:db8:1::/64", "2001:db8::/46", "2001:db8:1::2/128", "2001:db8:30::/64");

    static final List<RouteTable> TABLES =
            List.of(RouteTable.MAIN, RouteTable.of(7700), RouteTable.of(7710), RouteTable.of(7711), RouteTable.of(50));

    private static final List<RouteType> REFUSING =
            List.of(RouteType.BLACKHOLE, RouteType.UNREACHABLE, RouteType.PROHIBIT, RouteType.THROW);
    private static final int[] TOS = {4, 8, 0x10, 0x1c};
    private static final int FIRST_MSS = 600;

    private final Random random;
    private final LookupSite site;
    private final Set<RouteKey> keys = new HashSet<>();
    private int installed;

    RandomTables(Random random, LookupSite site) {
        this.random = random;
        this.site = site;
    }

    /** Tries that many of each family; some are of the same key, and some the kernel refuses. */
    void install(int tries) {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            for (int i = 0; i < tries; i++) {
                Route route = route(family);
                // Not only a waste: refusing a second route of a source, the kernel may hide the first (6.18).
                if (!keys.add(route.key())) {
                    continue;
                }
                RouteMetrics mss = RouteMetrics.NONE.with(RouteMetric.ADVMSS, FIRST_MSS + installed);
                try {
                    site.netlink().routes().add(route.options(route.options().metrics(mss)));
                    installed++;
                } catch (NetlinkException.Rejected refused) {
                    // A gateway that a random route hides.
                }
            }
        }
    }

    /** IPv6 routes of one key by several devices, told apart by preference and by where a packet came in. */
    void installEquals(int tries) {
        for (int i = 0; i < tries; i++) {
            Route first =
                    Route.to(IpPrefix.parse(pick(IPV6))).table(pick(TABLES)).priority(5 * (1L + random.nextInt(5)));
            if (!keys.add(first.key())) {
                continue;
            }
            for (String device : LookupSite.UPLINKS.subList(random.nextInt(3), 4 + random.nextInt(3))) {
                Route route = first.dev(site.router().index(device));
                RouteMetrics mss = RouteMetrics.NONE.with(RouteMetric.ADVMSS, FIRST_MSS + installed);
                int preference = List.of(0, 0, 1, 3).get(random.nextInt(4));
                site.netlink()
                        .routes()
                        .append(route.options(route.options().metrics(mss).preference(preference)));
                installed++;
            }
        }
    }

    int installed() {
        return installed;
    }

    private Route route(AddressFamily family) {
        boolean ipv4 = family.equals(AddressFamily.INET);
        Route route = Route.to(IpPrefix.parse(pick(ipv4 ? IPV4 : IPV6)))
                .table(pick(TABLES))
                .priority(10 * (1L + random.nextInt(3)));
        if (ipv4 && chance(6)) {
            route = route.tos(TOS[random.nextInt(TOS.length)]);
        }
        if (!ipv4 && chance(3)) {
            route = route.from(IpPrefix.parse(pick(IPV6_SOURCES)));
        }
        if (!ipv4 && chance(6)) {
            route = route.options(route.options().preference(chance(2) ? 1 : 3));
        }
        if (chance(6)) {
            return route.type(pick(REFUSING));
        }
        if (chance(20)) {
            return route.type(RouteType.LOCAL).dev(Flow.LOOPBACK).table(route.table());
        }
        return chance(3) ? route.target(legs(ipv4)) : single(route, ipv4);
    }

    private Route single(Route route, boolean ipv4) {
        NextHop hop = hop(ipv4);
        return hop.gateway().isPresent() ? route.target(RouteTarget.single(hop)) : route.dev(hop.interfaceIndex());
    }

    private RouteTarget legs(boolean ipv4) {
        List<NextHop> legs = new ArrayList<>();
        List<String> devices = new ArrayList<>(LookupSite.UPLINKS);
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String device = devices.remove(random.nextInt(devices.size()));
            NextHop hop =
                    NextHop.via(LookupSite.gateway(device, ipv4), site.router().index(device));
            legs.add(hop.weight(1 + random.nextInt(5)));
        }
        return RouteTarget.balanced(legs);
    }

    private NextHop hop(boolean ipv4) {
        String device = pick(LookupSite.UPLINKS);
        int index = site.router().index(device);
        if (chance(8)) {
            return NextHop.dev(chance(2) ? index : site.router().index(LookupSite.POINT_TO_POINT));
        }
        if (chance(8)) {
            IpAddress far = IpAddress.parse(ipv4 ? "198.51.100.9" : "2001:db8:ffff::9");
            return NextHop.via(far, index).onlink();
        }
        return NextHop.via(LookupSite.gateway(device, ipv4), index);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

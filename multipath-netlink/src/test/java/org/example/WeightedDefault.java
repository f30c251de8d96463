package org.example;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.List;

/** Routes: a default shared four to one, its weights changed in place, a network with an MTU, one thrown away. */
final class WeightedDefault {
    private WeightedDefault() {}

    /** Needs two interfaces whose networks hold 192.0.2.1 and 198.51.100.1. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0], interfaces[1]);
        }
    }

    static void run(RtNetlink netlink, String first, String second) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        int eth1 = netlink.links().get(second).orElseThrow().index();
        IpAddress gateway = IpAddress.parse("192.0.2.1");
        IpAddress other = IpAddress.parse("198.51.100.1");

        Route balanced = Route.defaultRoute(AddressFamily.INET)
                .protocol(Protocol.STATIC)
                .target(RouteTarget.balanced(List.of(
                        NextHop.via(gateway, eth0).weight(4),
                        NextHop.via(other, eth1).weight(1))));
        netlink.routes().add(balanced);

        // The same key with other legs: no packet finds the table without a default.
        Route even = balanced.target(RouteTarget.balanced(List.of(
                NextHop.via(gateway, eth0).weight(2), NextHop.via(other, eth1).weight(3))));
        netlink.routes().replace(even);

        Route office = Route.to(IpPrefix.parse("203.0.113.0/24")).via(gateway, eth0);
        netlink.routes().add(office);
        RouteMetrics small = RouteMetrics.NONE.withLocked(RouteMetric.MTU, 1400);
        netlink.routes().replace(office.options(office.options().metrics(small)));

        Route nowhere = Route.to(IpPrefix.parse("10.0.0.0/8")).type(RouteType.BLACKHOLE);
        netlink.routes().addIfAbsent(nowhere.table(RouteTable.of(100)));

        Route direct = Route.to(IpPrefix.parse("192.168.7.0/24")).dev(eth1);
        netlink.routes().add(direct);
        netlink.routes().delete(direct);
    }
}

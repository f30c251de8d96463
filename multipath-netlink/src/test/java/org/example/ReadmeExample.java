package org.example;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import java.util.List;

/** Shown in the project's README between the markers. */
final class ReadmeExample {
    private ReadmeExample() {}

    // README begins
    static List<String> balance(RtNetlink netlink) {
        // What `ip route add default table 100 nexthop … weight 4 nexthop … weight 1` does.
        Link eth0 = netlink.links().get("eth0").orElseThrow();
        Link eth1 = netlink.links().get("eth1").orElseThrow();
        netlink.routes()
                .replace(Route.defaultRoute(AddressFamily.INET)
                        .table(RouteTable.of(100))
                        .protocol(Protocol.STATIC)
                        .target(RouteTarget.balanced(List.of(
                                NextHop.via(IpAddress.parse("192.0.2.1"), eth0.index())
                                        .weight(4),
                                NextHop.via(IpAddress.parse("198.51.100.1"), eth1.index())
                                        .weight(1)))));
        return netlink.routes().list().stream().map(Route::toString).toList();
    }
    // README ends
}

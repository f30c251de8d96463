package org.example;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.List;

/** Questions: the way a packet takes, the entry that decides it, lists the kernel filters, and a walk without a list. */
final class WhichWay {
    private WhichWay() {}

    /** Needs an interface whose network holds 192.0.2.1. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0]).forEach(System.out::println);
        }
    }

    static List<Route> run(RtNetlink netlink, String first) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        Route network = Route.to(IpPrefix.parse("203.0.113.0/24")).protocol(Protocol.STATIC);
        netlink.routes().add(network.via(IpAddress.parse("192.0.2.1"), eth0));
        IpAddress target = IpAddress.parse("203.0.113.9");

        List<Route> answers = new ArrayList<>();
        answers.add(netlink.routes().lookup(RouteLookup.to(target)));

        RouteLookup entry = RouteLookup.to(target).toBuilder().fibMatch(true).build();
        answers.add(netlink.routes().lookup(entry));

        RouteFilter filter = RouteFilter.of(AddressFamily.INET).table(RouteTable.MAIN);
        answers.addAll(netlink.routes().list(filter.protocol(Protocol.STATIC)));

        // A million routes, one of them wanted: rows are read in place, and only what is kept becomes a record.
        answers.addAll(
                netlink.routes().list(RouteFilter.ALL, row -> row.covers(target) && row.destinationLength() > 0));
        return answers;
    }
}

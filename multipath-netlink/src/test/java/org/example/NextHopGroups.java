package org.example;

import dev.multipath.netlink.NextHopFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import java.util.List;

/** Nexthop objects: many routes share a weighted group, and one message changes them all. */
final class NextHopGroups {
    private NextHopGroups() {}

    /** Needs two interfaces whose networks hold 192.0.2.1 and 198.51.100.1. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0], interfaces[1]).forEach(System.out::println);
        }
    }

    static List<NextHopObject> run(RtNetlink netlink, String first, String second) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        int eth1 = netlink.links().get(second).orElseThrow().index();

        netlink.nexthops().add(NextHopObject.via(1, IpAddress.parse("192.0.2.1"), eth0));
        netlink.nexthops().add(NextHopObject.via(2, IpAddress.parse("198.51.100.1"), eth1));
        NextHopObject group = NextHopObject.group(10, List.of(NextHopMember.of(1, 300), NextHopMember.of(2, 100)));
        netlink.nexthops().add(group);

        RouteTarget shared = new RouteTarget.NextHopId(10);
        for (int i = 0; i < 3; i++) {
            IpPrefix destination = IpPrefix.parse("10.0." + i + ".0/24");
            netlink.routes().add(Route.to(destination).target(shared));
        }

        // All three routes at once: the second uplink takes everything.
        netlink.nexthops().replace(NextHopObject.group(10, List.of(NextHopMember.of(2))));

        // A resilient group: a flow stays where it is when the members change.
        NextHopTarget resilient = NextHopTarget.resilient(
                List.of(NextHopMember.of(1), NextHopMember.of(2)), NextHopResilience.buckets(32));
        netlink.nexthops().add(NextHopObject.of(20, resilient));
        return netlink.nexthops().list(NextHopFilter.ALL.groupsOnly());
    }
}

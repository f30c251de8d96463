package org.example;

import dev.multipath.netlink.Batch;
import dev.multipath.netlink.ChangeResult;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.List;

/** Batches: a thousand routes and a nexthop object in a few system calls, one refused among them, one typed result for each. */
final class ManyAtOnce {
    private ManyAtOnce() {}

    /** Needs an interface whose network holds 192.0.2.1. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            System.out.println(run(netlink, interfaces[0]));
        }
    }

    /** What was refused, in the kernel's words. */
    static List<String> run(RtNetlink netlink, String first) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        IpAddress gateway = IpAddress.parse("192.0.2.1");
        Batch batch = netlink.batch();
        for (int i = 0; i < 1000; i++) {
            IpPrefix destination = IpPrefix.parse("10." + i / 250 + "." + i % 250 + ".0/24");
            Route route = Route.to(destination).table(RouteTable.of(100));
            batch.add(route.via(gateway, eth0));
        }
        batch.add(NextHopObject.via(1, gateway, eth0));
        batch.add(Route.to(IpPrefix.parse("10.0.0.0/8")).via(IpAddress.parse("8.8.8.8"), eth0));
        List<ChangeResult> results = batch.send();

        List<String> refused = new ArrayList<>();
        for (ChangeResult result : results) {
            if (result instanceof ChangeResult.Refused why) {
                refused.add(why.why().errno() + ": " + why.why().kernelText().orElse(""));
            }
        }
        return refused;
    }
}

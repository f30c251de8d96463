package dev.multipath.netlink.bench;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RouteRow;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.Visitor;

/** Reads all routes and rules of the namespace and keeps no route: what a big table costs a small process. */
public final class WalkNamespace {
    private WalkNamespace() {}

    /** Prints how many there are. */
    public static void main(String[] arguments) {
        int[] count = new int[1];
        try (RtNetlink netlink = RtNetlink.open()) {
            netlink.routes().walk(RouteFilter.ALL, new Visitor<RouteRow>() {
                @Override
                public void visit(RouteRow row) {
                    count[0]++;
                }
            });
            System.out.println(count[0]);
            System.out.println(netlink.rules().list().size());
        }
    }
}

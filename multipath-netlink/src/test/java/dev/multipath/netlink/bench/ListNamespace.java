package dev.multipath.netlink.bench;

import dev.multipath.netlink.RtNetlink;

/** Lists all routes and rules of the namespace: what a short-lived program costs. */
public final class ListNamespace {
    private ListNamespace() {}

    /** Prints how many there are. */
    public static void main(String[] arguments) {
        try (RtNetlink netlink = RtNetlink.open()) {
            // Numbers only: joining strings would cost more than the rules.
            System.out.println(netlink.routes().list().size());
            System.out.println(netlink.rules().list().size());
        }
    }
}

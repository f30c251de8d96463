package dev.multipath.netlink.bench;

import dev.multipath.netlink.Routes;
import dev.multipath.netlink.RtNetlink;

/** The first {@code ROUTES} changes a fresh process makes, one message each; start and opening excluded. */
public final class FirstAdds {
    private FirstAdds() {}

    /** Measures in the namespace of this process. */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        try (RtNetlink netlink = RtNetlink.open()) {
            int device = netlink.links().get(Agreed.DEVICE).orElseThrow().index();
            Routes routes = netlink.routes();
            Lines lines = new Lines(System.out);
            lines.variant("-");
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                routes.add(Agreed.route(i, device));
            }
            lines.took("first", start);
        }
    }
}

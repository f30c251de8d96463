package org.example;

import dev.multipath.netlink.EventFilter;
import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RouteView;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events: what the kernel says of one table, and a copy of its tables that stays right by itself. */
final class Watching {
    private Watching() {}

    /** Changes table 100 and table 200, and prints what was heard of the first. */
    public static void main(String[] none) throws InterruptedException {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink).forEach(System.out::println);
        }
    }

    @SuppressWarnings("try") // the monitor is only opened, and closed at the end
    static List<RtEvent> run(RtNetlink netlink) throws InterruptedException {
        Route route = Route.to(IpPrefix.parse("10.1.0.0/16")).type(RouteType.BLACKHOLE);
        RouteTable watched = RouteTable.of(100);
        BlockingQueue<RtEvent> heard = new LinkedBlockingQueue<>();
        EventFilter filter = EventFilter.ALL.onlyTables(watched);
        try (Monitor monitor = netlink.monitor().routes().filter(filter).start(heard::add);
                RouteView view = netlink.view()) {
            netlink.routes().add(route.table(RouteTable.of(200)));
            netlink.routes().add(route.table(watched));
            RtEvent added = heard.poll(5, TimeUnit.SECONDS);

            if (view.await(now -> now.routes(route.table(watched).key()).size() == 1, Duration.ofSeconds(5))
                    .isEmpty()) {
                throw new IllegalStateException("the view has not seen the route");
            }
            netlink.routes().delete(route.table(watched));
            RtEvent removed = heard.poll(5, TimeUnit.SECONDS);
            return List.of(added, removed);
        }
    }
}

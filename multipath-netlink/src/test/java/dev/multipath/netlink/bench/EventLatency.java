package dev.multipath.netlink.bench;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The time from another process sending a change to the monitor's callback about it. */
final class EventLatency {
    private EventLatency() {}

    /** Measures, with changes 1 ms apart. */
    static void measure(RtNetlink netlink, int events, Lines lines) throws IOException, InterruptedException {
        long[] heard = new long[events];
        CountDownLatch left = new CountDownLatch(events);
        Monitor monitor = netlink.monitor().routes().start(event -> {
            long now = System.nanoTime();
            if (event instanceof RtEvent.RouteChanged changed && Trigger.made(changed.route())) {
                heard[Trigger.number(changed.route())] = now;
                left.countDown();
            }
        });
        long[] sent;
        try {
            sent = Trigger.start("trigger", events).sent();
            left.await();
        } finally {
            monitor.close();
        }
        long total = 0;
        long[] times = new long[events];
        for (int i = 0; i < events; i++) {
            times[i] = heard[i] - sent[i];
            total += times[i];
        }
        lines.distribution("event", total, times);
    }
}

package dev.multipath.netlink.bench;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The time from another process sending a change to the monitor's callback about it. */
final class EventLatency {
    private EventLatency() {}

    /**
     * Measures. {@code $BENCH_TRIGGER trigger EVENTS} makes the changes and prints when it did, by the clock that
     * {@link System#nanoTime()} reads too.
     */
    static void measure(RtNetlink netlink, int events, Lines lines) throws IOException, InterruptedException {
        long[] heard = new long[events];
        CountDownLatch left = new CountDownLatch(events);
        Monitor monitor = netlink.monitor().routes().start(event -> {
            long now = System.nanoTime();
            if (event instanceof RtEvent.RouteChanged changed
                    && changed.route().table().equals(Agreed.TABLE_OF_EVENTS)) {
                heard[number(changed.route())] = now;
                left.countDown();
            }
        });
        List<String> sent;
        try {
            Process trigger = new ProcessBuilder(System.getenv("BENCH_TRIGGER"), "trigger", Integer.toString(events))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            sent = new String(trigger.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            left.await();
        } finally {
            monitor.close();
        }
        long total = 0;
        long[] times = new long[events];
        for (int i = 0; i < events; i++) {
            String line = sent.get(i);
            times[i] = heard[i] - Long.parseLong(line.substring(0, line.indexOf(' ')));
            total += times[i];
        }
        lines.distribution("event", total, times);
    }

    private static int number(Route route) {
        return (int) route.destination().address().low() - Agreed.FIRST_EVENT;
    }
}

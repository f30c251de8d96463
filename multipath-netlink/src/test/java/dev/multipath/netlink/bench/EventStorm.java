package dev.multipath.netlink.bench;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hears {@code EVENTS} changes another process makes without a pause: how late, how many the kernel dropped, and how often
 * the monitor said that it did. The first time is {@code cold}.
 */
public final class EventStorm {
    /** The kernel doubles it: net.core.rmem_default as it usually is. */
    private static final int USUAL_BUFFER = 212_992 / 2;

    private static final int ENOUGH = 4 << 20;
    /** Nothing for so long is the end of the burst. */
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);
    /** So long may the first change take. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private static final int PASSES = 4;

    private final long[] heard;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicLong last = new AtomicLong();

    private EventStorm(int events) {
        heard = new long[events];
    }

    /** Measures in the namespace of this process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int events = Integer.parseInt(arguments[0]);
        Lines lines = new Lines(System.out);
        try (RtNetlink netlink = RtNetlink.open()) {
            for (int pass = 1; pass <= PASSES; pass++) {
                lines.variant(pass == 1 ? "cold" : "warm");
                new EventStorm(events).measure(netlink, "storm", ENOUGH, lines);
            }
            new EventStorm(events).measure(netlink, "storm-small", USUAL_BUFFER, lines);
        }
    }

    private void measure(RtNetlink netlink, String work, int buffer, Lines lines)
            throws IOException, InterruptedException {
        Monitor monitor = netlink.monitor().routes().receiveBuffer(buffer).start(this::hear);
        Trigger trigger = Trigger.start("burst", heard.length);
        try {
            awaitEnd();
        } finally {
            monitor.close();
        }
        long[] sent = trigger.sent();
        long[] times = new long[heard.length];
        int known = 0;
        for (int i = 0; i < heard.length; i++) {
            if (heard[i] != 0) {
                times[known++] = heard[i] - sent[i];
            }
        }
        long[] delays = Arrays.copyOf(times, known);
        lines.distribution(work, Arrays.stream(delays).sum(), delays, heard.length - known, told.get());
    }

    private void hear(RtEvent event) {
        long now = System.nanoTime();
        if (event instanceof RtEvent.EventsLost) {
            told.incrementAndGet();
        } else if (event instanceof RtEvent.RouteChanged changed && Trigger.made(changed.route())) {
            heard[Trigger.number(changed.route())] = now;
            count.lazySet(count.get() + 1);
        }
        last.lazySet(now);
    }

    private void awaitEnd() throws InterruptedException {
        long start = System.nanoTime();
        while (count.get() < heard.length) {
            long now = System.nanoTime();
            if (count.get() == 0 ? now - start > PATIENCE : now - last.get() > SILENCE) {
                return;
            }
            Thread.sleep(1);
        }
    }
}

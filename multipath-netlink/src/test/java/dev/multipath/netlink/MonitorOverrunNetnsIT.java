package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The four steps of {@link Monitor} by which a copy survives lost events, followed by hand. */
@Timeout(60)
final class MonitorOverrunNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);

    private LiveNamespace live;
    private int device;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        device = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Route route(int number) {
        return Route.to(IpPrefix.parse("10." + (number >> 8) + "." + (number & 255) + ".0/24"))
                .table(T)
                .via(IpAddress.parse("192.0.2.1"), device);
    }

    private Set<String> listed() {
        Set<String> all = new TreeSet<>();
        live.netlink()
                .routes()
                .list(RouteFilter.of(AddressFamily.INET).table(T))
                .forEach(route -> all.add(route.toString()));
        return all;
    }

    /** Takes events in until this route was heard of; begins again from a list at each overrun. */
    private int follow(BlockingQueue<RtEvent> events, Set<String> copy, Route last) throws InterruptedException {
        int overruns = 0;
        while (true) {
            RtEvent event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("waiting for %s", last).isNotNull();
            if (event instanceof RtEvent.EventsLost) {
                overruns++;
                copy.clear();
                copy.addAll(listed());
                if (copy.contains(last.toString())) {
                    return overruns;
                }
            } else if (event instanceof RtEvent.RouteRemoved removed) {
                copy.remove(removed.route().toString());
            } else if (event instanceof RtEvent.RouteChanged changed) {
                copy.add(changed.route().toString());
                if (changed.route().key().equals(last.key())) {
                    return overruns;
                }
            }
        }
    }

    @Test
    void after_each_overrun_a_list_and_the_events_behind_it_are_the_truth() throws InterruptedException {
        BlockingQueue<RtEvent> events = new LinkedBlockingQueue<>();
        AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(1));
        try (Monitor monitor = live.netlink()
                .monitor()
                .routes()
                .receiveBuffer(1)
                .start(event -> {
                    try {
                        gate.get().await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    events.add(event);
                })) {
            assertThat(monitor.receiveBuffer()).as("the least there is, bytes").isBetween(1024, 8192);
            Set<String> copy = new TreeSet<>(listed());
            for (int round = 0; round < 3; round++) {
                int first = 1000 * round;
                for (int i = first; i < first + 500; i++) {
                    live.netlink().routes().add(route(i));
                    if (i % 3 == 0) {
                        live.netlink().routes().delete(route(i));
                    }
                }
                gate.get().countDown();
                // The one event of which the end is known must be heard: it is sent until the queue has room for it.
                Route last = route(first + 900);
                assertThat(hearsOf(events, last, copy))
                        .as("overruns in round %s", round)
                        .isPositive();
                assertThat(copy).isEqualTo(listed());
                assertThat(copy).hasSizeGreaterThan(300 * (round + 1));
                gate.set(new CountDownLatch(1));
            }
            gate.get().countDown();
        }
    }

    /** Waits for the overrun to be told of, after which an event is heard. */
    private int hearsOf(BlockingQueue<RtEvent> events, Route last, Set<String> copy) throws InterruptedException {
        int before = 0;
        while (before == 0) {
            RtEvent event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("waiting for the overrun").isNotNull();
            if (event instanceof RtEvent.EventsLost) {
                before++;
                copy.clear();
                copy.addAll(listed());
            }
        }
        live.netlink().routes().add(last);
        return before + follow(events, copy, last);
    }
}

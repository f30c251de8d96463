package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the running kernel notifies, heard. */
@Timeout(60)
final class MonitorNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final IpAddress GATEWAY = IpAddress.parse("192.0.2.1");

    private LiveNamespace live;
    private final BlockingQueue<RtEvent> events = new LinkedBlockingQueue<>();
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

    private <T extends RtEvent> T next(Class<T> type) throws InterruptedException {
        return next(type, event -> true);
    }

    /** The next one that is about the test's own doing: IPv6 does much of its own accord after a device came up. */
    private <T extends RtEvent> T next(Class<T> type, Predicate<T> own) throws InterruptedException {
        while (true) {
            RtEvent event = events.poll(5, TimeUnit.SECONDS);
            assertThat(event).as("waiting for a %s", type.getSimpleName()).isNotNull();
            if (type.isInstance(event) && own.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    private Route route(int number) {
        return Route.to(IpPrefix.parse("10." + (number >> 8) + "." + (number & 255) + ".0/24"))
                .table(T)
                .protocol(Protocol.of(77))
                .via(GATEWAY, device);
    }

    @Test
    void every_kind_of_change_is_heard_and_our_own_are_known() throws InterruptedException {
        try (Monitor monitor =
                live.netlink().monitor().links().addresses().routes().rules().start(events::add)) {
            assertThat(monitor).isNotNull();
            int own = live.netlink().portId();

            live.netlink().routes().add(route(1));
            RtEvent.RouteChanged added = next(
                    RtEvent.RouteChanged.class, event -> event.route().table().equals(T));
            assertThat(added.route()).isEqualTo(route(1));
            assertThat(added.senderPortId()).isEqualTo(own);
            live.ip("route del 10.0.1.0/24 table 7900");
            RtEvent.RouteRemoved removed = next(
                    RtEvent.RouteRemoved.class, event -> event.route().table().equals(T));
            assertThat(removed.route()).isEqualTo(route(1));
            assertThat(removed.senderPortId()).isNotIn(0, own);

            Rule rule = Rule.lookup(AddressFamily.INET6, T).priority(5);
            live.netlink().rules().add(rule);
            assertThat(next(RtEvent.RuleChanged.class).rule().key()).isEqualTo(rule.key());
            live.netlink().rules().delete(rule);
            assertThat(next(RtEvent.RuleRemoved.class).senderPortId()).isEqualTo(own);

            live.ip("addr add 203.0.113.1/24 dev up-a");
            IpAddress address = IpAddress.parse("203.0.113.1");
            next(RtEvent.AddressChanged.class, event -> event.address().local().equals(address));
            live.ip("addr del 203.0.113.1/24 dev up-a");
            RtEvent.AddressRemoved gone = next(
                    RtEvent.AddressRemoved.class,
                    event -> event.address().local().equals(address));
            assertThat(gone.address().interfaceIndex()).isEqualTo(device);

            live.netlink().links().change(device, LinkChange.setDown());
            next(
                    RtEvent.LinkChanged.class,
                    event -> event.link().index() == device && !event.link().isUp());
            live.netlink().links().delete(device);
            assertThat(next(RtEvent.LinkRemoved.class).link().index()).isIn(device, device - 1, device + 1);
        }
    }

    @Test
    void a_listener_that_fails_ends_nothing() throws InterruptedException {
        try (Monitor monitor = live.netlink().monitor().rules().start(event -> {
            events.add(event);
            throw new AssertionError("on purpose");
        })) {
            assertThat(monitor).isNotNull();
            Rule rule = Rule.lookup(AddressFamily.INET, T).priority(5);
            live.netlink().rules().add(rule);
            next(RtEvent.RuleChanged.class);
            live.netlink().rules().delete(rule);
            next(RtEvent.RuleRemoved.class);
        }
    }

    @Test
    void only_the_chosen_groups_are_heard() throws InterruptedException {
        Monitor monitor = live.netlink().monitor().rules().start(events::add);
        live.netlink().routes().add(route(1));
        live.netlink().rules().add(Rule.lookup(AddressFamily.INET, T).priority(5));
        assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(RtEvent.RuleChanged.class);
        monitor.close();
        live.netlink().rules().delete(Rule.lookup(AddressFamily.INET, T).priority(5));
        assertThat(events).isEmpty();
    }

    /** A port that leaves its bridge is told by a RTM_DELLINK of another family: no interface is gone. */
    @Test
    void leaving_a_bridge_is_not_the_end_of_an_interface() throws InterruptedException {
        live.ip("link add br0 type bridge");
        live.ip("link set up-a master br0");
        try (Monitor monitor = live.netlink().monitor().links().start(events::add)) {
            assertThat(monitor).isNotNull();
            live.ip("link set up-a nomaster");
            live.ip("link del br0");
            while (true) {
                RtEvent event = events.poll(5, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                if (event instanceof RtEvent.LinkRemoved removed) {
                    assertThat(removed.link().name()).isEqualTo("br0");
                    break;
                }
            }
        }
    }

    @Test
    void what_has_no_type_is_handed_on() throws InterruptedException {
        // What IPv6 says of an interface, as a RTM_NEWLINK of its own family.
        try (Monitor monitor = live.netlink().monitor().group(12).start(events::add)) {
            assertThat(monitor).isNotNull();
            live.ip("link set up-a down");
            live.ip("link set up-a up");
            assertThat(next(RtEvent.Other.class).message().type()).isEqualTo(16);
        }
    }

    @Test
    void a_listener_that_throws_is_called_again() throws InterruptedException {
        AtomicBoolean thrown = new AtomicBoolean();
        // Only this test's own: IPv6 makes routes of its own accord for a while after a device came up.
        EventFilter filter = EventFilter.ALL.onlyTables(T);
        try (Monitor monitor = live.netlink().monitor().routes().filter(filter).start(event -> {
            if (thrown.compareAndSet(false, true)) {
                throw new IllegalStateException("on purpose");
            }
            events.add(event);
        })) {
            assertThat(monitor).isNotNull();
            live.netlink().routes().add(route(1));
            live.netlink().routes().add(route(2));
            assertThat(next(RtEvent.RouteChanged.class).route()).isEqualTo(route(2));
        }
    }

    /** Fact 21. */
    @Test
    void a_storm_over_a_sleeping_listener_is_reported_and_survived() throws InterruptedException {
        CountDownLatch storm = new CountDownLatch(1);
        AtomicReference<Boolean> lost = new AtomicReference<>(false);
        try (Monitor monitor = live.netlink().monitor().routes().start(event -> {
            try {
                storm.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (event instanceof RtEvent.EventsLost) {
                lost.set(true);
            }
            if (Boolean.TRUE.equals(lost.get())) {
                events.add(event);
            }
        })) {
            assertThat(monitor).isNotNull();
            for (int i = 0; i < 30_000; i++) {
                live.netlink().routes().add(route(i));
            }
            storm.countDown();
            next(RtEvent.EventsLost.class);
            live.netlink().routes().add(route(50_000));
            RtEvent.RouteChanged after = next(RtEvent.RouteChanged.class);
            while (!after.route().equals(route(50_000))) {
                after = next(RtEvent.RouteChanged.class);
            }
        }
    }

    @Test
    void closing_is_prompt_and_ends_the_thread() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch called = new CountDownLatch(1);
        Monitor monitor = live.netlink().monitor().routes().start(event -> {
            thread.set(Thread.currentThread());
            called.countDown();
        });
        live.netlink().routes().add(route(1));
        assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
        long before = System.nanoTime();
        monitor.close();
        monitor.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
        assertThat(thread.get().isAlive()).isFalse();
    }

    @Test
    void closing_from_within_the_callback_works() throws InterruptedException {
        AtomicReference<Monitor> monitor = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        monitor.set(live.netlink().monitor().routes().start(event -> {
            try {
                started.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            thread.set(Thread.currentThread());
            monitor.get().close();
            closed.countDown();
        }));
        started.countDown();
        live.netlink().routes().add(route(1));
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        thread.get().join(5_000);
        assertThat(thread.get().isAlive()).isFalse();
    }
}

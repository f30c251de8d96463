package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.ViewChange.Added;
import dev.multipath.netlink.ViewChange.Changed;
import dev.multipath.netlink.ViewChange.Removed;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.jnr.Descriptors;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a view is used: waiting, looking, listening, failing, closing. Its timer is set to an hour. */
@Timeout(60)
final class RouteViewUseNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    private static final Duration NEVER = Duration.ofHours(1);

    private LiveNamespace live;
    private RouteView view;
    private ViewProof proof;
    private int a;
    private int b;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        live.netlink().routes().add(plain("10.1.0.0/16", GW1, a));
        view = RouteView.open(live.namespace(), NetlinkSocketFactory.system(), NEVER);
        proof = new ViewProof(live, view);
        proof.converges();
    }

    @AfterEach
    void close() {
        view.close();
        live.close();
    }

    private static Route plain(String prefix, IpAddress gateway, int device) {
        return Route.to(IpPrefix.parse(prefix)).table(T).via(gateway, device);
    }

    @Test
    void a_look_shows_what_was_done_before_it() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Route route = plain("10.20." + i + ".0/24", GW1, a);
            live.netlink().routes().add(route);
            RouteSnapshot snapshot = view.look(ViewProof.SOON);
            assertThat(snapshot.routes(route.key())).hasSize(1);
        }
    }

    @Test
    void differences_are_told_in_order_and_a_listener_that_throws_does_no_harm() throws InterruptedException {
        BlockingQueue<ViewChange> changes = new LinkedBlockingQueue<>();
        RouteView.Subscription bad = view.onChange(change -> {
            throw new IllegalStateException("on purpose");
        });
        RouteView.Subscription good = view.onChange(changes::add);
        long before = view.snapshot().generation();
        Route route = plain("10.30.0.0/16", GW1, a);
        live.netlink().routes().add(route);
        live.netlink().routes().replace(route.via(GW2, b));
        live.netlink().routes().delete(route.via(GW2, b));
        StringBuilder told = new StringBuilder();
        while (!told.toString().endsWith("-")) {
            ViewChange change = changes.poll(5, TimeUnit.SECONDS);
            assertThat(change).as("so far %s", told).isNotNull();
            assertThat(change.generation()).isGreaterThan(before);
            before = change.generation();
            for (ViewChange.Difference difference : change.differences()) {
                if (difference instanceof Added added && added.object() instanceof Route r && same(r, route)) {
                    told.append('+');
                } else if (difference instanceof Changed changed
                        && changed.after() instanceof Route r
                        && same(r, route)) {
                    assertThat(r.target().hops().get(0).gateway()).contains(GW2);
                    told.append('~');
                } else if (difference instanceof Removed removed
                        && removed.object() instanceof Route r
                        && same(r, route)) {
                    told.append('-');
                }
            }
        }
        assertThat(told.toString()).isEqualTo("+~-");
        bad.close();
        good.close();
        live.netlink().routes().add(route);
        proof.converges();
        assertThat(changes).isEmpty();
    }

    @Test
    void nothing_a_listener_does_to_the_thread_ends_it() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(2);
        view.onChange(change -> {
            told.countDown();
            Thread.currentThread().interrupt();
            throw new AssertionError("on purpose");
        });
        live.netlink().routes().add(plain("10.31.0.0/16", GW1, a));
        proof.converges();
        live.netlink().links().change(b, LinkChange.setDown());
        proof.converges();
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(view.failure()).isEmpty();
    }

    private static boolean same(Route one, Route other) {
        return one.key().effective().equals(other.key().effective());
    }

    @Test
    void a_snapshot_stays_as_it_was() {
        RouteSnapshot before = view.snapshot();
        List<String> then = ViewProof.describe(before);
        live.netlink().links().delete(a);
        live.netlink().routes().add(plain("10.40.0.0/16", GW2, b));
        RouteSnapshot after = proof.converges();
        assertThat(ViewProof.describe(before)).isEqualTo(then);
        assertThat(after.generation()).isGreaterThan(before.generation());
        assertThat(after.asOf()).isAfter(before.asOf());
    }

    @Test
    void a_wait_may_be_for_ever() throws InterruptedException {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        assertThat(view.await(now -> now.link("up-a").isPresent(), forEver)).isPresent();
        assertThat(view.look(forEver).link("up-a")).isPresent();
    }

    @Test
    void nothing_happens_and_the_wait_ends() throws InterruptedException {
        assertThat(view.await(now -> now.link("ppp0").isPresent(), Duration.ofMillis(50)))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteView.open(live.namespace(), NetlinkSocketFactory.system(), Duration.ZERO));
    }

    @Test
    void while_nothing_can_be_listed_it_says_so_and_it_catches_up() throws InterruptedException {
        NarrowSockets sockets = new NarrowSockets();
        try (RouteView other = RouteView.open(live.namespace(), sockets, NEVER)) {
            ViewProof both = new ViewProof(live, other);
            both.converges();
            sockets.breakDown(true);
            live.netlink().links().change(a, LinkChange.setDown());
            assertThat(other.await(now -> now.link(a).stream().noneMatch(Link::isUp), Duration.ofMillis(200)))
                    .as("what cannot be known must not be called certain")
                    .isEmpty();
            assertThat(other.snapshot().isCertain()).isFalse();
            assertThat(other.failure()).containsInstanceOf(NetlinkException.SocketFailed.class);
            assertThatExceptionOfType(NetlinkException.TimedOut.class)
                    .isThrownBy(() -> other.look(Duration.ofMillis(50)));
            sockets.breakDown(false);
            both.converges();
            assertThat(other.failure()).isEmpty();
        }
    }

    @Test
    void a_mistake_of_its_own_ends_it_and_is_not_hidden() throws Exception {
        NarrowSockets sockets = new NarrowSockets();
        long before = Descriptors.countSocketsAndEvents();
        try (RouteView other = RouteView.open(live.namespace(), sockets, NEVER)) {
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<Optional<RouteSnapshot>> waiting = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                try {
                    waiting.complete(other.await(
                            now -> {
                                asked.countDown();
                                return false;
                            },
                            Duration.ofSeconds(50)));
                } catch (InterruptedException | RuntimeException e) {
                    waiting.completeExceptionally(e);
                }
            });
            waiter.start();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            sockets.goWrong();
            live.netlink().routes().add(plain("10.60.0.0/16", GW1, a));

            assertThat(waiting)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(NetlinkException.Closed.class);
            assertThat(other.snapshot().isCertain()).isFalse();
            assertThatExceptionOfType(NetlinkException.Closed.class).isThrownBy(() -> other.look(ViewProof.SOON));
        }
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }

    @Test
    void a_handle_opens_one() {
        try (RouteView other = live.netlink().view()) {
            new ViewProof(live, other).converges();
        }
    }

    @Test
    void closing_ends_waits_and_keeps_the_last_snapshot() throws InterruptedException {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                view.await(
                        now -> {
                            asked.countDown();
                            return false;
                        },
                        Duration.ofSeconds(50));
            } catch (InterruptedException | RuntimeException e) {
                ended.set(e);
            }
        });
        waiting.start();
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        view.close();
        view.close();
        waiting.join(5_000);
        assertThat(ended.get()).isInstanceOf(NetlinkException.Closed.class);
        assertThat(view.snapshot().links()).hasSize(5);
        assertThatExceptionOfType(NetlinkException.Closed.class).isThrownBy(() -> view.look(ViewProof.SOON));
    }

    @Test
    void closing_from_within_a_listener_works() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        view.onChange(change -> {
            view.close();
            thread.set(Thread.currentThread());
            closed.countDown();
        });
        live.netlink().routes().add(plain("10.50.0.0/16", GW1, a));
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        thread.get().join(5_000);
        assertThat(thread.get().isAlive()).isFalse();
    }
}

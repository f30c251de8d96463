package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.jnr.Descriptors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One handle, several threads, and its end. */
@Timeout(60)
final class RtNetlinkNetnsIT {
    private LiveNamespace live;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
    }

    @AfterEach
    void close() {
        live.close();
    }

    private static Route route(int table, int number, int device) {
        return Route.to(IpPrefix.parse("10.0." + number + ".0/24"))
                .table(RouteTable.of(table))
                .protocol(Protocol.of(77))
                .via(IpAddress.parse("192.0.2.1"), device);
    }

    @Test
    void threads_share_a_handle_and_each_gets_its_own_answers() throws Exception {
        int device = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int table = 1000 + thread;
            done.add(threads.submit(() -> {
                Routes routes = live.netlink().routes();
                for (int i = 0; i < 250; i++) {
                    routes.add(route(table, i, device));
                    assertThat(routes.addIfAbsent(route(table, i, device))).isFalse();
                    if (i % 50 == 49) {
                        assertThat(routes.list(RouteFilter.ALL.table(RouteTable.of(table))))
                                .hasSize(i + 1);
                    }
                }
                for (int i = 0; i < 250; i++) {
                    routes.delete(route(table, i, device));
                    assertThat(routes.deleteIfPresent(route(table, i, device))).isFalse();
                }
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        assertThat(live.netlink().routes().list(RouteFilter.ALL.protocol(Protocol.of(77))))
                .isEmpty();
    }

    @Test
    void closing_ends_the_requests_of_all_threads_and_leaves_no_descriptor() throws Exception {
        Set<Class<?>> endings = ConcurrentHashMap.newKeySet();
        // Not all descriptors: a jar of the class path may be opened meanwhile.
        long before = Descriptors.countSocketsAndEvents();
        for (int round = 0; round < 20; round++) {
            RtNetlink netlink = RtNetlink.open(live.namespace());
            ExecutorService threads = Executors.newFixedThreadPool(4);
            CountDownLatch running = new CountDownLatch(4);
            for (int thread = 0; thread < 4; thread++) {
                threads.execute(() -> {
                    boolean first = true;
                    try {
                        while (true) {
                            netlink.links().list();
                            if (first) {
                                running.countDown();
                                first = false;
                            }
                        }
                    } catch (RuntimeException e) {
                        endings.add(e.getClass());
                    }
                });
            }
            running.await();
            netlink.close();
            threads.shutdown();
            assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(endings).containsExactly(NetlinkException.Closed.class);
        assertThat(Descriptors.countSocketsAndEvents()).isLessThanOrEqualTo(before);
    }

    /** The idiom the documentation has; nothing of the library is asynchronous itself. */
    @Test
    void a_request_on_another_thread_is_one_line() throws Exception {
        RtNetlink netlink = live.netlink();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CompletableFuture<List<Route>> routes =
                CompletableFuture.supplyAsync(() -> netlink.routes().list(), executor);
        CompletableFuture<Integer> links = CompletableFuture.supplyAsync(
                        () -> netlink.links().list(), executor)
                .thenApply(List::size);

        assertThat(routes.get()).isEqualTo(netlink.routes().list());
        assertThat(links.get()).isEqualTo(1);
        executor.shutdown();
        assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_interrupted_thread_does_not_disturb_the_others() throws Exception {
        int device = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> added = new ArrayList<>();
        CountDownLatch running = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            int table = 1000 + thread;
            added.add(threads.submit(() -> {
                int number = 0;
                try {
                    while (number < 200 || !Thread.currentThread().isInterrupted()) {
                        live.netlink().routes().replace(route(table, number % 256, device));
                        number++;
                        if (number == 200) {
                            running.countDown();
                        }
                    }
                } catch (NetlinkException.Interrupted e) {
                    assertThat(e.wasSent()).isFalse();
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                }
                return Math.min(256, number);
            }));
        }
        running.await();
        threads.shutdownNow();
        for (int thread = 0; thread < 4; thread++) {
            assertThat(live.netlink().routes().list(RouteFilter.ALL.table(RouteTable.of(1000 + thread))))
                    .hasSize(added.get(thread).get());
        }
    }

    @Test
    void a_namespace_is_reached_by_path_and_told_by_its_cookie() {
        try (RtNetlink byPath = RtNetlink.open(NetNs.at(live.namespace().path()));
                RtNetlink here = RtNetlink.open()) {
            assertThat(byPath.namespaceCookie())
                    .isPresent()
                    .isEqualTo(live.netlink().namespaceCookie());
            assertThat(here.namespaceCookie()).isNotEqualTo(byPath.namespaceCookie());
            assertThat(byPath.portId()).isNotEqualTo(live.netlink().portId());
        }
        assertThatThrownBy(() -> RtNetlink.open(NetNs.named("no-such-namespace")))
                .isInstanceOf(NetlinkException.SocketFailed.class)
                .hasMessageContaining("ENOENT");
    }

    @Test
    void another_deadline_shares_the_socket() {
        RtNetlink patient = live.netlink().withTimeout(Duration.ofMinutes(1));
        assertThat(patient.portId()).isEqualTo(live.netlink().portId());
        assertThat(patient.links().list()).hasSize(1);
        assertThatThrownBy(() -> patient.withTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        patient.close();
        assertThatThrownBy(() -> live.netlink().links().list()).isInstanceOf(NetlinkException.Closed.class);
    }
}

package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.jnr.Descriptors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Everything at once: eight threads make 50,000 changes through handles that are closed under them, links come and go,
 * a monitor's queue runs over. Nothing may be lost without a word, and nothing may be left behind.
 */
@Timeout(180)
final class StressNetnsIT {
    private static final int THREADS = 8;
    private static final int CHANGES = 50_000;
    /** Four threads share a handle, the others have one each. */
    private static final int SHARED = 4;
    /** One handle is closed whenever so many more changes have their result. */
    private static final int BETWEEN_CLOSES = 250;
    /** The monitor's listener does nothing before so many changes: more than its queue holds. */
    private static final int BLIND = 5_000;

    private static final int MAX_SENTINELS = 1000;
    private static final RouteTable CHURN = RouteTable.of(7999);
    private static final RouteTable SENTINELS = StressWorker.table(THREADS);
    /** Another one each run, unless {@code -Dmultipath.seed} repeats one. */
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    private final Progress progress = new Progress();
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

    @Test
    void nothing_is_lost_without_a_word_and_nothing_is_left_behind(TestReporter reporter) throws Exception {
        reporter.publishEntry("seed", Long.toString(SEED));
        // What the first use of everything opens for good is not a leak.
        live.netlink().monitor().routes().start(event -> {}).close();
        long descriptors = Descriptors.countSocketsAndEvents();
        Set<Thread> threads = Thread.getAllStackTraces().keySet();

        stress();

        assertThat(Descriptors.countSocketsAndEvents())
                .as("descriptors, seed %s", SEED)
                .isEqualTo(descriptors);
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(threads);
        assertThat(left).as("threads, seed %s", SEED).isEmpty();
    }

    private void stress() throws Exception {
        List<StressHandle> handles = new ArrayList<>();
        List<StressWorker> workers = new ArrayList<>();
        StressHandle shared = new StressHandle(live.namespace());
        handles.add(shared);
        for (int i = 0; i < THREADS; i++) {
            StressHandle handle = shared;
            if (i >= SHARED) {
                handle = new StressHandle(live.namespace());
                handles.add(handle);
            }
            workers.add(new StressWorker(i, handle, device, CHANGES / THREADS, SEED + i, progress::add));
        }
        try (RtNetlink lists = RtNetlink.open(live.namespace())) {
            StressCopy copy = new StressCopy(lists, table -> table >= 8000 && table <= 8000 + THREADS);
            try (Monitor monitor =
                    lists.monitor().routes().receiveBuffer(64 * 1024).start(copy)) {
                assertThat(monitor.receiveBuffer()).isBetween(1024, 1024 * 1024);
                run(workers, handles, copy);
                assertThat(overrunsUntilHeard(lists, copy)).as("seed %s", SEED).isPositive();
                assertThat(copy.routes()).as("seed %s", SEED).isEqualTo(copy.listed());
                assertThat(copy.heard()).isPositive();
            }
        } finally {
            handles.forEach(StressHandle::close);
        }
    }

    private void run(List<StressWorker> workers, List<StressHandle> handles, StressCopy copy) throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS + 3, work -> {
            Thread thread = new Thread(work, "stress-" + threads.size());
            threads.add(thread);
            return thread;
        });
        try {
            Future<Integer> closes = pool.submit(() -> closeInBetween(handles));
            Future<Integer> churns = pool.submit(() -> churn(live.namespace()));
            Future<?> sight = pool.submit(() -> {
                progress.await(BLIND);
                copy.open();
                return null;
            });
            List<Future<StressWorker>> running = new ArrayList<>();
            for (Callable<StressWorker> worker : workers) {
                running.add(pool.submit(worker));
            }
            int results = 0;
            int lost = 0;
            for (Future<StressWorker> future : running) {
                StressWorker worker = future.get();
                results += worker.results();
                lost += worker.lost();
            }
            assertThat(results).as("seed %s", SEED).isEqualTo(CHANGES);
            assertThat(lost).as("results lost at a close, seed %s", SEED).isBetween(1, CHANGES / 10);
            sight.get();
            assertThat(closes.get()).as("closes").isGreaterThan(CHANGES / BETWEEN_CLOSES / 2);
            assertThat(churns.get()).as("links made and deleted").isPositive();
        } finally {
            progress.end();
            pool.shutdownNow();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private int closeInBetween(List<StressHandle> handles) throws InterruptedException {
        Random random = new Random(SEED);
        int closes = 0;
        while (progress.await((closes + 1) * BETWEEN_CLOSES)) {
            handles.get(random.nextInt(handles.size())).close();
            closes++;
        }
        return closes;
    }

    /** Links with addresses, and routes over them, which go with the link. */
    private int churn(NetNs namespace) {
        int rounds = 0;
        try (RtNetlink netlink = RtNetlink.open(namespace)) {
            while (!progress.isOver()) {
                netlink.links().add(NewLink.veth("churn-a", "churn-b"));
                int index = netlink.links().get("churn-a").orElseThrow().index();
                int peer = netlink.links().get("churn-b").orElseThrow().index();
                netlink.links().change(index, LinkChange.setUp());
                netlink.links().change(peer, LinkChange.setUp());
                netlink.routes()
                        .add(Route.to(IpPrefix.parse("198.51.100.0/24"))
                                .table(CHURN)
                                .dev(index));
                netlink.links().delete(index);
                rounds++;
            }
        }
        return rounds;
    }

    /** A route that is certain to be the last event, again and again until it is heard of and not lost. */
    private static int overrunsUntilHeard(RtNetlink netlink, StressCopy copy) throws InterruptedException {
        for (int i = 0; i < MAX_SENTINELS; i++) {
            Route sentinel = Route.to(IpPrefix.host(IpAddress.ipv4(0xc000_0200 + i)))
                    .table(SENTINELS)
                    .type(RouteType.BLACKHOLE);
            netlink.routes().add(sentinel);
            if (copy.hearsOf(sentinel)) {
                return copy.overruns();
            }
        }
        throw new AssertionError("events are lost although nothing happens");
    }

    /** How many changes have their result, for those who wait for more. */
    private static final class Progress {
        private int changes;
        private boolean over;

        synchronized void add(int more) {
            changes += more;
            over |= changes >= CHANGES;
            notifyAll();
        }

        synchronized void end() {
            over = true;
            notifyAll();
        }

        synchronized boolean isOver() {
            return over;
        }

        /** Whether there are so many, before it is over. */
        synchronized boolean await(int many) throws InterruptedException {
            while (changes < many && !over) {
                wait();
            }
            return changes >= many;
        }
    }
}

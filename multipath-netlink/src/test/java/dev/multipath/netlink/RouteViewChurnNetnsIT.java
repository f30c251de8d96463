package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.ViewChange.Added;
import dev.multipath.netlink.ViewChange.Changed;
import dev.multipath.netlink.ViewChange.Difference;
import dev.multipath.netlink.ViewChange.Removed;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A view while several threads change everything at once: when they have ended it is the truth, by events alone. */
@Timeout(120)
final class RouteViewChurnNetnsIT {
    private static final int THREADS = 3;
    private static final int STEPS = 1500;
    private static final Duration NEVER = Duration.ofHours(1);

    private LiveNamespace live;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        live.uplink("up-a", "192.0.2.2", "2001:db8:1::2");
        live.uplink("up-b", "192.0.2.3", "2001:db8:1::3");
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void after_the_storm_it_is_the_truth_and_the_differences_add_up() throws InterruptedException {
        Queue<ViewChange> changes = new ConcurrentLinkedQueue<>();
        try (RouteView view = RouteView.open(live.namespace(), NetlinkSocketFactory.system(), NEVER)) {
            view.onChange(changes::add);
            RouteSnapshot before = view.snapshot();
            churn(view, 1);
            RouteSnapshot after = new ViewProof(live, view).converges();
            // A listener is called behind the snapshot it is about.
            view.look(ViewProof.SOON);
            assertThat(after.generation()).isGreaterThan(before.generation() + 10);
            assertThat(replayed(before, changes, after.generation())).isEqualTo(ViewProof.describe(after));
        }
    }

    @Test
    void lost_events_are_made_good() throws InterruptedException {
        NarrowSockets sockets = new NarrowSockets();
        try (RouteView view = RouteView.open(live.namespace(), sockets, NEVER)) {
            churn(view, 100);
            new ViewProof(live, view).converges();
            assertThat(sockets.overruns()).isPositive();
        }
    }

    /** Runs until all threads are done; meanwhile snapshots must never go back. */
    private void churn(RouteView view, long seed) throws InterruptedException {
        List<ViewChurn> churns = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            ViewChurn churn = new ViewChurn(live.namespace(), seed + i, STEPS);
            churns.add(churn);
            threads.add(new Thread(churn, "churn-" + i));
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread reader = new Thread(() -> {
            RouteSnapshot last = view.snapshot();
            while (!over.get()) {
                RouteSnapshot next = view.snapshot();
                if (next.generation() < last.generation() || next.asOf().isBefore(last.asOf())) {
                    wrong.set(last + " before " + next);
                }
                last = next;
                Thread.onSpinWait();
            }
        });
        reader.start();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        over.set(true);
        reader.join();
        assertThat(wrong.get()).isEmpty();
        churns.forEach(churn -> assertThat(churn.done()).isGreaterThan(STEPS / 3));
    }

    private static List<String> replayed(RouteSnapshot before, Queue<ViewChange> changes, long upTo) {
        List<String> all = new ArrayList<>(ViewProof.describe(before));
        for (ViewChange change : changes) {
            if (change.generation() <= before.generation() || change.generation() > upTo) {
                continue;
            }
            for (Difference difference : change.differences()) {
                if (difference instanceof Added added) {
                    all.add(ViewProof.describe(added.object()));
                } else if (difference instanceof Removed removed) {
                    assertThat(all.remove(ViewProof.describe(removed.object()))).isTrue();
                } else if (difference instanceof Changed changed) {
                    assertThat(all.remove(ViewProof.describe(changed.before()))).isTrue();
                    all.add(ViewProof.describe(changed.after()));
                }
            }
        }
        Collections.sort(all);
        return all;
    }
}

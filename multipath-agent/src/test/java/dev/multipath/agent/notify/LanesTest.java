package dev.multipath.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LanesTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void one_lane_keeps_its_order_while_others_run_beside_it() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(20);
        try (Lanes lanes = new Lanes("test", 2, 64)) {
            lanes.submit("a", () -> await(gate));
            for (int i = 0; i < 20; i++) {
                String word = "a" + i;
                lanes.submit("a", () -> {
                    done.add(word);
                    all.countDown();
                });
            }
            lanes.submit("b", other::countDown);
            assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(done).isEmpty();
            gate.countDown();
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(done).hasSize(20).startsWith("a0", "a1").endsWith("a18", "a19");
    }

    @Test
    void a_full_lane_loses_its_oldest() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        try (Lanes lanes = new Lanes("test", 1, 2)) {
            lanes.submit("a", () -> {
                started.countDown();
                await(gate);
            });
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lanes.submit("a", () -> done.add("1"))).isTrue();
            assertThat(lanes.submit("a", () -> done.add("2"))).isTrue();
            assertThat(lanes.submit("a", last::countDown)).isFalse();
            gate.countDown();
            assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(done).containsExactly("2");
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.multipath.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.status.TwoUplinks;
import dev.multipath.testkit.netns.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ServiceManagerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Happening NEWS = Happening.of(new Effect.Say(1, false, "something"));

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final TwoUplinks machine = new TwoUplinks();
    private final AtomicReference<AgentState> state =
            new AtomicReference<>(AgentState.initial(TwoUplinks.config(TwoUplinks.FILE), Effect.Memory.EMPTY, 1));

    private ServiceManager manager(Map<String, String> environment) {
        return ServiceManager.of(environment, 42, sent::add);
    }

    private void runs(long now) {
        state.set(machine.settled(state.get(), now));
    }

    @Test
    void it_is_ready_after_the_first_look_and_says_how_it_fares_whenever_that_changes() {
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", "/x"))) {
            manager.watch(state::get, now -> true);
            assertThat(sent).isEmpty();
            runs(2);
            Await.until(SOON, "readiness", () -> sent.size() == 1);
            assertThat(sent.get(0))
                    .isEqualTo("READY=1\nSTATUS=2 of 2 uplinks up, default via hinet, seed, IPv6 default via hinet");
            manager.accept(NEWS);
            machine.link(7, "eth0", false);
            runs(3);
            manager.accept(NEWS);
            Await.until(SOON, "the change", () -> sent.contains("STATUS=1 of 2 uplinks up, default via seed"));
            machine.link(8, "eth1", false);
            runs(4);
            manager.accept(NEWS);
            Await.until(SOON, "the end", () -> sent.contains("STATUS=0 of 2 uplinks up, no default"));
        }
        assertThat(sent).hasSize(4).last().isEqualTo("STOPPING=1");
    }

    @Test
    void the_watchdog_is_pinged_only_while_the_deciding_thread_goes_on() throws Exception {
        runs(2);
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", "@x", "WATCHDOG_USEC", "40000"))) {
            manager.watch(state::get, now -> true);
            long now = 3;
            while (count() < 3) {
                runs(++now);
                Thread.onSpinWait();
            }
            // At most one more ping was under way.
            int stuck = count() + 1;
            Await.always(Duration.ofMillis(300), "silence", () -> count() <= stuck);
            long last = now;
            Await.until(SOON, "another ping", () -> {
                runs(last + sent.size() + 1 + System.nanoTime() % 1000);
                return count() > stuck;
            });
        }
    }

    private int count() {
        return (int) sent.stream().filter("WATCHDOG=1"::equals).count();
    }

    @Test
    void a_reload_is_over_when_the_deciding_thread_has_the_new_file_or_the_file_was_bad() {
        runs(2);
        try (ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", "/x"))) {
            manager.watch(state::get, now -> true);
            Await.until(SOON, "readiness", () -> sent.size() == 1);
            manager.reloading();
            assertThat(sent.get(1)).matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+");
            manager.reloaded(Optional.empty());
            Await.until(SOON, "the end of it", () -> sent.size() == 3);
            assertThat(sent.get(2)).startsWith("READY=1\nSTATUS=");
        }
    }

    @Test
    void without_a_socket_nothing_is_started_and_the_watchdog_may_be_meant_for_another() {
        try (ServiceManager manager = manager(Map.of())) {
            manager.watch(state::get, now -> true);
            manager.accept(NEWS);
            manager.reloading();
            manager.reloaded(Optional.empty());
        }
        assertThat(sent).isEmpty();
        assertThat(ServiceManager.pingNanos(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "42"), 42))
                .isEqualTo(Duration.ofSeconds(15).toNanos());
        assertThat(ServiceManager.pingNanos(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7"), 42))
                .isZero();
        assertThat(ServiceManager.pingNanos(Map.of("WATCHDOG_USEC", "nonsense"), 42))
                .isZero();
    }
}

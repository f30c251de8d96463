package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeId;
import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Event.ProbeAnswered UNHURRIED = answer(1, false);
    private static final Event.ProbeAnswered AWAITED = answer(2, true);

    private final Inbox inbox = new Inbox();

    private static Event.ProbeAnswered answer(long round, boolean awaited) {
        return new Event.ProbeAnswered(new ProbeId("fibre", AddressFamily.INET, round, 0), 0, true, awaited);
    }

    @Test
    void what_nothing_waits_for_does_not_wake_the_loop() throws Exception {
        CompletableFuture<Event> first = CompletableFuture.supplyAsync(() -> takeWithin(Duration.ofSeconds(20)));
        inbox.post(UNHURRIED);
        inbox.post(AWAITED);
        assertThat(first.get()).isEqualTo(AWAITED);
        assertThat(inbox.take(0)).isEqualTo(new Event.ProbesAnswered(List.of(UNHURRIED)));
        assertThat(inbox.take(0)).isNull();
    }

    @Test
    void when_time_is_up_all_of_it_comes_at_once() throws Exception {
        inbox.post(UNHURRIED);
        inbox.post(answer(3, false));
        assertThat(inbox.take(1)).isEqualTo(new Event.ProbesAnswered(List.of(UNHURRIED, answer(3, false))));
        assertThat(inbox.take(0)).isNull();
    }

    @Test
    void hints_that_the_kernel_changed_count_as_one_until_taken() throws Exception {
        inbox.post(new Event.KernelChanged());
        inbox.post(new Event.KernelChanged());
        assertThat(inbox.take(0)).isEqualTo(new Event.KernelChanged());
        assertThat(inbox.take(0)).isNull();
        inbox.post(new Event.KernelChanged());
        assertThat(inbox.take(0)).isEqualTo(new Event.KernelChanged());
    }

    @Test
    void what_does_not_fit_is_dropped_and_counted() throws Exception {
        for (int i = 0; i < 4097; i++) {
            inbox.post(AWAITED);
            inbox.post(UNHURRIED);
        }
        assertThat(inbox.takeDropped()).isEqualTo(2);
        assertThat(inbox.takeDropped()).isZero();
    }

    private Event takeWithin(Duration time) {
        try {
            Event event = inbox.take(time.toNanos());
            return event == null ? new Event.Tick() : event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

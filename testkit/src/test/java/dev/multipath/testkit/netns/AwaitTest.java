package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void returnsTheValueThatWasWanted() {
        AtomicInteger looks = new AtomicInteger();
        int value = Await.until(Duration.ofSeconds(5), "the third look", looks::incrementAndGet, look -> look >= 3);
        assertThat(value).isEqualTo(3);
    }

    @Test
    void saysWhatWasAwaitedAndWhatWasSeenLast() {
        assertThatThrownBy(() -> Await.until(Duration.ofMillis(20), "a two", () -> 1, value -> value == 2))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within 20 ms: a two; last seen: 1");
        assertThatThrownBy(() -> Await.until(Duration.ZERO, "the impossible", () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not within 0 ms: the impossible; last seen: false");
    }

    @Test
    void looksOnceEvenWithoutTime() {
        Await.until(Duration.ZERO, "the obvious", () -> true);
    }

    @Test
    void aConditionThatThrowsEndsTheWait() {
        assertThatThrownBy(() -> Await.until(Duration.ofMinutes(1), "a file", () -> {
                    throw new IOException("no such file");
                }))
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("no such file");
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Await.until(Duration.ofMinutes(1), "for ever", () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("interrupted while waiting: for ever");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void watchesThatSomethingStaysSo() {
        Await.always(Duration.ofMillis(20), "the obvious", () -> true);
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> Await.always(Duration.ofMinutes(1), "fewer than 3", () -> looks.incrementAndGet() < 3))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not any more: fewer than 3");
    }
}

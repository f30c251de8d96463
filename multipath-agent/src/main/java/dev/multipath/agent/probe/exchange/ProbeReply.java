package dev.multipath.agent.probe.exchange;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where the outcome of one probe goes, and how long it is worth waiting for.
 *
 * @param inbox takes {@link Event.ProbeAnswered} and {@link Event.ProbeRefused}; never waits
 */
public record ProbeReply(ProbeRequest request, Consumer<Event> inbox) {
    /** Longer than the deadline: a late answer still takes back a verdict. */
    private static final long LATE = Duration.ofSeconds(2).toNanos();

    /** Older answers are not believed any more. */
    private static final long MOST = Duration.ofSeconds(30).toNanos();

    /** When the last answer that still counts may come, monotonic nanoseconds, if the probe is sent now. */
    public long deadline() {
        return System.nanoTime() + Math.min(MOST, request.probe().timeout().toNanos() + LATE);
    }

    /** The target answered just now. */
    public void answered() {
        inbox.accept(new Event.ProbeAnswered(request.id(), System.nanoTime(), true, request.awaited()));
    }

    public void refused(String why) {
        inbox.accept(new Event.ProbeRefused(request.id(), why));
    }
}

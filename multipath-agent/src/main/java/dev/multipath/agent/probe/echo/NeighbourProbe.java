package dev.multipath.agent.probe.echo;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Asks the neighbour table whether a gateway is there, for gateways that do not answer echo requests. Used by the
 * prober's thread alone.
 */
public interface NeighbourProbe extends AutoCloseable {
    /** So often {@link #collect} is wanted while something is awaited. */
    Duration PERIOD = Duration.ofMillis(20);

    /** Asks nobody. */
    NeighbourProbe NONE = new NeighbourProbe() {
        @Override
        public void ask(ProbeRequest request, IpAddress neighbour) {}

        @Override
        public boolean isWaiting() {
            return false;
        }

        @Override
        public void collect(Consumer<Event> inbox) {}

        @Override
        public void close() {}
    };

    /** Makes the kernel solicit the neighbour. */
    void ask(ProbeRequest request, IpAddress neighbour);

    /** Whether an answer is awaited. */
    boolean isWaiting();

    /** Posts an answer for each neighbour that was confirmed since it was asked for. */
    void collect(Consumer<Event> inbox);

    @Override
    void close();
}

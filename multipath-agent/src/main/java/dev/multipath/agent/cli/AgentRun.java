package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.netlink.transport.ErrnoException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code run} runs: handed in from above, where the agent is put together. */
@FunctionalInterface
public interface AgentRun {
    /**
     * Runs the agent to its end.
     *
     * @param reread reads the configuration again; empty if it is bad, which it has then said
     */
    void run(AgentConfig config, Supplier<Optional<AgentConfig>> reread)
            throws IOException, ErrnoException, InterruptedException;
}

package dev.multipath.agent;

import dev.multipath.agent.cli.AgentRun;
import dev.multipath.agent.cli.RootCommand;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.netlink.transport.ErrnoException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The entry. Nothing is loaded here that the subcommand may not need, the agent among it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(RootCommand.execute(new WholeAgent(), arguments));
    }

    private static final class WholeAgent implements AgentRun {
        @Override
        public void run(AgentConfig config, Supplier<Optional<AgentConfig>> reread)
                throws IOException, ErrnoException, InterruptedException {
            Agent.run(config, reread);
        }
    }
}

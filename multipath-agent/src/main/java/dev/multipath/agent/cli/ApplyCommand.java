package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.shell.OneShot;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.transport.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apply}: that plan, once, without probing. */
@Command(
        name = "apply",
        description = {
            "Applies the plan once, without probing, prints what it did, and ends.",
            "Exits with 2 when there is no uplink to use."
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Option(
            names = "--dead",
            arity = "1..*",
            paramLabel = "IF",
            description = "Leave out these interfaces or uplinks, as if they were disabled.")
    private Set<String> dead = new LinkedHashSet<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = ConfigSource.config(invocation.config());
        Capabilities.require("apply", Capability.NET_ADMIN);
        Path socket = Path.of(config.agent().controlSocket());
        if (!dead.isEmpty() && RunningAgent.isThere(socket)) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "multipath-agent: an agent is running on " + socket + " and would undo this; use 'disable'");
        }
        try (KernelSession session = KernelSession.open(config)) {
            Preview preview = session.preview(RunningAgent.health(invocation, socket), dead);
            OneShot.Result result = session.apply(preview);
            OperationList list = OperationList.tried(
                    result.outcomes(), result.names(), result.state().conflicts());
            Output.operations(invocation, list, json);
            if (list.isComplete() && result.isWithoutUplink()) {
                invocation.err().println("multipath-agent: there is no uplink to use");
                return ExitCode.CHANGES;
            }
            return list.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}

package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.shell.Removal;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.transport.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code remove}: takes out of the kernel what is the agent's, and only that. */
@Command(
        name = "remove",
        description = "Deletes every route and rule that bears the agent's protocol number, restores the settings it "
                + "changed, and prints what it did.")
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = ConfigSource.config(invocation.config());
        Capabilities.require("remove", Capability.NET_ADMIN);
        Path socket = Path.of(config.agent().controlSocket());
        if (RunningAgent.isThere(socket)) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "multipath-agent: an agent is running on " + socket + " and would put it all back; stop it first");
        }
        try (KernelSession session = KernelSession.open(config)) {
            List<OperationList.Operation> operations = new ArrayList<>();
            for (Removal.Done done : session.remove()) {
                operations.add(new OperationList.Operation(done.command(), "", done.error()));
            }
            OperationList list = new OperationList(operations, List.of());
            Output.operations(invocation, list, json);
            return list.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}

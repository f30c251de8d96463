package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.shell.Removal;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.agent.status.SocketLock;
import dev.multipath.netlink.transport.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code remove}: takes out of the kernel what is the agent's, and only that. */
final class RemoveCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "remove",
                        "Deletes every route and rule that bears the agent's protocol number, restores the settings it "
                                + "changed, and prints what it did.")
                .addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        AgentConfig config = ConfigSource.config(invocation.config());
        Capabilities.require("remove", Capability.NET_ADMIN);
        Path socket = Path.of(config.agent().controlSocket());
        Optional<SocketLock> lock = RunningAgent.keepAway(socket);
        if (lock.isEmpty()) {
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
            Output.operations(invocation, list, invocation.has(Words.JSON));
            return list.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        } finally {
            lock.get().close();
        }
    }
}

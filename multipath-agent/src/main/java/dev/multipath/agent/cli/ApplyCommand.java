package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.shell.OneShot;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.agent.status.SocketLock;
import dev.multipath.netlink.transport.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code apply}: that plan, once, without probing. */
final class ApplyCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "apply",
                        "Applies the plan once, without probing, prints what it did, and ends.",
                        "Exits with 2 when there is no uplink to use.")
                .addOption(Words.dead())
                .addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        AgentConfig config = ConfigSource.config(invocation.config());
        Capabilities.require("apply", Capability.NET_ADMIN);
        Path socket = Path.of(config.agent().controlSocket());
        Set<String> dead = invocation.values(Words.DEAD);
        Optional<SocketLock> lock = RunningAgent.keepAway(socket);
        if (!dead.isEmpty() && lock.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "multipath-agent: an agent is running on " + socket + " and would undo this; use 'disable'");
        }
        try (KernelSession session = KernelSession.open(config)) {
            return apply(invocation, session, socket, dead);
        } finally {
            lock.ifPresent(SocketLock::close);
        }
    }

    private static int apply(Invocation invocation, KernelSession session, Path socket, Set<String> dead)
            throws IOException {
        Preview preview = session.preview(RunningAgent.health(invocation, socket), dead);
        OneShot.Result result = session.apply(preview);
        OperationList list = OperationList.tried(
                result.outcomes(), result.names(), result.state().conflicts());
        boolean json = invocation.has(Words.JSON);
        PrefixList prefixes = new PrefixList(invocation, result.names(), json);
        if (!json) {
            Output.operations(invocation, list, false);
        }
        session.applyPrefixes(result.state(), prefixes::tried);
        List<OperationList.Operation> flows = session.applyFlows(result.state())
                .map(done -> List.of(new OperationList.Operation(done.command(), "", done.error())))
                .orElse(List.of());
        OperationList table = new OperationList(flows, List.of());
        if (json) {
            Output.operations(invocation, list.plus(prefixes.operations()).plus(flows), true);
        } else {
            Output.operations(invocation, table, false);
        }
        boolean complete = list.isComplete() && prefixes.isComplete() && table.isComplete();
        if (complete && result.isWithoutUplink()) {
            invocation.err().println("multipath-agent: there is no uplink to use");
            return ExitCode.CHANGES;
        }
        return complete ? ExitCode.DONE : ExitCode.FAILED;
    }
}

package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.status.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what {@code run} would change now. */
@Command(
        name = "plan",
        description = {
            "Prints what 'run' would change in the kernel now, in the words of ip(8) with a reason for each line, and "
                    + "changes nothing. Prints nothing when nothing would change.",
            "With an agent running, the plan is made with its health."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Option(names = "--exit-code", description = "Exit with 2 when there are changes.")
    private boolean exitCode;

    @Option(
            names = "--dead",
            arity = "1..*",
            paramLabel = "IF",
            description = "Leave out these interfaces or uplinks, as if they were disabled.")
    private Set<String> dead = new LinkedHashSet<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        AgentConfig config = ConfigSource.config(invocation.config());
        Path socket = Path.of(config.agent().controlSocket());
        try (KernelSession session = KernelSession.open(config)) {
            Preview preview = session.preview(RunningAgent.health(invocation, socket), dead);
            OperationList list = OperationList.planned(
                    preview.operations(),
                    preview.state().snapshot().orElseThrow().names(),
                    preview.state().conflicts());
            Output.operations(invocation, list, json);
            return exitCode && !preview.operations().isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
        }
    }
}

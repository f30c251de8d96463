package dev.multipath.agent.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code enable UPLINK}: an operator's word, to a running agent. */
final class EnableCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "enable",
                        "Puts an uplink back into use, until told otherwise; a restart does not change that.")
                .addPositional(Words.uplink());
    }

    @Override
    public int run(Invocation invocation) {
        Path socket = ControlSocketPath.of(invocation.config());
        return RunningAgent.ask(invocation, socket, "enable " + invocation.argument(0));
    }
}

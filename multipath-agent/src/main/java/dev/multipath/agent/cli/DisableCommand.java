package dev.multipath.agent.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code disable UPLINK}: an operator's word, to a running agent. */
final class DisableCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "disable",
                        "Takes an uplink out of use, until told otherwise; a restart does not change that.")
                .addPositional(Words.uplink());
    }

    @Override
    public int run(Invocation invocation) {
        Path socket = ControlSocketPath.of(invocation.config());
        return RunningAgent.ask(invocation, socket, "disable " + invocation.argument(0));
    }
}

package dev.multipath.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code disable UPLINK}: an operator's word, to a running agent. */
@Command(
        name = "disable",
        description = "Takes an uplink out of use, until told otherwise; a restart does not change that.")
final class DisableCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Parameters(paramLabel = "UPLINK", description = "Its name, as 'status' shows it.")
    private String uplink = "";

    @Override
    public Integer call() {
        return RunningAgent.ask(invocation, ControlSocketPath.of(invocation.config()), "disable " + uplink);
    }
}

package dev.multipath.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enable UPLINK}: an operator's word, to a running agent. */
@Command(
        name = "enable",
        description = "Puts an uplink back into use, until told otherwise; a restart does not change that.")
final class EnableCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Parameters(paramLabel = "UPLINK", description = "Its name, as 'status' shows it.")
    private String uplink = "";

    @Override
    public Integer call() {
        return RunningAgent.ask(invocation, ControlSocketPath.of(invocation.config()), "enable " + uplink);
    }
}

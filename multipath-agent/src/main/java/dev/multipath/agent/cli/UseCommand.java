package dev.multipath.agent.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code use UPLINK -- COMMAND}: the running agent lends a mark that leads out by the uplink, a cgroup puts it on every
 * socket, and the command takes this process's place in it.
 */
final class UseCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        CommandSpec command = Words.command(
                this,
                "use",
                "Runs a command whose traffic leaves by one uplink, alive or not, and by no other. It takes this"
                        + " process's place, and ends with its own exit status.");
        command.usageMessage()
                .exitCodeListHeading("Exit codes, beside the command's own:%n")
                .exitCodeList(Map.of("126", "it cannot be run", "127", "it was not found"));
        return command.addPositional(Words.uplink().toBuilder().index("0").build())
                .addPositional(PositionalParamSpec.builder()
                        .index("1..*")
                        .arity("1..*")
                        .required(true)
                        .paramLabel("COMMAND")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("What to run, and its arguments. Put -- before it: what follows is not looked at.")
                        .build());
    }

    /** Elsewhere, so that other commands need not load what it takes. */
    @Override
    public int run(Invocation invocation) {
        return MarkedCommand.become(invocation);
    }
}

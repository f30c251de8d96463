package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: what teaches a shell the commands and their options; made of the same words as {@code --help}. */
final class CompletionCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                this,
                "completion",
                "Prints a script that completes the commands and their options in bash and zsh:",
                "  source <(multipath-agent completion)");
    }

    @Override
    public int run(Invocation invocation) {
        invocation.out().print(AutoComplete.bash(RootCommand.NAME, invocation.root()));
        invocation.out().flush();
        return ExitCode.DONE;
    }
}

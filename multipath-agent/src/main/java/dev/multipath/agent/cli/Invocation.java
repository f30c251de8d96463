package dev.multipath.agent.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every subcommand has: where to print, and the options that stand before or after its name. */
@Command
final class Invocation {
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The configuration file. */
    Path config() {
        return root().config();
    }

    RootCommand root() {
        return (RootCommand) spec.root().userObject();
    }

    CommandLine commandLine() {
        return spec.commandLine();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

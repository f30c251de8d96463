package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code multipath-agent}: what holds for every subcommand. */
@Command(
        name = "multipath-agent",
        description = "Shares connections over several Internet uplinks, and fails over between them.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            StatusCommand.class,
            EnableCommand.class,
            DisableCommand.class,
            RemoveCommand.class,
            VersionCommand.class
        },
        versionProvider = VersionCommand.Provider.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpWidth = 100,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:anything without a code of its own",
            "2:'apply' found no uplink to use, or 'plan --exit-code' found changes",
            "64:wrong command line",
            "69:no agent is running",
            "77:a capability is missing",
            "78:the configuration is wrong"
        },
        exitCodeOnInvalidInput = ExitCode.USAGE,
        exitCodeOnExecutionException = ExitCode.FAILED)
public final class RootCommand {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/multipath/agent.toml",
            scope = ScopeType.INHERIT,
            description = "The configuration file (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("/etc/multipath/agent.toml");

    private final AgentRun agent;

    private RootCommand(AgentRun agent) {
        this.agent = agent;
    }

    Path config() {
        return config;
    }

    AgentRun agent() {
        return agent;
    }

    /**
     * Runs one command line to its end.
     *
     * @return what the process is to exit with
     */
    public static int execute(AgentRun agent, String... arguments) {
        return commandLine(agent)
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err))
                .execute(arguments);
    }

    /** Whatever the locale: names may have any letters, and JSON is UTF-8. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        OutputStreamWriter writer = new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
        return new PrintWriter(new BufferedWriter(writer), true);
    }

    static CommandLine commandLine(AgentRun agent) {
        return new CommandLine(new RootCommand(agent))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setParameterExceptionHandler(RootCommand::usageError)
                .setExecutionExceptionHandler(RootCommand::failure);
    }

    private static int usageError(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failure(Exception failed, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failed instanceof CommandFailedException known) {
            command.getErr().println(known.getMessage());
            return known.exitCode();
        }
        throw failed;
    }
}

package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code multipath-agent}: finds the subcommand, runs it, and turns what goes wrong into an exit code. */
public final class RootCommand {
    static final String NAME = "multipath-agent";

    private RootCommand() {}

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

    static CommandLine commandLine(AgentRun agent) {
        CommandSpec root = Words.command(
                NAME, NAME, "Shares connections over several Internet uplinks, and fails over between them.");
        root.usageMessage().exitCodeListHeading("Exit codes:%n").exitCodeList(exitCodes());
        Subcommand[] subcommands = {
            new RunCommand(agent),
            new CheckCommand(),
            new PlanCommand(),
            new ApplyCommand(),
            new StatusCommand(),
            new EventsCommand(),
            new ExplainCommand(),
            new EnableCommand(),
            new DisableCommand(),
            new UseCommand(),
            new RemoveCommand(),
            new IpEchoCommand(),
            new ImportConfigsCommand(),
            new CompletionCommand(),
            new VersionCommand()
        };
        for (Subcommand subcommand : subcommands) {
            CommandSpec words = subcommand.words();
            root.addSubcommand(words.name(), words);
        }
        return new CommandLine(root)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExpandAtFiles(false)
                .setExecutionStrategy(RootCommand::run)
                .setParameterExceptionHandler(RootCommand::usageError)
                .setExecutionExceptionHandler(RootCommand::failure);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        codes.put("1", "anything without a code of its own");
        codes.put("2", "'apply' found no uplink to use, or 'plan --exit-code' found changes");
        codes.put("64", "wrong command line");
        codes.put("69", "no agent is running");
        codes.put("77", "a capability is missing");
        codes.put("78", "the configuration is wrong");
        return codes;
    }

    /** Whatever the locale: names may have any letters, and JSON is UTF-8. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        OutputStreamWriter writer = new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
        return new PrintWriter(new BufferedWriter(writer), true);
    }

    private static int run(ParseResult line) {
        @Nullable Integer helped = CommandLine.executeHelpRequest(line);
        if (helped != null) {
            return helped;
        }
        CommandLine command = line.commandSpec().commandLine();
        if (!line.hasSubcommand()) {
            throw new ParameterException(command, "a command is missing");
        }
        Subcommand subcommand = (Subcommand) line.subcommand().commandSpec().userObject();
        try {
            return subcommand.run(new Invocation(line));
        } catch (Exception failed) {
            throw new CommandLine.ExecutionException(command, String.valueOf(failed.getMessage()), failed);
        }
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

    private static int failure(Exception failed, CommandLine command, ParseResult line) throws Exception {
        if (failed instanceof CommandFailedException known) {
            command.getErr().println(known.getMessage());
            return known.exitCode();
        }
        throw failed;
    }
}

package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import dev.multipath.agent.status.Version;
import picocli.CommandLine.Model.CommandSpec;

/** {@code version}, and {@code --version}. */
final class VersionCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(this, "version", "Prints the version, and what it runs on.")
                .addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.has(Words.JSON)) {
            Output.json(invocation, VersionReport.class, report());
        } else {
            invocation.out().println(report());
        }
        return ExitCode.DONE;
    }

    static VersionReport report() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        return new VersionReport(Version.text(), System.getProperty("java.version"), system);
    }
}

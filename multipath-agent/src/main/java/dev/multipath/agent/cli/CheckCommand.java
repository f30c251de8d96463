package dev.multipath.agent.cli;

import dev.multipath.agent.coexist.Finding;
import dev.multipath.agent.config.ConfigError;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.ConfigWarning;
import dev.multipath.agent.status.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code check}: every mistake of the configuration file at once, what in the kernel does not go together with it, or
 * {@code ok}.
 */
final class CheckCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "check",
                        "Reads the configuration, and prints everything that is wrong with it, or 'ok'; on the machine it"
                                + " is for, also what in the kernel does not go together with it. Exits with 78 when"
                                + " something is wrong.")
                .addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) {
        ConfigResult result = NamedFiles.checked(invocation.config(), ConfigSource.read(invocation.config()));
        List<Finding> found = result instanceof ConfigResult.Valid valid ? kernel(invocation, valid) : List.of();
        boolean ok = result instanceof ConfigResult.Valid && found.stream().noneMatch(Finding::error);
        if (invocation.has(Words.JSON)) {
            Output.json(invocation, CheckReport.class, report(invocation.config(), ok, result, found));
        } else if (result instanceof ConfigResult.Invalid invalid) {
            ConfigSource.errors(invalid.errors()).forEach(invocation.err()::println);
        } else if (result instanceof ConfigResult.Valid valid) {
            ConfigSource.warnings(valid.warnings()).forEach(invocation.err()::println);
            for (Finding finding : found) {
                invocation.err().println("kernel: " + (finding.error() ? "" : "warning: ") + finding.text());
            }
            if (ok) {
                invocation.out().println("ok");
            }
        }
        return ok ? ExitCode.DONE : ExitCode.CONFIG;
    }

    /** A file can be checked where there is no kernel to ask. */
    private static List<Finding> kernel(Invocation invocation, ConfigResult.Valid valid) {
        try {
            return KernelCheck.of(valid.config());
        } catch (CommandFailedException refused) {
            invocation.err().println("kernel: warning: it cannot be looked at: " + refused.getMessage());
            return List.of();
        }
    }

    private static CheckReport report(Path file, boolean ok, ConfigResult result, List<Finding> found) {
        List<CheckReport.Remark> errors = new ArrayList<>();
        List<CheckReport.Remark> warnings = new ArrayList<>();
        if (result instanceof ConfigResult.Invalid invalid) {
            for (ConfigError error : invalid.errors()) {
                errors.add(new CheckReport.Remark(error.line(), error.column(), error.message(), error.file()));
            }
        } else if (result instanceof ConfigResult.Valid valid) {
            for (ConfigWarning warning : valid.warnings()) {
                warnings.add(
                        new CheckReport.Remark(warning.line(), warning.column(), warning.message(), warning.file()));
            }
        }
        List<CheckReport.Found> kernel = found.stream()
                .map(finding -> new CheckReport.Found(finding.error(), finding.text()))
                .toList();
        return new CheckReport(file.toString(), ok, errors, warnings, kernel);
    }
}

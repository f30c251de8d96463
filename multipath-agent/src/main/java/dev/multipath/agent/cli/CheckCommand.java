package dev.multipath.agent.cli;

import dev.multipath.agent.config.ConfigError;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.ConfigWarning;
import dev.multipath.agent.status.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code check}: every mistake of the configuration file at once, or {@code ok}. */
final class CheckCommand implements Subcommand {
    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "check",
                        "Reads the configuration, and prints everything that is wrong with it, or 'ok'. Exits with 78 "
                                + "when something is wrong.")
                .addOption(Words.json());
    }

    @Override
    public int run(Invocation invocation) {
        ConfigResult result = ConfigSource.readAll(invocation.config());
        if (invocation.has(Words.JSON)) {
            Output.json(invocation, CheckReport.class, report(invocation.config(), result));
        } else if (result instanceof ConfigResult.Invalid invalid) {
            ConfigSource.errors(invalid.errors()).forEach(invocation.err()::println);
        } else if (result instanceof ConfigResult.Valid valid) {
            ConfigSource.warnings(valid.warnings()).forEach(invocation.err()::println);
            invocation.out().println("ok");
        }
        return result instanceof ConfigResult.Valid ? ExitCode.DONE : ExitCode.CONFIG;
    }

    private static CheckReport report(Path file, ConfigResult result) {
        List<CheckReport.Remark> errors = new ArrayList<>();
        List<CheckReport.Remark> warnings = new ArrayList<>();
        if (result instanceof ConfigResult.Invalid invalid) {
            for (ConfigError error : invalid.errors()) {
                errors.add(new CheckReport.Remark(error.line(), error.column(), error.message()));
            }
        } else if (result instanceof ConfigResult.Valid valid) {
            for (ConfigWarning warning : valid.warnings()) {
                warnings.add(new CheckReport.Remark(warning.line(), warning.column(), warning.message()));
            }
        }
        return new CheckReport(file.toString(), errors.isEmpty(), errors, warnings);
    }
}

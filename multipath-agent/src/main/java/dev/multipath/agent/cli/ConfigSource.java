package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ConfigError;
import dev.multipath.agent.config.ConfigFile;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.ConfigWarning;
import dev.multipath.agent.config.PrefixFiles;
import dev.multipath.agent.status.ExitCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The configuration file on disk. */
final class ConfigSource {
    /** Of one that the configuration names: 200,000 lines of 40 characters. */
    private static final long MAX_NAMED = 8_000_000;

    private ConfigSource() {}

    /** @throws CommandFailedException when the file cannot be read */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new CommandFailedException(ExitCode.CONFIG, file + ": cannot be read: " + why(failed));
        }
    }

    /** @throws CommandFailedException when the file cannot be read */
    static ConfigResult read(Path file) {
        return ConfigFile.parse(file.toString(), text(file), ConfigSource::named);
    }

    /** A file that the configuration names. */
    private static PrefixFiles.Content named(String path) {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > MAX_NAMED) {
                return PrefixFiles.Content.unreadable("it has more than " + MAX_NAMED + " bytes");
            }
            return PrefixFiles.Content.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            return PrefixFiles.Content.unreadable(why(failed));
        } catch (InvalidPathException noPath) {
            return PrefixFiles.Content.unreadable("it is no path");
        }
    }

    /**
     * A file without a mistake; its warnings are left to {@code check} and {@code run}.
     *
     * @throws CommandFailedException with all mistakes otherwise
     */
    static AgentConfig config(Path file) {
        return valid(read(file)).config();
    }

    static ConfigResult.Valid valid(ConfigResult result) {
        if (result instanceof ConfigResult.Valid valid) {
            return valid;
        }
        throw new CommandFailedException(
                ExitCode.CONFIG, String.join("\n", errors(((ConfigResult.Invalid) result).errors())));
    }

    static List<String> errors(List<ConfigError> errors) {
        return errors.stream().map(ConfigError::toString).toList();
    }

    static List<String> warnings(List<ConfigWarning> warnings) {
        return warnings.stream().map(ConfigWarning::toString).toList();
    }

    private static String why(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failed instanceof CharacterCodingException ? "it is not UTF-8" : String.valueOf(failed.getMessage());
    }
}

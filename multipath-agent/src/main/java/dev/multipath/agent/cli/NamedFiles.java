package dev.multipath.agent.cli;

import dev.multipath.agent.config.ConfigError;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.DdnsSection;
import dev.multipath.agent.config.DnsSettings;
import dev.multipath.agent.config.DyndnsSection;
import dev.multipath.agent.config.HookProgram;
import dev.multipath.agent.config.MailConfig;
import dev.multipath.agent.config.SecretFile;
import dev.multipath.agent.ddns.update.SecretFiles;
import dev.multipath.agent.notify.HookFile;
import dev.multipath.agent.notify.SecretText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that a configuration names: what the configuration's own reader cannot know of them. */
final class NamedFiles {
    private NamedFiles() {}

    /** A valid configuration turns invalid by a file that cannot be used as it says. */
    static ConfigResult checked(Path file, ConfigResult result) {
        List<ConfigError> errors = result instanceof ConfigResult.Valid valid ? complaints(file, valid) : List.of();
        return errors.isEmpty() ? result : new ConfigResult.Invalid(errors);
    }

    /** All of them: a running agent goes on without. */
    static List<ConfigError> complaints(Path file, ConfigResult.Valid valid) {
        List<ConfigError> errors = new ArrayList<>();
        for (HookProgram program : valid.programs()) {
            HookFile.complaint(Path.of(program.path()))
                    .ifPresent(why -> errors.add(new ConfigError(
                            file.toString(), program.line(), program.column(), program.path() + ' ' + why)));
        }
        valid.config().notices().mail().flatMap(MailConfig::credentials).ifPresent(credentials -> {
            SecretFile secret = credentials.passwordFile();
            SecretText.complaint(Path.of(secret.path()))
                    .ifPresent(why -> errors.add(new ConfigError(
                            file.toString(), secret.line(), secret.column(), secret.path() + ' ' + why)));
        });
        DnsSettings dns = valid.config().dns();
        if (dns.isWanted()) {
            check(file, dns.ddns().flatMap(DdnsSection::keyFile), SecretFiles::key, errors);
            check(file, dns.dyndns().flatMap(DyndnsSection::passwordFile), SecretFiles::password, errors);
        }
        return errors;
    }

    /** Reads a file as those do who use it. */
    @FunctionalInterface
    private interface Reader {
        Object read(String path) throws SecretFiles.UnusableException;
    }

    private static void check(Path file, Optional<SecretFile> secret, Reader reader, List<ConfigError> errors) {
        if (secret.isEmpty()) {
            return;
        }
        SecretFile named = secret.get();
        try {
            reader.read(named.path());
        } catch (SecretFiles.UnusableException unusable) {
            errors.add(new ConfigError(
                    file.toString(), named.line(), named.column(), String.valueOf(unusable.getMessage())));
        }
    }
}

package dev.multipath.agent.cli;

import dev.multipath.agent.config.ConfigError;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.DdnsSection;
import dev.multipath.agent.config.DnsSettings;
import dev.multipath.agent.config.DyndnsSection;
import dev.multipath.agent.config.SecretFile;
import dev.multipath.agent.ddns.update.SecretFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the files with secrets that a configuration names can be used: mistakes in the place where it names them. */
final class SecretChecks {
    @FunctionalInterface
    private interface Reader {
        Object read(String path) throws SecretFiles.UnusableException;
    }

    private SecretChecks() {}

    /** The same, or invalid for its secrets. */
    static ConfigResult check(Path file, ConfigResult result) {
        if (!(result instanceof ConfigResult.Valid valid)
                || !valid.config().dns().isWanted()) {
            return result;
        }
        DnsSettings dns = valid.config().dns();
        List<ConfigError> errors = new ArrayList<>();
        check(file, dns.ddns().flatMap(DdnsSection::keyFile), SecretFiles::key, errors);
        check(file, dns.dyndns().flatMap(DyndnsSection::passwordFile), SecretFiles::password, errors);
        return errors.isEmpty() ? result : new ConfigResult.Invalid(errors);
    }

    private static void check(Path file, Optional<SecretFile> secret, Reader reader, List<ConfigError> errors) {
        if (secret.isEmpty()) {
            return;
        }
        try {
            reader.read(secret.get().path());
        } catch (SecretFiles.UnusableException unusable) {
            errors.add(new ConfigError(
                    file.toString(),
                    secret.get().line(),
                    secret.get().column(),
                    String.valueOf(unusable.getMessage())));
        }
    }
}

package dev.multipath.agent.shell;

import dev.multipath.agent.plan.SysctlKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Kernel settings, read and written through {@code /proc/sys}. */
final class Sysctls {
    private static final Path ROOT = Path.of("/proc/sys");

    private Sysctls() {}

    /** The present value; empty where this kernel or interface has no such setting. */
    static Optional<String> read(SysctlKey key) {
        try {
            return Optional.of(
                    Files.readString(path(key), StandardCharsets.US_ASCII).strip());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    static void write(SysctlKey key, String value) throws IOException {
        Files.writeString(path(key), value, StandardCharsets.US_ASCII);
    }

    private static Path path(SysctlKey key) {
        return ROOT.resolve(key.path());
    }
}

package dev.multipath.agent.shell;

import dev.multipath.agent.plan.SysctlKey;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Kernel settings, read and written through {@code /proc/sys}. */
final class Sysctls {
    private static final String ROOT = "/proc/sys/";

    /** Bytes; a value is a number, and the kernel hands it out by one read. */
    private static final int LONGEST = 64;

    private Sysctls() {}

    /** The present value; empty where this kernel or interface has no such setting. */
    static Optional<String> read(SysctlKey key) {
        byte[] value = new byte[LONGEST];
        // Of 32 uplinks there are 160 settings, and Files would ask for size and end of each.
        try (InputStream file = new FileInputStream(ROOT + key.path())) {
            int length = Math.max(0, file.read(value));
            return Optional.of(new String(value, 0, length, StandardCharsets.US_ASCII).strip());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    static void write(SysctlKey key, String value) throws IOException {
        Files.writeString(Path.of(ROOT, key.path()), value, StandardCharsets.US_ASCII);
    }
}

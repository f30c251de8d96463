package dev.multipath.agent.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** The first line of a file that holds a password. */
public final class SecretText {
    private SecretText() {}

    /** What is wrong with the file and what was expected, to be put behind its path. */
    public static Optional<String> complaint(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of("does not exist; expected a file with a password in its first line");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of("can be read or written by everybody; expected its owner only (chmod 600)");
            }
            return read(file).isEmpty()
                    ? Optional.of("is empty; expected a password in its first line")
                    : Optional.empty();
        } catch (IOException failed) {
            return Optional.of("cannot be read: " + failed.getMessage());
        }
    }

    /** @throws IOException with the complaint, where there is one */
    static String of(Path file) throws IOException {
        Optional<String> complaint = complaint(file);
        if (complaint.isPresent()) {
            throw new NoSuchFileException(file.toString(), null, complaint.get());
        }
        return read(file);
    }

    private static String read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }
}

package dev.multipath.agent.ddns.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reads files with secrets, unless everybody may read them too. */
public final class SecretFiles {
    private static final int MAX_SIZE = 16 * 1024;

    private SecretFiles() {}

    /** A secret that cannot be used; the message says why, and what was expected. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /** A TSIG key. */
    public static TsigKey key(String path) throws UnusableException {
        String text = text(path);
        try {
            return KeyText.parse(Path.of(path).getFileName().toString(), text);
        } catch (IllegalArgumentException wrong) {
            throw new UnusableException(path + ": " + wrong.getMessage());
        }
    }

    /** A password: the first line, without the end of it. */
    public static String password(String path) throws UnusableException {
        String line = text(path).split("\r?\n", 2)[0];
        if (line.isEmpty()) {
            throw new UnusableException(path + " begins with an empty line; expected the password there");
        }
        return line;
    }

    private static String text(String path) throws UnusableException {
        Path file = Path.of(path);
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new UnusableException(path + " may be read or written by everybody; expected mode 0600 or 0640");
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
                throw new UnusableException(path + " is no small file; expected one with nothing but the secret in it");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            throw new UnusableException(path + " does not exist; expected a file with the secret");
        } catch (AccessDeniedException denied) {
            throw new UnusableException(path + " cannot be read: permission denied");
        } catch (IOException failed) {
            throw new UnusableException(path + " cannot be read: " + failed.getMessage());
        }
    }
}

package dev.multipath.agent.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a hook's program may be run: the agent is root, and so is whoever can write to it. */
public final class HookFile {
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 02;

    private HookFile() {}

    /** What is wrong with it and what was expected, to be put behind its path. */
    public static Optional<String> complaint(Path program) {
        try {
            if (!Files.exists(program)) {
                return Optional.of("does not exist; expected a program");
            }
            if (!Files.isRegularFile(program)) {
                return Optional.of("is no file; expected a program");
            }
            if (Files.getPosixFilePermissions(program).contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of("can be written by everybody; expected one that only its owner can (chmod o-w)");
            }
            if (isReplaceable(program.toRealPath().getParent())) {
                return Optional.of("lies in a directory that everybody can write to; expected it elsewhere");
            }
            return Files.isExecutable(program)
                    ? Optional.empty()
                    : Optional.of("is not executable; expected one that is (chmod +x)");
        } catch (IOException | SecurityException failed) {
            return Optional.of("cannot be looked at: " + failed.getMessage());
        }
    }

    private static boolean isReplaceable(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return false;
        }
        int mode = (Integer) Files.getAttribute(directory, "unix:mode");
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
    }
}

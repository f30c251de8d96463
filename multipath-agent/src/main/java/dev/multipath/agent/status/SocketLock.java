package dev.multipath.agent.status;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code SOCKET.lock}: whoever holds it is the agent of that control socket. The kernel lets go of it when the process
 * ends, however it ends; the file stays.
 */
public final class SocketLock implements AutoCloseable {
    private final FileChannel channel;

    private SocketLock(FileChannel channel) {
        this.channel = channel;
    }

    public static Path file(Path socket) {
        return Path.of(socket + ".lock");
    }

    /**
     * Takes the lock, and makes its directory where there is none.
     *
     * @return empty if an agent holds it
     * @throws IOException when the file cannot be made or opened
     */
    public static Optional<SocketLock> take(Path socket) throws IOException {
        @Nullable Path directory = socket.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        FileChannel channel = FileChannel.open(file(socket), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            @Nullable FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            taken = false;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? Optional.of(new SocketLock(channel)) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // The lock goes with the process at the latest.
            return;
        }
    }
}

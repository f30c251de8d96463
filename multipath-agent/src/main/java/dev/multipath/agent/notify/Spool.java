package dev.multipath.agent.notify;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that wait to be delivered: in memory, and each in a file of its own, so that they outlive the agent. On a full
 * disk they wait in memory alone. Of one thread, except for {@link #size()}.
 */
final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger("mail");
    /** So many messages at most; beyond that the oldest goes. */
    static final int MOST = 32;

    private static final long LARGEST_FILE = 1 << 20;
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final JsonType<QueuedMail> json = Jsonb.builder().build().type(QueuedMail.class);
    private final List<QueuedMail> mails = new ArrayList<>();
    private volatile int size;
    private boolean saved = true;

    /** What an earlier run left, the oldest first. A file that cannot be read is left alone. */
    Spool(Path directory) {
        this.directory = directory;
        try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(SUFFIX)) {
                    read(file);
                }
            }
        } catch (IOException failed) {
            LOG.warn("{}: mail of an earlier run cannot be read: {}", directory, failed.toString());
        }
        mails.sort(Comparator.comparing(QueuedMail::created));
        size = mails.size();
    }

    private void read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is too large");
            }
            QueuedMail mail = json.fromJson(Files.readString(file));
            if (!file.equals(file(mail)) || mail.notices().isEmpty()) {
                throw new IOException("it is no message of the agent's");
            }
            mails.add(mail);
        } catch (IOException | RuntimeException bad) {
            LOG.warn("{} cannot be read and is left alone: {}", file, bad.toString());
        }
    }

    /** Of any thread. */
    int size() {
        return size;
    }

    /** The oldest first. */
    List<QueuedMail> mails() {
        return List.copyOf(mails);
    }

    void add(QueuedMail mail) {
        if (mails.size() >= MOST) {
            LOG.warn(
                    "{} mails wait; the oldest, of {}, is dropped",
                    MOST,
                    mails.get(0).created());
            remove(mails.get(0));
        }
        mails.add(mail);
        size = mails.size();
        save(mail);
    }

    /** Another text in the place of one that waits, by its id. */
    void replace(QueuedMail mail) {
        mails.replaceAll(old -> old.id().equals(mail.id()) ? mail : old);
        save(mail);
    }

    void remove(QueuedMail mail) {
        mails.removeIf(old -> old.id().equals(mail.id()));
        size = mails.size();
        try {
            Files.deleteIfExists(file(mail));
        } catch (IOException failed) {
            LOG.warn("{} stays, and its mail is sent again after a restart: {}", file(mail), failed.toString());
        }
    }

    /** What could not be written before may be written now. */
    private void save(QueuedMail mail) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            write(file(mail), json.toJson(mail).getBytes(StandardCharsets.UTF_8));
            if (!saved) {
                LOG.info("mail is written to {} again", directory);
            }
            saved = true;
        } catch (IOException failed) {
            if (saved) {
                LOG.warn("mail waits in memory only, {} cannot be written: {}", directory, failed.toString());
            }
            saved = false;
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path draft = directory.resolve("draft");
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            Files.deleteIfExists(draft);
            throw failed;
        }
    }

    private Path file(QueuedMail mail) {
        return directory.resolve(mail.id() + SUFFIX);
    }
}

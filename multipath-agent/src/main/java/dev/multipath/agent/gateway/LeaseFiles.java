package dev.multipath.agent.gateway;

import dev.multipath.agent.uplink.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leases in all clients' files as of now. A file that cannot be understood is said once, and what was last understood
 * of it still counts. Used by one thread at a time.
 */
public final class LeaseFiles {
    /** {@code /}, unless the system property {@code multipath.root} says where the clients see it. */
    public static final Path ROOT = Path.of(System.getProperty("multipath.root", "/"));

    private static final Logger LOG = LoggerFactory.getLogger("leases");

    /** dhclient appends for weeks; only the end of a longer file is read. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_FILES = 256;

    private final Path root;
    private Map<Path, Known> known = new HashMap<>();

    /** What is known of one file, in which state, and what was wrong with it last. */
    private record Known(Instant written, long size, List<Held> leases, String wrong) {}

    /** @param root where the clients' file system begins: {@code /}, unless they run elsewhere */
    public LeaseFiles(Path root) {
        this.root = root;
    }

    /** Whatever may hold leases, there or not. */
    Collection<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>();
        LeaseSource.ALL.forEach(source -> directories.add(root.resolve(source.directory())));
        return directories;
    }

    /** Those in force at {@code now}, newest first. Files that did not change are not read again. */
    public List<Lease> read(Instant now) {
        Map<Path, Known> seen = new HashMap<>();
        for (LeaseSource source : LeaseSource.ALL) {
            Path directory = root.resolve(source.directory());
            if (Files.isDirectory(directory)) {
                look(source, directory, seen);
            }
        }
        known = seen;
        List<Known> files = new ArrayList<>(seen.values());
        files.sort(Comparator.comparing(Known::written).reversed());
        Set<Lease> leases = new LinkedHashSet<>();
        for (Known file : files) {
            for (int i = file.leases.size() - 1; i >= 0; i--) {
                if (!file.leases.get(i).isOver(now)) {
                    leases.add(file.leases.get(i).lease());
                }
            }
        }
        return List.copyOf(leases);
    }

    /** When the next of those read last ends. */
    Optional<Instant> nextEnd(Instant now) {
        return known.values().stream()
                .flatMap(file -> file.leases.stream())
                .flatMap(held -> held.until().stream())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    private void look(LeaseSource source, Path directory, Map<Path, Known> seen) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (seen.size() < MAX_FILES && source.names().matcher(name).matches()) {
                    Known now = file(source.format(), file, name);
                    if (now != null) {
                        seen.put(file, now);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.debug("{} cannot be read: {}", directory, unreadable.toString());
        }
    }

    private @Nullable Known file(LeaseFormat format, Path file, String name) {
        Known before = known.getOrDefault(file, new Known(Instant.MIN, -1, List.of(), ""));
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Instant written = attributes.lastModifiedTime().toInstant();
            if (!attributes.isRegularFile()) {
                return null;
            }
            if (written.equals(before.written) && attributes.size() == before.size) {
                return before;
            }
            try {
                List<Held> leases = format.read(name, end(file, attributes.size()), written);
                return new Known(written, attributes.size(), leases, "");
            } catch (MalformedLeaseException malformed) {
                return wrong(file, before, written, attributes.size(), String.valueOf(malformed.getMessage()));
            }
        } catch (NoSuchFileException vanished) {
            return null;
        } catch (IOException unreadable) {
            return wrong(file, before, before.written, -1, unreadable.toString());
        }
    }

    private static Known wrong(Path file, Known before, Instant written, long size, String why) {
        if (before.wrong.isEmpty()) {
            LOG.warn("{}: {}; what was read of it before still counts", file, why);
        }
        return new Known(written, size, before.leases, why);
    }

    private static byte[] end(Path file, long size) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, size - MAX_BYTES));
            return in.readNBytes(MAX_BYTES);
        }
    }
}

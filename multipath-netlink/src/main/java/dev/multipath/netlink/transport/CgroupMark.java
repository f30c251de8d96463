package dev.multipath.netlink.transport;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.transport.CgroupException.Obstacle;
import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup whose processes get a mark on each IPv4 and IPv6 socket they make, as if each had called
 * {@code setsockopt(SO_MARK)} at once: a BPF program attached to the cgroup's {@code BPF_CGROUP_INET_SOCK_CREATE} writes
 * {@code bpf_sock.mark}. So the mark counts for the first packet, for every protocol, and for whatever program.
 *
 * <p>The cgroup is made below the process's own, as {@code ip vrf exec} does: limits and accounting go on as before. The
 * program goes with the cgroup. Sockets the process had before keep the mark they have.
 *
 * @see <a href="https://docs.kernel.org/bpf/prog_cgroup_sockopt.html">BPF programs of cgroups</a>
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-vrf.8.html">ip-vrf(8)</a>
 */
public final class CgroupMark {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Path OWN = Path.of("/proc/self/cgroup");
    private static final String PROCESSES = "cgroup.procs";

    /** No hierarchy in use is near this deep. */
    private static final int MAX_DEPTH = 32;

    /** Who deletes empty cgroups may come between, but not for ever. */
    private static final int MAX_RACES = 100;

    private CgroupMark() {}

    /**
     * Moves this process, all its threads, into such a cgroup, which is made if there is none; then makes a socket and looks
     * at its mark. One inside a group of that name already moves beside it.
     *
     * @param group directory that holds the cgroups of one program
     * @param name of the cgroup in it; every mark must have names of its own
     * @param mark what is written into the bits of its mask; the others are left as they are
     * @return the cgroup's directory
     */
    public static Path enter(String group, String name, FwMark mark) throws CgroupException {
        for (int others = 0; others < MAX_RACES; others++) {
            Optional<Path> cgroup = tryToEnter(make(group, name), mark);
            if (cgroup.isPresent()) {
                check(mark);
                return cgroup.get();
            }
        }
        throw new CgroupException(Obstacle.FAILED, "cgroup " + name + " is deleted whenever it is made");
    }

    /** @return empty if somebody deleted it before this process was in it */
    private static Optional<Path> tryToEnter(Path cgroup, FwMark mark) throws CgroupException {
        try {
            if (JnrTransport.socketPrograms(cgroup.toString()) == 0) {
                JnrTransport.attachSocketMark(cgroup.toString(), mark);
            }
            Files.writeString(cgroup.resolve(PROCESSES), "0", StandardOpenOption.WRITE);
            return Optional.of(cgroup);
        } catch (ErrnoException refused) {
            if (!Files.exists(cgroup)) {
                return Optional.empty();
            }
            throw new CgroupException(obstacle(refused), refused.getMessage() + " for " + cgroup, refused);
        } catch (IOException refused) {
            if (!Files.exists(cgroup)) {
                return Optional.empty();
            }
            throw new CgroupException(obstacle(refused, cgroup), "moving to " + cgroup + ": " + why(refused), refused);
        }
    }

    /**
     * Deletes the cgroups of a group that nobody is in any more, wherever in the hierarchy, and the group's directories
     * with the last of them.
     *
     * @return the directories deleted
     * @throws IOException where the hierarchy cannot be read
     */
    public static List<Path> deleteEmpty(String group) throws IOException {
        List<Path> deleted = new ArrayList<>();
        for (Path mount : CgroupPath.mountPoints(Files.readAllLines(MOUNTS, StandardCharsets.UTF_8))) {
            for (Path directory : groups(mount, group)) {
                deleteEmpty(directory, deleted);
            }
        }
        return deleted;
    }

    /** Cgroups come and go while they are looked for. */
    private static List<Path> groups(Path mount, String group) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(mount, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (directory.endsWith(group)) {
                    found.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException why) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void deleteEmpty(Path group, List<Path> deleted) {
        List<Path> inside;
        try (Stream<Path> entries = Files.list(group)) {
            inside = entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException gone) {
            return;
        }
        for (Path cgroup : inside) {
            deleteIfEmpty(cgroup, deleted);
        }
        deleteIfEmpty(group, deleted);
    }

    /** The kernel keeps a cgroup that has processes or cgroups in it. */
    private static void deleteIfEmpty(Path cgroup, List<Path> deleted) {
        try {
            Files.delete(cgroup);
            deleted.add(cgroup);
        } catch (IOException inUse) {
            // Then it stays.
        }
    }

    private static Path make(String group, String name) throws CgroupException {
        Path own;
        try {
            own = CgroupPath.own(
                            Files.readAllLines(MOUNTS, StandardCharsets.UTF_8),
                            Files.readAllLines(OWN, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new CgroupException(
                            Obstacle.NO_CGROUP2, "no cgroup2 hierarchy is mounted that shows this process's cgroup"));
        } catch (IOException unreadable) {
            throw new CgroupException(Obstacle.FAILED, unreadable.toString(), unreadable);
        }
        Path parent = CgroupPath.outOf(own, group);
        Path cgroup = parent.resolve(group).resolve(name);
        for (Path directory : List.of(parent.resolve(group), cgroup)) {
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException made) {
                // By an earlier one.
            } catch (IOException refused) {
                throw new CgroupException(
                        obstacle(refused, parent), "mkdir " + directory + ": " + why(refused), refused);
            }
        }
        return cgroup;
    }

    /** The kernel may do something else than it says: some did where version 1 of cgroups marks packets, too. */
    private static void check(FwMark mark) throws CgroupException {
        long seen;
        try {
            seen = JnrTransport.markOfNewSocket();
        } catch (ErrnoException refused) {
            throw new CgroupException(Obstacle.FAILED, refused.getMessage() + " of a new socket", refused);
        }
        if (!mark.matches(seen)) {
            String wrong = "a new socket has mark " + FwMark.exactly(seen) + " instead of " + mark;
            throw new CgroupException(Obstacle.NOT_MARKED, wrong);
        }
    }

    private static Obstacle obstacle(ErrnoException refused) {
        if (refused.is(Errno.EPERM) || refused.is(Errno.EACCES)) {
            return Obstacle.FORBIDDEN;
        }
        return refused.is(Errno.ENOSYS) || refused.is(Errno.EINVAL) ? Obstacle.NO_BPF : Obstacle.FAILED;
    }

    private static Obstacle obstacle(IOException refused, Path place) {
        try {
            if (Files.getFileStore(place).isReadOnly()) {
                return Obstacle.READ_ONLY;
            }
        } catch (IOException unknown) {
            // Then what was refused says enough.
        }
        return refused instanceof AccessDeniedException ? Obstacle.FORBIDDEN : Obstacle.FAILED;
    }

    private static String why(IOException refused) {
        return refused instanceof AccessDeniedException ? "permission denied" : String.valueOf(refused.getMessage());
    }
}

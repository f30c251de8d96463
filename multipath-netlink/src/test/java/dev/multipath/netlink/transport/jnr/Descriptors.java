package dev.multipath.netlink.transport.jnr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This process's descriptors, as {@code /proc/self/fd} shows them. */
public final class Descriptors {
    private static final Path ALL = Path.of("/proc/self/fd");

    private Descriptors() {}

    public static long countSocketsAndEvents() throws IOException {
        return socketsAndEvents().size();
    }

    /** How many are open to a file. */
    public static long countTo(Path file) throws IOException {
        long count = 0;
        try (Stream<Path> all = Files.list(ALL)) {
            for (Path descriptor : all.toList()) {
                count += target(descriptor).equals(file.toString()) ? 1 : 0;
            }
        }
        return count;
    }

    /** Those of ours that a started process would inherit. */
    static List<Path> withoutCloseOnExec() throws IOException {
        List<Path> inherited = new ArrayList<>();
        for (Path descriptor : socketsAndEvents()) {
            Path details = Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName());
            String flags = Files.readAllLines(details).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .findFirst()
                    .orElseThrow();
            if ((Integer.parseInt(flags.substring("flags:".length()).strip(), 8) & Linux.O_CLOEXEC) == 0) {
                inherited.add(descriptor);
            }
        }
        return inherited;
    }

    private static List<Path> socketsAndEvents() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(ALL)) {
            for (Path descriptor : all.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:") || target.equals("anon_inode:[eventfd]")) {
                    found.add(descriptor);
                }
            }
        }
        return found;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }
}

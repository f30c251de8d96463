package dev.multipath.netlink.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capability of a process: part of root's power, open-ended.
 *
 * @param number {@code CAP_*}, 0..63
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public record Capability(int number) {
    /** Changing routes, rules, links and addresses; large socket buffers. */
    public static final Capability NET_ADMIN = new Capability(12);
    /** Raw sockets. */
    public static final Capability NET_RAW = new Capability(13);
    /** Making and entering namespaces. */
    public static final Capability SYS_ADMIN = new Capability(21);

    /**
     * Any number; one without a constant here is possible too.
     *
     * @throws IllegalArgumentException for a number outside 0..63
     */
    public Capability {
        if (number < 0 || number > 63) {
            throw new IllegalArgumentException("capability " + number + " is outside 0..63");
        }
    }

    /**
     * Which of these this process lacks: those not in {@code CapEff} of {@code /proc/self/status}. They count in the
     * process's user namespace, which owns the network namespaces made in it.
     *
     * @throws IOException where {@code /proc} is not to be read
     */
    public static List<Capability> missing(Capability... needed) throws IOException {
        return missing(effective(Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)), needed);
    }

    static List<Capability> missing(long effective, Capability... needed) {
        List<Capability> missing = new ArrayList<>();
        for (Capability capability : needed) {
            if ((effective >>> capability.number & 1) == 0) {
                missing.add(capability);
            }
        }
        return List.copyOf(missing);
    }

    static long effective(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith("CapEff:")) {
                return Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
            }
        }
        throw new IOException("no CapEff in /proc/self/status");
    }

    /** {@code CAP_NET_ADMIN}; a number where no name is known here. */
    @Override
    public String toString() {
        return switch (number) {
            case 12 -> "CAP_NET_ADMIN";
            case 13 -> "CAP_NET_RAW";
            case 21 -> "CAP_SYS_ADMIN";
            default -> "capability " + number;
        };
    }
}

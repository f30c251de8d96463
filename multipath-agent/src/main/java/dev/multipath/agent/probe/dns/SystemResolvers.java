package dev.multipath.agent.probe.dns;

import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The resolvers this machine uses, from {@code resolv.conf}. One on a loopback address cannot be asked over an uplink:
 * where there are no others, those it asks itself are taken from where systemd-resolved and NetworkManager write them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/resolv.conf.5.html">resolv.conf(5)</a>
 */
public final class SystemResolvers {
    private static final List<Path> FILES = List.of(
            Path.of("/etc/resolv.conf"),
            Path.of("/run/systemd/resolve/resolv.conf"),
            Path.of("/run/NetworkManager/no-stub-resolv.conf"));

    private static final long AGAIN = Duration.ofSeconds(30).toNanos();
    private static final String KEY = "nameserver";
    private static final int MAX_SIZE = 64 * 1024;

    private final List<Path> files;
    private List<IpAddress> known = List.of();
    private long readAt;
    private boolean read;

    public SystemResolvers() {
        this(FILES);
    }

    SystemResolvers(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** As of half a minute ago at most. */
    public List<IpAddress> current(long now) {
        if (!read || now - readAt >= AGAIN) {
            read = true;
            readAt = now;
            known = firstOf(files);
        }
        return known;
    }

    private static List<IpAddress> firstOf(List<Path> files) {
        for (Path file : files) {
            List<IpAddress> resolvers = read(file);
            if (!resolvers.isEmpty()) {
                return resolvers;
            }
        }
        return List.of();
    }

    private static List<IpAddress> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
                return List.of();
            }
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Those that are not on this machine itself. */
    static List<IpAddress> parse(String text) {
        List<IpAddress> resolvers = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] words = line.strip().split("[ \t]+", -1);
            if (words.length < 2 || !words[0].equals(KEY)) {
                continue;
            }
            address(words[1]).ifPresent(resolvers::add);
        }
        return List.copyOf(resolvers);
    }

    /** Empty for one on this machine, and for what is none or has a zone. */
    private static Optional<IpAddress> address(String word) {
        try {
            return Optional.of(IpAddress.parse(word)).filter(address -> !address.isLoopback() && !address.isAny());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}

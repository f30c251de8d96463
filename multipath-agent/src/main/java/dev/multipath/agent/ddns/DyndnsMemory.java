package dev.multipath.agent.ddns;

import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code state-dir/dyndns}: what a provider was told last, and whether it said never to ask again. A provider cannot be
 * asked what it holds, and one that is told the same after every restart takes it for abuse.
 *
 * @param of whom it was told to, and how: a digest of the configuration
 * @param at when, seconds of the wall clock
 * @param stopped what it said when it was final; empty if it was not
 */
record DyndnsMemory(String of, Addresses addresses, long at, String stopped) {
    static final DyndnsMemory NONE = new DyndnsMemory("", Addresses.NONE, 0, "");
    private static final Logger LOG = LoggerFactory.getLogger("ddns");

    private static Path file(String stateDir) {
        return Path.of(stateDir).resolve("dyndns");
    }

    static DyndnsMemory read(String stateDir) {
        Path file = file(stateDir);
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
            List<IpAddress> addresses = Arrays.stream(
                            lines.getProperty("addresses", "").split(" ", -1))
                    .filter(text -> !text.isEmpty())
                    .map(IpAddress::parse)
                    .toList();
            return new DyndnsMemory(
                    lines.getProperty("of", ""),
                    Addresses.of(addresses),
                    Long.parseLong(lines.getProperty("at", "0")),
                    lines.getProperty("stopped", ""));
        } catch (NoSuchFileException none) {
            return NONE;
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("{} cannot be read and is ignored: {}", file, unreadable.toString());
            return NONE;
        }
    }

    /** Replaces it as a whole; a disk that is full costs no more than an update too many after the next start. */
    void write(String stateDir) {
        Path file = file(stateDir);
        Properties lines = new Properties();
        lines.setProperty("of", of);
        lines.setProperty("addresses", addresses.joined(" "));
        lines.setProperty("at", Long.toString(at));
        lines.setProperty("stopped", stopped);
        try {
            StringWriter text = new StringWriter();
            lines.store(text, "written by multipath-agent; do not edit while it runs");
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling("dyndns.new");
            Files.writeString(next, text.toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.warn("{} cannot be written: {}", file, failed.toString());
        }
    }
}

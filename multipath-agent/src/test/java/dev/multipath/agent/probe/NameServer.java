package dev.multipath.agent.probe;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * BIND's named in a namespace. It serves example.net and the empty zone invalid, fails to serve broken.example, and
 * refuses everything else.
 */
public final class NameServer implements AutoCloseable {
    private final Path directory;
    private final Process process;

    private NameServer(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Started, and it answers.
     *
     * @param addresses it listens on, one of IPv4 and one of IPv6
     * @param records lines of the zone example.net
     */
    public static NameServer start(Namespace where, List<String> addresses, String... records) throws IOException {
        Path directory = Files.createTempDirectory("multipath-named");
        Files.writeString(directory.resolve("example.net"), zone(String.join("\n", records)));
        Files.writeString(directory.resolve("invalid"), zone(""));
        Files.writeString(
                directory.resolve("named.conf"), """
                options {
                    directory "%s"; pid-file none; session-keyfile none;
                    listen-on { %s; }; listen-on-v6 { %s; };
                    recursion no; allow-query { any; }; notify no; dnssec-validation no; empty-zones-enable no;
                };
                controls { };
                zone "example.net" { type primary; file "example.net"; };
                zone "invalid" { type primary; file "invalid"; };
                zone "broken.example" { type primary; file "missing"; };
                """.formatted(directory, addresses.get(0), addresses.get(1)));
        Path log = directory.resolve("log");
        Process process = where.start(where.processBuilder(
                        "named",
                        "-g",
                        "-n",
                        "1",
                        "-c",
                        directory.resolve("named.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        Await.until(Duration.ofSeconds(20), "named", () -> Files.readString(log), text -> text.contains("running\n"));
        return new NameServer(directory, process);
    }

    private static String zone(String records) {
        return "$TTL 300\n@ SOA ns hostmaster 1 3600 900 86400 300\n@ NS ns\nns A 203.0.113.53\n" + records + "\n";
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

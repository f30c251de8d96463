package dev.multipath.agent.probe;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
     * @param addresses it listens on, of both families
     * @param records lines of the zone example.net
     */
    public static NameServer start(Namespace where, List<String> addresses, String... records) throws IOException {
        Path directory = Files.createTempDirectory("multipath-named");
        Files.writeString(directory.resolve("example.net"), zone(String.join("\n", records)));
        Files.writeString(directory.resolve("invalid"), zone(""));
        Files.writeString(directory.resolve("named.conf"), """
                options {
                    directory "%s"; pid-file none; session-keyfile none;
                    listen-on { %s }; listen-on-v6 { %s };
                    recursion no; allow-query { any; }; notify no; dnssec-validation no; empty-zones-enable no;
                };
                controls { };
                zone "example.net" { type primary; file "example.net"; };
                zone "invalid" { type primary; file "invalid"; };
                zone "broken.example" { type primary; file "missing"; };
                """.formatted(
                        directory, list(addresses, false), list(addresses, true)));
        // A copy: where AppArmor confines the installed one, it may read nothing here.
        Path program = Files.copy(installed(), directory.resolve("named"), StandardCopyOption.COPY_ATTRIBUTES);
        Path log = directory.resolve("log");
        Process process = where.start(where.processBuilder(
                        program.toString(),
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

    private static String list(List<String> addresses, boolean ipv6) {
        StringBuilder list = new StringBuilder();
        for (String address : addresses) {
            list.append(address.contains(":") == ipv6 ? address + "; " : "");
        }
        return list.toString();
    }

    private static Path installed() {
        return Stream.of("/usr/sbin/named", "/usr/local/sbin/named", "/usr/bin/named")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no named; Debian's package is bind9"));
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

package dev.multipath.agent.ddns;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * BIND's named as the primary of example.net, which takes updates of www.example.net signed with the key {@code ddns},
 * and of a zone nobody may change.
 */
public final class Bind implements AutoCloseable {
    public static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Namespace where;
    private final String address;
    private final Path directory;
    private final String algorithm;
    private Process process;
    private int runs;

    private Bind(Namespace where, String address, Path directory, String algorithm) {
        this.where = where;
        this.address = address;
        this.directory = directory;
        this.algorithm = algorithm;
    }

    /** Started, and it answers on that address and on port 53. */
    public static Bind start(Namespace where, String address, String algorithm, String... records) throws IOException {
        Path directory = Files.createTempDirectory("multipath-bind");
        // A copy: where AppArmor confines the installed one, it may write nothing here.
        Files.copy(installed(), directory.resolve("named"), StandardCopyOption.COPY_ATTRIBUTES);
        String head = "$TTL 300\n@ SOA ns hostmaster 1 3600 900 86400 300\n@ NS ns\nns A 203.0.113.53\n";
        Files.writeString(directory.resolve("example.net"), head + String.join("\n", records) + "\n");
        Files.writeString(directory.resolve("frozen.example"), head);
        Bind bind = new Bind(where, address, directory, algorithm);
        bind.configure(SECRET);
        bind.restart();
        return bind;
    }

    /** The key's secret from the next start on. */
    public void configure(String secret) throws IOException {
        Files.writeString(directory.resolve("named.conf"), """
                options {
                    directory "%s"; pid-file none; session-keyfile none;
                    listen-on { %s }; listen-on-v6 { %s };
                    recursion no; allow-query { any; }; notify no; dnssec-validation no; empty-zones-enable no;
                };
                controls { };
                key "ddns" { algorithm %s; secret "%s"; };
                zone "example.net" {
                    type primary; file "example.net";
                    update-policy { grant ddns name www.example.net A AAAA; };
                };
                zone "frozen.example" { type primary; file "frozen.example"; };
                """.formatted(
                        directory,
                        address.contains(":") ? "" : address + ";",
                        address.contains(":") ? address + ";" : "",
                        algorithm,
                        secret));
    }

    /** A key file as {@code tsig-keygen} writes it, that only its owner may read. */
    public Path keyFile(String secret) throws IOException {
        Path file = directory.resolve("ddns.key");
        Files.writeString(file, "key \"ddns\" {\n\talgorithm " + algorithm + ";\n\tsecret \"" + secret + "\";\n};\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    public void restart() {
        runs++;
        Path log = log();
        process = where.start(where.processBuilder(
                        directory.resolve("named").toString(),
                        "-g",
                        "-n",
                        "1",
                        "-c",
                        directory.resolve("named.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        Await.until(SOON, "named", () -> Files.readString(log), text -> text.contains("running\n"));
    }

    /** Ends it; what it was told stays in its journal. */
    public void stop() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code STOP} or {@code CONT}. */
    public void signal(String name) {
        where.run("kill", "-" + name, Long.toString(process.pid()));
    }

    private Path log() {
        return directory.resolve("log-" + runs);
    }

    /** The records of a type, sorted: what dig says. */
    public List<String> records(String type) {
        List<String> lines =
                new ArrayList<>(List.of(dig("www.example.net", type).split("\n", -1)));
        lines.removeIf(String::isEmpty);
        lines.sort(null);
        return lines;
    }

    /** How often the zone was changed since it was loaded first. */
    public int changes() {
        return Integer.parseInt(dig("example.net", "SOA").split(" ", -1)[2]) - 1;
    }

    private String dig(String name, String type) {
        return where.run("dig", "+short", "+norecurse", "+tries=1", "@" + address, name, type)
                .strip();
    }

    /** An update by nsupdate, as another writer would send it. */
    public void update(String... commands) throws IOException {
        Path script = directory.resolve("update");
        Files.writeString(
                script, "server " + address + "\nzone example.net\n" + String.join("\n", commands) + "\nsend\n");
        where.run("nsupdate", "-k", keyFile(SECRET).toString(), script.toString());
    }

    private static Path installed() {
        return Stream.of("/usr/sbin/named", "/usr/local/sbin/named", "/usr/bin/named")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no named; Debian's package is bind9"));
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.multipath.netlink.bench;

import dev.multipath.netlink.transport.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Entry of {@code scripts/bench-netlink}: the same work by several programs, each in a fresh namespace, in rounds whose
 * order turns.
 */
public final class NetlinkBench {
    private static final int USAGE = 64;

    private final BenchOptions options;
    private final Results results = new Results();

    private NetlinkBench(BenchOptions options) {
        this.options = options;
    }

    /** Measures, and prints tables in Markdown; progress goes to standard error. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ErrnoException {
        BenchOptions options;
        try {
            options = BenchOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bench-netlink: " + e.getMessage());
            System.err.println("usage: scripts/bench-netlink [--quick] [--rounds=N] [--routes=N] [--without=PROGRAM]…"
                    + " [--only=work|first|storm|list|full]… [--json=FILE]");
            System.exit(USAGE);
            return;
        }
        Path directory = Files.createTempDirectory("bench-netlink");
        String machine = machine();
        NetlinkBench bench = new NetlinkBench(options);
        try {
            for (Part part : options.parts()) {
                bench.run(part, Contenders.of(part, options, directory));
            }
        } finally {
            deleteWithFiles(directory);
        }
        System.out.println("`scripts/bench-netlink " + String.join(" ", arguments) + "`: " + options.rounds()
                + " rounds; " + machine);
        System.out.print(Tables.of(bench.results, options, Contenders.FLOOR));
        if (!options.json().isEmpty()) {
            Files.writeString(Path.of(options.json()), Json.of(bench.results, machine, List.of(arguments)));
        }
    }

    private void run(Part part, List<Contender> contenders) throws IOException, InterruptedException, ErrnoException {
        for (Contender contender : contenders) {
            if (!contender.training().isEmpty()) {
                try (Arena arena = new Arena()) {
                    arena.run(contender.training());
                }
            }
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (int time = 0; time < part.times(); time++) {
                for (Contender contender : contenders) {
                    measure(part, round, contender);
                }
            }
            Collections.rotate(contenders, 1);
        }
    }

    private void measure(Part part, int round, Contender contender)
            throws IOException, InterruptedException, ErrnoException {
        long start = System.nanoTime();
        try (Arena arena = new Arena()) {
            if (part == Part.FULL) {
                arena.run(Contenders.filling(options));
            }
            for (String line : arena.run(contender.command())) {
                results.add(round, contender.name(), Figure.parse(line));
            }
        }
        System.err.printf(
                Locale.ROOT,
                "round %d: %s, %d ms%n",
                round + 1,
                contender.name(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static void deleteWithFiles(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static String machine() throws IOException {
        String load = Files.readString(Path.of("/proc/loadavg"), StandardCharsets.UTF_8);
        return Runtime.getRuntime().availableProcessors() + " x " + processor() + ", load "
                + load.substring(0, load.indexOf(' ')) + "; Linux " + System.getProperty("os.version") + "; "
                + LocalDate.now(ZoneOffset.UTC);
    }

    private static String processor() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith("model name")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return System.getProperty("os.arch");
    }
}

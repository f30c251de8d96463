package dev.multipath.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Where and when the figures come from. */
public final class Machine {
    private Machine() {}

    /** One line. */
    public static String line() throws IOException {
        return Runtime.getRuntime().availableProcessors() + " x " + processor() + ", load "
                + first(Files.readString(Path.of("/proc/loadavg"))) + "; Linux " + System.getProperty("os.version")
                + "; JDK " + System.getProperty("java.version") + "; " + LocalDate.now(ZoneOffset.UTC);
    }

    private static String first(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}

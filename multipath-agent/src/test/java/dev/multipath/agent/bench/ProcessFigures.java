package dev.multipath.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What /proc says about a process. */
final class ProcessFigures {
    private final Path proc;

    ProcessFigures(long pid) {
        proc = Path.of("/proc", Long.toString(pid));
    }

    /** VmRSS, resident now, in MiB. */
    double resident() throws IOException {
        return mebibytes("VmRSS:");
    }

    /** VmHWM, the most that ever was resident, in MiB. */
    double peak() throws IOException {
        return mebibytes("VmHWM:");
    }

    /** Open files and sockets. */
    int descriptors() throws IOException {
        try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
            return (int) all.count();
        }
    }

    private double mebibytes(String field) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no " + field + " of " + proc);
    }

    /** Time on a processor of each thread that lives, in nanoseconds, by its name and number. */
    Map<String, Long> threads() throws IOException {
        Map<String, Long> times = new TreeMap<>();
        List<Path> tasks = new ArrayList<>();
        try (Stream<Path> all = Files.list(proc.resolve("task"))) {
            all.forEach(tasks::add);
        }
        for (Path task : tasks) {
            try {
                String name = Files.readString(task.resolve("comm")).strip() + " " + task.getFileName();
                String running = Files.readString(task.resolve("schedstat"));
                times.put(name, Long.parseLong(running.substring(0, running.indexOf(' '))));
            } catch (NoSuchFileException ended) {
                times.remove(task.toString());
            }
        }
        return times;
    }
}

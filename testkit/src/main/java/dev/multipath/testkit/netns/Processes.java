package dev.multipath.testkit.netns;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The programs started in a namespace. */
final class Processes implements AutoCloseable {
    private static final long SECONDS_TO_RUN = 30;
    private static final long SECONDS_TO_DIE = 10;

    private final Namespace namespace;
    private final List<Process> started = new ArrayList<>();
    private boolean closed;

    Processes(Namespace namespace) {
        this.namespace = namespace;
    }

    ProcessBuilder builder(List<String> argv) {
        List<String> command =
                new ArrayList<>(List.of("nsenter", "--net=" + namespace.netNs().path(), "--"));
        command.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Where an ordinary user's path has no sbin, nft is there all the same.
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, sbin) -> path + ":" + sbin);
        return builder;
    }

    synchronized Process start(ProcessBuilder builder) {
        if (closed) {
            throw new IllegalStateException(namespace + " is closed");
        }
        started.removeIf(process -> !process.isAlive());
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new NetnsException("starting " + builder.command(), e);
        }
    }

    /** Runs a program to its end with this input; its output goes by a file, so that neither side waits for a pipe. */
    String run(List<String> argv, String input) {
        Path output = null;
        try {
            output = Files.createTempFile("netns", ".out");
            Process process = start(builder(argv).redirectErrorStream(true).redirectOutput(output.toFile()));
            feed(process, input);
            boolean ended = process.waitFor(SECONDS_TO_RUN, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                String how = ended ? "exit status " + process.exitValue() : "not at its end after 30 s";
                throw new NetnsException(argv + " in " + namespace + ": " + how + ": " + said + input);
            }
            return said;
        } catch (IOException e) {
            throw new NetnsException("running " + argv + " in " + namespace, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetnsException("interrupted while running " + argv, e);
        } finally {
            delete(output);
        }
    }

    /** A program that ended without reading says why by its exit status. */
    private static void feed(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException brokenPipe) {
            return;
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new NetnsException("deleting " + file, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        boolean interrupted = false;
        for (Process process : started) {
            try {
                process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        started.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

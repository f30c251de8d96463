package dev.multipath.netlink;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace for one test, and programs run in it. Without the privilege the test is skipped and says so, or
 * fails where {@code MULTIPATH_NETNS=required}.
 */
final class FreshNamespace implements AutoCloseable {
    private final NetNs namespace;

    /**
     * What came of a program.
     *
     * @param output what it wrote, errors among it
     */
    record Result(int status, String output) {}

    FreshNamespace() {
        try {
            namespace = NetNs.create();
        } catch (ErrnoException e) {
            if ("required".equals(System.getenv("MULTIPATH_NETNS"))) {
                throw new AssertionError("network namespaces are required here", e);
            }
            Assumptions.abort("no network namespace to be had: " + e.getMessage());
            throw new AssertionError(e);
        }
    }

    NetNs netNs() {
        return namespace;
    }

    /** Runs a program to its end; without it the test is skipped. */
    Result run(List<String> program, String input) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + namespace.path()));
        command.addAll(program);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            Assumptions.abort("no nsenter or " + program.get(0) + " to compare with: " + e.getMessage());
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        namespace.close();
    }
}

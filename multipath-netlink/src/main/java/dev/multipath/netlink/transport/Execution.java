package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Puts another program in the place of this process: execve(2), which the JDK does not have. The process, its terminal,
 * its environment, its cgroup and its namespaces stay; the JVM is gone, without its shutdown hooks.
 *
 * <p>Undone is what the JVM changed of what a program inherits: the signal mask, and descriptors it left open. What it
 * does not tell any more stays changed: the soft limit of open files is the hard one, unless the JVM was started with
 * {@code -XX:-MaxFDLimit}; core dumps have more in them ({@code -XX:-DumpPrivateMappingsInCore},
 * {@code -XX:-DumpSharedMappingsInCore}); and of the signals that were ignored only SIGHUP, SIGINT and SIGTERM still are.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/exec.3.html">execvp(3)</a>
 */
public final class Execution {
    private Execution() {}

    /**
     * Becomes that program, which is looked for in {@code PATH}. Standard output and error must have been flushed.
     *
     * @param arguments in bytes, as the kernel passes them on; the first names the program
     * @param kept descriptors that stay open, beside 0, 1 and 2
     * @return only if it did not: why. Then every other descriptor is close-on-exec, and no harm done
     * @throws IllegalArgumentException for no argument, and for a zero byte in one
     */
    public static ErrnoException replace(List<byte[]> arguments, Set<Integer> kept) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("no program");
        }
        for (byte[] argument : arguments) {
            for (byte b : argument) {
                if (b == 0) {
                    throw new IllegalArgumentException("a zero byte in an argument");
                }
            }
        }
        hideFromTools();
        return JnrTransport.execute(arguments, kept);
    }

    /** A JVM is found by this file, and asked for a thread dump by SIGQUIT. */
    private static void hideFromTools() {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name", ""), pid));
        } catch (IOException notOurs) {
            // The next JVM that starts deletes those of processes that are gone.
        }
    }
}

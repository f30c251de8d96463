package dev.multipath.agent.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many processors the kernel keeps counters for, whatever this process may use of them. */
final class PossibleProcessors {
    private static final Path LIST = Path.of("/sys/devices/system/cpu/possible");

    private PossibleProcessors() {}

    /** As many as the JVM sees where the kernel does not tell. */
    static int count() {
        try {
            return count(Files.readString(LIST));
        } catch (IOException | NumberFormatException unknown) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /**
     * The highest of a list such as {@code 0-3} or {@code 0,2-5}, counted from one.
     *
     * @throws NumberFormatException for anything else
     */
    static int count(String list) {
        String text = list.strip();
        int last = 1 + Math.max(text.lastIndexOf('-'), text.lastIndexOf(','));
        return 1 + Integer.parseInt(text.substring(last));
    }
}

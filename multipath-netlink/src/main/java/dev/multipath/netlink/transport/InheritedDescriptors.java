package dev.multipath.netlink.transport;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * File descriptors above 2 that this process was started with, as {@code 3<FILE} and {@code <(COMMAND)} of a shell make
 * them: what is open without {@code FD_CLOEXEC} and is not the JVM's own, which leaves its module file and its class path
 * open in the same way.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html">proc_pid_fdinfo(5)</a>
 */
public final class InheritedDescriptors {
    private static final int FIRST = 3;
    private static final int O_CLOEXEC = 02000000;

    private InheritedDescriptors() {}

    /** To be asked before this program opens anything: what it opens later may look the same. */
    public static Set<Integer> list() {
        List<Path> own = own();
        Set<Integer> inherited = new TreeSet<>();
        String[] numbers = new File("/proc/self/fd").list();
        for (String number : numbers == null ? new String[0] : numbers) {
            if (Integer.parseInt(number) >= FIRST && isInherited(number, own)) {
                inherited.add(Integer.parseInt(number));
            }
        }
        return inherited;
    }

    private static boolean isInherited(String number, List<Path> own) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number));
            return own.stream().noneMatch(target::startsWith)
                    && !isCloseOnExec(
                            Files.readAllLines(Path.of("/proc/self/fdinfo/" + number), StandardCharsets.UTF_8));
        } catch (IOException closed) {
            return false;
        }
    }

    static boolean isCloseOnExec(List<String> information) {
        for (String line : information) {
            if (line.startsWith("flags:")) {
                return (Long.parseLong(line.substring("flags:".length()).strip(), 8) & O_CLOEXEC) != 0;
            }
        }
        return false;
    }

    /** Where the JVM's own files are. */
    private static List<Path> own() {
        List<Path> own = new ArrayList<>();
        List<String> places = new ArrayList<>(List.of(System.getProperty("java.home", "")));
        places.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1)));
        for (String place : places) {
            try {
                if (!place.isEmpty()) {
                    own.add(Path.of(place).toRealPath());
                }
            } catch (IOException notThere) {
                // Then nobody has it open.
            }
        }
        return own;
    }
}

package dev.multipath.netlink.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a process finds its own cgroup: {@code /proc/self/cgroup} names it, {@code /proc/self/mountinfo} says where the
 * cgroup2 hierarchy is mounted. That is {@code /sys/fs/cgroup}, or {@code /sys/fs/cgroup/unified} beside version 1.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
final class CgroupPath {
    private static final String UNIFIED = "0::";
    private static final String SEPARATOR = " - ";

    private CgroupPath() {}

    /** The directory of the cgroup; empty where no mount shows it. */
    static Optional<Path> own(List<String> mounts, List<String> cgroups) {
        Optional<String> own = cgroups.stream()
                .filter(line -> line.startsWith(UNIFIED))
                .map(line -> line.substring(UNIFIED.length()))
                .findFirst();
        return own.flatMap(path -> mounts.stream()
                .flatMap(mount -> directory(mount, path).stream())
                .findFirst());
    }

    /** The mount points of the hierarchy. */
    static List<Path> mountPoints(List<String> mounts) {
        return mounts.stream().flatMap(mount -> directory(mount, "").stream()).toList();
    }

    /** Without what leads into a group of that name: a marked process's children are its siblings, not below it. */
    static Path outOf(Path own, String group) {
        for (int i = 0; i < own.getNameCount(); i++) {
            if (own.getName(i).toString().equals(group)) {
                Path above = own.getRoot();
                return i == 0 ? above : above.resolve(own.subpath(0, i));
            }
        }
        return own;
    }

    /** A cgroup by its path from the root of the hierarchy, as one mount shows it; the mount itself for an empty path. */
    private static Optional<Path> directory(String mount, String path) {
        int separator = mount.indexOf(SEPARATOR);
        String[] fields = mount.split(" ", -1);
        if (separator < 0 || fields.length < 5 || !mount.startsWith("cgroup2 ", separator + SEPARATOR.length())) {
            return Optional.empty();
        }
        Path point = Path.of(unescaped(fields[4]));
        if (path.isEmpty()) {
            return Optional.of(point);
        }
        Path root = Path.of(unescaped(fields[3])).normalize();
        Path cgroup = Path.of(path);
        // "/.." begins one outside of the cgroup namespace.
        boolean shown = cgroup.startsWith(root) && cgroup.equals(cgroup.normalize());
        return shown ? Optional.of(point.resolve(root.relativize(cgroup).toString())) : Optional.empty();
    }

    /** The kernel writes a blank as {@code \040}. */
    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.startsWith("\\", i) && field.length() - i > 3) {
                text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }
}

package dev.multipath.netlink.transport;

import dev.multipath.netlink.transport.jnr.Descriptor;
import dev.multipath.netlink.transport.jnr.Namespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace to open sockets in. A socket keeps the namespace it was opened in, so no thread of the
 * application ever has to move.
 *
 * <p>A namespace made by {@link #create()} lives as long as its descriptor here, a socket, a process or a device in it
 * does; {@link #close()} gives the descriptor back. All others are only a place to look and need no closing.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/network_namespaces.7.html">network_namespaces(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
public final class NetNs implements AutoCloseable {
    private static final NetNs CURRENT = new NetNs("", null);

    private final String place;
    private final @Nullable Descriptor held;

    private NetNs(String place, @Nullable Descriptor held) {
        this.place = place;
        this.held = held;
    }

    /** The namespace the calling thread is in whenever it is used; normally that of the process. */
    public static NetNs current() {
        return CURRENT;
    }

    /**
     * A namespace {@code ip netns add} made: {@code /run/netns/NAME}, or {@code /var/run/netns/NAME} where only that
     * exists.
     *
     * @throws IllegalArgumentException for a name that is no file name
     */
    public static NetNs named(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a namespace name: '" + name + "'");
        }
        return at("/run/netns/" + name);
    }

    /** A namespace by a file that stands for it: {@code /proc/1234/ns/net}, or what {@code ip netns} mounts. */
    public static NetNs at(Path path) {
        return at(path.toAbsolutePath().toString());
    }

    /**
     * A namespace by a file that stands for it.
     *
     * @throws IllegalArgumentException for an empty path or one with a zero character
     */
    public static NetNs at(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a path: '" + path + "'");
        }
        return new NetNs(path, null);
    }

    /** The namespace another process is in at the moment of use. */
    public static NetNs ofProcess(long pid) {
        return at("/proc/" + pid + "/ns/net");
    }

    /**
     * A new, empty namespace without a name, held by a close-on-exec descriptor. Its loopback device is down. No thread
     * of the caller moves there.
     *
     * @throws ErrnoException {@code EPERM} without CAP_SYS_ADMIN (an ordinary user has it inside a user namespace);
     *     {@code ENOSPC} past {@code /proc/sys/user/max_net_namespaces}
     */
    public static NetNs create() throws ErrnoException {
        return new NetNs("", Namespaces.create());
    }

    /**
     * The descriptor of a namespace made by {@link #create()}, as {@code IFLA_NET_NS_FD} takes it; it stays this
     * object's.
     *
     * @throws IllegalStateException for others, and after {@link #close()}
     */
    public int descriptor() {
        if (held == null) {
            throw new IllegalStateException("no descriptor is held for the " + this);
        }
        return held.number();
    }

    /**
     * The same namespace, held by a descriptor of its own until it is closed.
     *
     * @throws ErrnoException {@code ENOENT} where there is none, {@code EACCES} or {@code EPERM} without the right to look
     */
    public NetNs hold() throws ErrnoException {
        String path = this == CURRENT ? "/proc/thread-self/ns/net" : path();
        return new NetNs("", Namespaces.open(path));
    }

    /**
     * A path by which any process of the same user finds this namespace while it is held, as {@code nsenter --net=PATH}
     * takes it.
     */
    public String path() {
        if (held != null) {
            return "/proc/" + ProcessHandle.current().pid() + "/fd/" + held.number();
        }
        if (this == CURRENT) {
            return "/proc/" + ProcessHandle.current().pid() + "/ns/net";
        }
        boolean elsewhere = place.startsWith("/run/netns/") && !Files.exists(Path.of(place));
        return elsewhere && Files.exists(Path.of("/var" + place)) ? "/var" + place : place;
    }

    /**
     * Runs a small piece of code on a thread of its own that was moved to this namespace, and waits for it; for the
     * {@linkplain #current() current} one, on the calling thread.
     *
     * <p>Made for opening sockets and for {@code /proc/sys/net}, which shows the reader's namespace. The trap: whatever
     * the code <em>starts</em>, a thread (also one a library starts unseen, such as the JDK's process reaper) or a
     * process, stays in the namespace and keeps it alive. An interrupt while waiting is passed on to the code and kept.
     *
     * @return what the code returns
     * @throws X what the code throws
     * @throws ErrnoException when the namespace cannot be entered: {@code ENOENT}, {@code EPERM} without CAP_SYS_ADMIN in
     *     it, {@code EINVAL} for a file that is no network namespace
     * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
     */
    public <T extends @Nullable Object, X extends Exception> T call(Code<T, X> code) throws X, ErrnoException {
        if (held != null) {
            return Namespaces.call(held, code);
        }
        return this == CURRENT ? code.call() : Namespaces.call(path(), code);
    }

    /** Gives a held descriptor back, once; sockets opened in the namespace keep it alive. */
    @Override
    public void close() {
        if (held != null) {
            held.close();
        }
    }

    @Override
    public String toString() {
        return this == CURRENT ? "current network namespace" : "network namespace " + (held == null ? place : held);
    }

    /**
     * What {@link NetNs#call} runs.
     *
     * @param <T> what it returns
     * @param <X> the checked exception it may throw
     */
    @FunctionalInterface
    public interface Code<T extends @Nullable Object, X extends Exception> {
        /** The code; keep it small. */
        T call() throws X;
    }
}

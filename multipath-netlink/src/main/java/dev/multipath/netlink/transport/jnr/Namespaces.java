package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import org.jspecify.annotations.Nullable;

/** Makes and enters network namespaces, on threads that end afterwards. */
public final class Namespaces {
    private Namespaces() {}

    /** A new namespace, held by its descriptor. */
    public static Descriptor create() throws ErrnoException {
        NativeMemory path = NativeMemory.of("/proc/thread-self/ns/net");
        int number = DisposableThread.run(() -> {
            if (Native.LIBC.unshare(Linux.CLONE_NEWNET) < 0) {
                throw Native.failed("unshare CLONE_NEWNET");
            }
            return open(path, "/proc/thread-self/ns/net");
        });
        return new Descriptor(number, "anonymous (descriptor " + number + ")");
    }

    /** Runs code in the namespace a descriptor stands for. */
    public static <T extends @Nullable Object, X extends Exception> T call(Descriptor namespace, NetNs.Code<T, X> code)
            throws X, ErrnoException {
        int number = namespace.enter();
        try {
            return callIn(number, "network namespace " + namespace, code);
        } finally {
            namespace.exit();
        }
    }

    /** Runs code in the namespace a file stands for. */
    public static <T extends @Nullable Object, X extends Exception> T call(String path, NetNs.Code<T, X> code)
            throws X, ErrnoException {
        Descriptor namespace = open(path);
        try (namespace) {
            return call(namespace, code);
        }
    }

    /** The namespace a file stands for, held by a descriptor. */
    public static Descriptor open(String path) throws ErrnoException {
        return new Descriptor(open(NativeMemory.of(path), path), path);
    }

    private static <T extends @Nullable Object, X extends Exception> T callIn(
            int descriptor, String name, NetNs.Code<T, X> code) throws X, ErrnoException {
        return DisposableThread.run(() -> {
            if (Native.LIBC.setns(descriptor, Linux.CLONE_NEWNET) < 0) {
                throw Native.failed("setns to " + name);
            }
            return code.call();
        });
    }

    private static int open(NativeMemory path, String name) throws ErrnoException {
        int descriptor;
        do {
            descriptor = Native.LIBC.open(path.at(0), Linux.O_RDONLY | Linux.O_CLOEXEC, 0);
        } while (descriptor < 0 && Native.errno() == Linux.EINTR);
        if (descriptor < 0) {
            throw Native.failed("open " + name);
        }
        path.keep();
        return descriptor;
    }
}

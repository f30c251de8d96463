package dev.multipath.netlink.transport.jnr;

import com.kenai.jffi.LastError;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.Set;

/** The C library, loaded once at first use; refuses platforms this library was not made for. */
final class Native {
    private static final Set<String> ARCHITECTURES =
            Set.of("amd64", "x86_64", "aarch64", "riscv64", "ppc64le", "ppc64", "s390x", "loongarch64");

    static final LibC LIBC;
    private static final LastError LAST_ERROR;

    static {
        checkPlatform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        LIBC = new DirectLibC();
        LAST_ERROR = LastError.getInstance();
    }

    private Native() {}

    static void checkPlatform(String system, String architecture) {
        if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture)) {
            throw new UnsupportedOperationException(
                    "netlink sockets need 64-bit Linux (" + ARCHITECTURES + "), not " + system + " on " + architecture);
        }
    }

    /** Loads all that is else loaded when first called. */
    static void load() {
        DirectLibC.seldom();
    }

    /** {@code errno} of the last call this thread made; only meaningful after it returned −1. */
    static int errno() {
        return LAST_ERROR.get();
    }

    /** The exception for the call this thread just made. */
    static ErrnoException failed(String call) {
        return new ErrnoException(call, errno());
    }
}

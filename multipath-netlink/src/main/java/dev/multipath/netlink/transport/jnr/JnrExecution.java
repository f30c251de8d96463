package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** execvp(3) out of a JVM, with what a JVM does to its process undone as far as it can be. */
final class JnrExecution {
    /** Standard input, output and error are everybody's. */
    private static final int FIRST = 3;

    private static final int CLOSE_RANGE = 436;

    /** glibc's {@code sigset_t}; the kernel looks at the first 8 bytes. */
    private static final int SIGNAL_SET = 128;

    private JnrExecution() {}

    /** Returns only to say why not; then the descriptors are marked already. */
    static ErrnoException execute(List<byte[]> arguments, Set<Integer> kept) {
        NativeMemory[] strings = new NativeMemory[arguments.size()];
        NativeMemory vector = new NativeMemory((arguments.size() + 1) * Long.BYTES);
        for (int i = 0; i < strings.length; i++) {
            strings[i] = new NativeMemory(arguments.get(i).length + 1);
            strings[i].host().put(0, arguments.get(i));
            vector.host().putLong(i * Long.BYTES, strings[i].at(0));
        }
        closeOnExec(kept);
        setSignalMask(inheritedMask());
        Native.LIBC.execvp(strings[0].at(0), vector.at(0));
        ErrnoException failed = Native.failed("execvp " + new String(arguments.get(0), StandardCharsets.UTF_8));
        vector.keep();
        for (NativeMemory string : strings) {
            string.keep();
        }
        return failed;
    }

    private static void closeOnExec(Set<Integer> kept) {
        if (Native.LIBC.syscall(CLOSE_RANGE, FIRST, 0xffff_ffffL, Linux.CLOSE_RANGE_CLOEXEC) < 0) {
            closeOnExecEach();
        }
        kept.forEach(fd -> Native.LIBC.fcntl(fd, Linux.F_SETFD, 0));
    }

    /** For kernels before 5.11. */
    private static void closeOnExecEach() {
        String[] numbers = new File("/proc/self/fd").list();
        for (String number : numbers == null ? new String[0] : numbers) {
            int fd = Integer.parseInt(number);
            if (fd >= FIRST) {
                Native.LIBC.fcntl(fd, Linux.F_SETFD, Linux.FD_CLOEXEC);
            }
        }
    }

    /**
     * What this process began with: HotSpot blocks SIGQUIT in its own threads, but the first thread, in which the java
     * launcher waits, is none of them.
     */
    private static long inheritedMask() {
        Path first = Path.of("/proc/self/task/" + ProcessHandle.current().pid() + "/status");
        try {
            for (String line : Files.readAllLines(first, StandardCharsets.UTF_8)) {
                if (line.startsWith("SigBlk:")) {
                    return Long.parseUnsignedLong(
                            line.substring("SigBlk:".length()).strip(), 16);
                }
            }
        } catch (IOException noProc) {
            // Then none is blocked, which is what nearly every process begins with.
        }
        return 0;
    }

    private static void setSignalMask(long mask) {
        NativeMemory set = new NativeMemory(SIGNAL_SET);
        ByteBuffer bytes = set.host();
        bytes.putLong(0, mask);
        Native.LIBC.sigprocmask(Linux.SIG_SETMASK, set.at(0), 0);
        set.keep();
    }
}

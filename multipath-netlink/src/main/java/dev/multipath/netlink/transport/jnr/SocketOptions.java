package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import java.nio.charset.StandardCharsets;

/** setsockopt(2) and getsockopt(2) on an open descriptor. */
final class SocketOptions {
    private SocketOptions() {}

    /** @param what the option's name, and what it needs, for the message of a failure */
    static void set(int fd, int level, int option, int value, String what) throws ErrnoException {
        NativeMemory memory = new NativeMemory(4);
        memory.host().putInt(0, value);
        set(fd, level, option, memory, what);
    }

    static void set(int fd, int level, int option, NativeMemory value, String what) throws ErrnoException {
        if (Native.LIBC.setsockopt(fd, level, option, value.at(0), value.size()) < 0) {
            throw Native.failed("setsockopt " + what);
        }
        value.keep();
    }

    /** @throws IllegalArgumentException for what cannot be the name of an interface */
    static void checkDevice(String device) {
        int length = device.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > 15) {
            throw new IllegalArgumentException("interface name '" + device + "' is not 1..15 bytes");
        }
    }

    /** {@code SO_BINDTODEVICE}. */
    static void bindToDevice(int fd, String device) throws ErrnoException {
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = new NativeMemory(name.length);
        memory.host().put(0, name);
        set(fd, Linux.SOL_SOCKET, Linux.SO_BINDTODEVICE, memory, "SO_BINDTODEVICE " + device);
    }

    /** Whether the device a socket was bound to, by its number, does not exist any more. */
    static boolean isDeviceGone(int fd) {
        NativeMemory name = new NativeMemory(16);
        NativeMemory length = new NativeMemory(4);
        length.host().putInt(0, name.size());
        int result = Native.LIBC.getsockopt(fd, Linux.SOL_SOCKET, Linux.SO_BINDTODEVICE, name.at(0), length.at(0));
        boolean gone = result < 0 && Native.errno() == Linux.ENODEV;
        name.keep();
        length.keep();
        return gone;
    }

    /** An option of 4 bytes. */
    static int getInt(int fd, int level, int option, String what) throws ErrnoException {
        return get(fd, level, option, 4, what).host().getInt(0);
    }

    /** An option of 8 bytes. */
    static long getLong(int fd, int level, int option, String what) throws ErrnoException {
        return get(fd, level, option, 8, what).host().getLong(0);
    }

    private static NativeMemory get(int fd, int level, int option, int size, String what) throws ErrnoException {
        NativeMemory value = new NativeMemory(8);
        NativeMemory length = new NativeMemory(4);
        length.host().putInt(0, size);
        if (Native.LIBC.getsockopt(fd, level, option, value.at(0), length.at(0)) < 0) {
            throw Native.failed("getsockopt " + what);
        }
        length.keep();
        return value;
    }
}

package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.TunTap;
import java.nio.charset.StandardCharsets;

/**
 * Makes tun and tap devices that stay: {@code /dev/net/tun} and its ioctls, since no netlink message does it.
 *
 * @see <a href="https://docs.kernel.org/networking/tuntap.html">Universal TUN/TAP device driver</a>
 */
final class TunDevices {
    private static final String PATH = "/dev/net/tun";

    private static final int TUNSETIFF = 202;
    private static final int TUNSETPERSIST = 203;
    private static final int TUNSETOWNER = 204;
    private static final int TUNSETGROUP = 206;
    private static final int TUNSETIFINDEX = 218;

    /** {@code IFF_TUN_EXCL}: EBUSY where the name is taken; else a device of that name would be attached to. */
    private static final int EXCLUSIVE = 0x8000;

    /** {@code struct ifreq}: 16 bytes of name, then a union of 24, of which flags are the first 2. */
    private static final int REQUEST = 40;

    private static final int NAME = 16;

    private TunDevices() {}

    /** Opens in the namespace, which is where the device will be, and closes again: what is persistent stays. */
    static String make(NetNs namespace, TunTap device) throws ErrnoException {
        Descriptor tun = namespace.<Descriptor, ErrnoException>call(() -> new Descriptor(open(), PATH));
        try (tun) {
            return make(tun.number(), device);
        }
    }

    private static int open() throws ErrnoException {
        NativeMemory path = NativeMemory.of(PATH);
        int fd = Native.LIBC.open(path.at(0), Linux.O_RDWR | Linux.O_CLOEXEC, 0);
        if (fd < 0) {
            throw Native.failed("open " + PATH);
        }
        path.keep();
        return fd;
    }

    private static String make(int fd, TunTap device) throws ErrnoException {
        NativeMemory request = new NativeMemory(REQUEST);
        if (device.index() != 0) {
            request.host().putInt(0, device.index());
            ioctl(fd, "TUNSETIFINDEX", TUNSETIFINDEX, request.at(0));
            request.host().putInt(0, 0);
        }
        request.host().put(0, device.name().getBytes(StandardCharsets.UTF_8));
        request.host().putShort(NAME, (short) (device.flags() | EXCLUSIVE));
        ioctl(fd, "TUNSETIFF", TUNSETIFF, request.at(0));
        if (device.owner().isPresent()) {
            ioctl(fd, "TUNSETOWNER", TUNSETOWNER, device.owner().getAsLong());
        }
        if (device.group().isPresent()) {
            ioctl(fd, "TUNSETGROUP", TUNSETGROUP, device.group().getAsLong());
        }
        ioctl(fd, "TUNSETPERSIST", TUNSETPERSIST, 1);
        request.keep();
        return name(request);
    }

    private static void ioctl(int fd, String name, int number, long argument) throws ErrnoException {
        if (Native.LIBC.ioctl(fd, Linux.iow('T', number, Integer.BYTES), argument) < 0) {
            throw Native.failed("ioctl " + name);
        }
    }

    /** The kernel puts a number where {@code %d} stood. */
    private static String name(NativeMemory request) {
        byte[] name = new byte[NAME];
        request.host().get(0, name);
        int length = 0;
        while (length < NAME && name[length] != 0) {
            length++;
        }
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }
}

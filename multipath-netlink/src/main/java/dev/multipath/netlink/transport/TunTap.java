package dev.multipath.netlink.transport;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * A tun or tap device as {@code /dev/net/tun} is asked for it; it stays when nobody has it open ({@code TUNSETPERSIST}).
 *
 * @param name 1..15 bytes; {@code %d} in it stands for the first number that is free
 * @param flags {@code IFF_*} of linux/if_tun.h: see the constants here
 * @param index the interface index wanted; 0 lets the kernel choose
 * @param owner user who may attach; absent for whoever has CAP_NET_ADMIN
 * @param group group that may attach; absent likewise
 * @see <a href="https://docs.kernel.org/networking/tuntap.html">Universal TUN/TAP device driver</a>
 */
public record TunTap(String name, int flags, int index, OptionalLong owner, OptionalLong group) {
    /** {@code IFF_TUN}: carries IP packets. */
    public static final int TUN = 1;
    /** {@code IFF_TAP}: carries Ethernet frames. */
    public static final int TAP = 2;
    /** {@code IFF_MULTI_QUEUE}: several may attach, a queue each. */
    public static final int MULTI_QUEUE = 0x100;
    /** {@code IFF_NO_PI}: no 4 bytes of flags and protocol before each packet. */
    public static final int NO_PI = 0x1000;
    /** {@code IFF_VNET_HDR}: a virtio header before each packet. */
    public static final int VNET_HDR = 0x4000;

    /** @throws IllegalArgumentException for a name no interface can have, and for numbers their fields do not hold */
    public TunTap {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > 15 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("interface name '" + name + "' is not 1..15 bytes");
        }
        if (flags < 0 || flags > 0xffff || index < 0 || !isId(owner) || !isId(group)) {
            throw new IllegalArgumentException("flags " + flags + ", index " + index + ", owner " + owner + ", group "
                    + group + ": not what a tun device can have");
        }
    }

    /** −1, all ones, stands for none. */
    private static boolean isId(OptionalLong id) {
        return id.orElse(0) >= 0 && id.orElse(0) < 0xffff_ffffL;
    }
}

package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface as the kernel reports it ({@code struct ifinfomsg} and its {@code IFLA_*} attributes).
 *
 * @param index {@code ifi_index}, above 0; a re-created interface has another
 * @param name {@code IFLA_IFNAME}, at most 15 bytes
 * @param type {@code ifi_type}, ARPHRD_*: 1 Ethernet, 512 PPP, 772 loopback, 65534 tun
 * @param flags {@code ifi_flags}, IFF_*: see the constants here
 * @param mtu {@code IFLA_MTU}, bytes
 * @param carrier {@code IFLA_CARRIER}: whether there is a signal, looked up at the moment of the answer
 * @param operState {@code IFLA_OPERSTATE}, RFC 2863: 0 unknown, 2 down, 3 lower layer down, 5 dormant, 6 up
 * @param hardwareAddress {@code IFLA_ADDRESS}
 * @param master {@code IFLA_MASTER}: index of the bridge, bond or VRF it belongs to
 * @param parent {@code IFLA_LINK}: index of the lower device or the veth peer
 * @param kind {@code IFLA_INFO_KIND}: veth, bridge, …; absent for hardware
 * @param unknown attributes not typed here, kept
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>, linux/if_link.h
 */
public record Link(
        int index,
        String name,
        int type,
        long flags,
        long mtu,
        boolean carrier,
        int operState,
        Optional<HardwareAddress> hardwareAddress,
        OptionalInt master,
        OptionalInt parent,
        Optional<String> kind,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code IFF_UP}: administratively up. */
    public static final long UP = 0x1;
    /** {@code IFF_LOOPBACK}. */
    public static final long LOOPBACK = 0x8;
    /** {@code IFF_POINTOPOINT}. */
    public static final long POINTOPOINT = 0x10;
    /** {@code IFF_RUNNING}: up and with carrier, as of the last link watch run. */
    public static final long RUNNING = 0x40;
    /** {@code IFF_NOARP}. */
    public static final long NOARP = 0x80;
    /** {@code IFF_LOWER_UP}: the driver signals carrier, as of the last link watch run. */
    public static final long LOWER_UP = 0x10000;

    /** Whether it is administratively up. */
    public boolean isUp() {
        return (flags & UP) != 0;
    }

    /** Whether it leads back to this machine. */
    public boolean isLoopback() {
        return (flags & LOOPBACK) != 0;
    }

    /** Whether there is one other end only, as on a PPP link. */
    public boolean isPointToPoint() {
        return (flags & POINTOPOINT) != 0;
    }

    @Override
    public String toString() {
        return Iproute2.link(this);
    }
}

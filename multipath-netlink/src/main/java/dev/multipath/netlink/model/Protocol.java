package dev.multipath.netlink.model;

/**
 * Who installed a route, rule or neighbour: {@code rtm_protocol}, {@code FRA_PROTOCOL}, {@code NDA_PROTOCOL}. One byte, open-ended.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>, linux/rtnetlink.h RTPROT_*
 */
public record Protocol(int value) {
    /** Nobody in particular. */
    public static final Protocol UNSPEC = new Protocol(0);
    /** The kernel, from an ICMP redirect. */
    public static final Protocol REDIRECT = new Protocol(1);
    /** The kernel itself. */
    public static final Protocol KERNEL = new Protocol(2);
    /** What {@code ip route} writes unless told otherwise. */
    public static final Protocol BOOT = new Protocol(3);
    /** An administrator, on purpose. */
    public static final Protocol STATIC = new Protocol(4);
    /** The kernel or a daemon, from a router advertisement. */
    public static final Protocol RA = new Protocol(9);
    /** The BIRD routing daemon. */
    public static final Protocol BIRD = new Protocol(12);
    /** A DHCP client. */
    public static final Protocol DHCP = new Protocol(16);

    /** @throws IllegalArgumentException outside 0..255 */
    public Protocol {
        OpenNumber.check(value, 0xff, "protocol");
    }

    /** The protocol of this number. */
    public static Protocol of(int value) {
        return switch (value) {
            case 2 -> KERNEL;
            case 3 -> BOOT;
            case 4 -> STATIC;
            default -> new Protocol(value);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Protocol that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** As {@code ip} prints it without an rt_protos file: a name, or the number. */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "unspec";
            case 1 -> "redirect";
            case 2 -> "kernel";
            case 3 -> "boot";
            case 4 -> "static";
            case 8 -> "gated";
            case 9 -> "ra";
            case 10 -> "mrt";
            case 11 -> "zebra";
            case 12 -> "bird";
            case 13 -> "dnrouted";
            case 14 -> "xorp";
            case 15 -> "ntk";
            case 16 -> "dhcp";
            case 18 -> "keepalived";
            case 42 -> "babel";
            case 186 -> "bgp";
            case 187 -> "isis";
            case 188 -> "ospf";
            case 189 -> "rip";
            case 192 -> "eigrp";
            default -> Integer.toString(value);
        };
    }
}

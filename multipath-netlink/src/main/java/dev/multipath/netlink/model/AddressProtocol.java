package dev.multipath.netlink.model;

/**
 * Who set an address: {@code IFA_PROTO}. One byte, open-ended; another list of numbers than that of routes.
 *
 * @param value 0..255
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-address.8.html">ip-address(8)</a>, linux/if_addr.h IFAPROT_*
 */
public record AddressProtocol(int value) {
    /** Nobody said. */
    public static final AddressProtocol UNSPEC = new AddressProtocol(0);
    /** The kernel: loopback. */
    public static final AddressProtocol KERNEL_LOOPBACK = new AddressProtocol(1);
    /** The kernel, from a router advertisement. */
    public static final AddressProtocol KERNEL_RA = new AddressProtocol(2);
    /** The kernel: link-local. */
    public static final AddressProtocol KERNEL_LINK_LOCAL = new AddressProtocol(3);

    /** @throws IllegalArgumentException outside 0..255 */
    public AddressProtocol {
        OpenNumber.check(value, 0xff, "address protocol");
    }

    /** As {@code ip} prints it without an rt_addrprotos file: a name, or the number. */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "unspec";
            case 1 -> "kernel_lo";
            case 2 -> "kernel_ra";
            case 3 -> "kernel_ll";
            default -> Integer.toString(value);
        };
    }
}

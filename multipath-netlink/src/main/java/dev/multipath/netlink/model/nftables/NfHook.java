package dev.multipath.netlink.model.nftables;

/**
 * Where in a packet's way a base chain stands: {@code NFTA_HOOK_HOOKNUM}. Its meaning depends on the family.
 *
 * @param value 0..2³²−1
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Address families</a>
 */
public record NfHook(long value) {
    /** Arrived, not yet routed. */
    public static final NfHook PREROUTING = new NfHook(0);
    /** For this machine. */
    public static final NfHook INPUT = new NfHook(1);
    /** Through this machine. */
    public static final NfHook FORWARD = new NfHook(2);
    /** From this machine. */
    public static final NfHook OUTPUT = new NfHook(3);
    /** About to leave. */
    public static final NfHook POSTROUTING = new NfHook(4);
    /** In tables of {@code inet}: at a device, before everything else. */
    public static final NfHook INET_INGRESS = new NfHook(5);
    /** In tables of {@code netdev}. */
    public static final NfHook NETDEV_INGRESS = new NfHook(0);
    /** In tables of {@code netdev}. */
    public static final NfHook NETDEV_EGRESS = new NfHook(1);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public NfHook {
        Bounds.u32(value, "hook");
    }

    /** As {@code nft} names it in a table of this family. */
    public String name(NfFamily family) {
        return family.equals(NfFamily.NETDEV)
                ? Bounds.name(value, "ingress", "egress")
                : Bounds.name(value, "prerouting", "input", "forward", "output", "postrouting", "ingress");
    }

    /** As {@code nft} names it in a table of family {@code inet}. */
    @Override
    public String toString() {
        return name(NfFamily.INET);
    }
}

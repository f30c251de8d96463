package dev.multipath.netlink.model.nftables;

/**
 * Looks into the routing tables.
 *
 * @param to register
 * @param result what is wanted
 * @param flags {@code NFTA_FIB_F_*}: 1 saddr, 2 daddr, 4 mark, 8 iif, 16 oif, 32 only whether there is one
 */
public record Fib(NfRegister to, FibResult result, long flags) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Fib {
        Bounds.u32(flags, "flags");
    }

    @Override
    public String name() {
        return "fib";
    }

    @Override
    public String toString() {
        return "[ fib " + result + " flags " + flags + " => " + to + " ]";
    }
}

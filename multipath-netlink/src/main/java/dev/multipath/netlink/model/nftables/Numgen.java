package dev.multipath.netlink.model.nftables;

/**
 * Numbers, one behind the other or by chance: 32 bits in the machine's order.
 *
 * @param to register
 * @param random else one more each time
 * @param modulus how many there are
 * @param offset the first
 */
public record Numgen(NfRegister to, boolean random, long modulus, long offset) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Numgen {
        Bounds.u32(modulus, "modulus");
        Bounds.u32(offset, "offset");
    }

    @Override
    public String name() {
        return "numgen";
    }

    @Override
    public String toString() {
        return "[ numgen " + to + " = " + (random ? "random" : "inc") + " mod " + modulus
                + (offset == 0 ? " ]" : " offset " + offset + " ]");
    }
}

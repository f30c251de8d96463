package dev.multipath.netlink.model.nftables;

/**
 * {@code symhash}: a hash of a packet's connection, the same in both directions.
 *
 * @param to register
 * @param modulus how many results there are
 * @param offset the smallest
 */
public record Symhash(NfRegister to, long modulus, long offset) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Symhash {
        Bounds.u32(modulus, "modulus");
        Bounds.u32(offset, "offset");
    }

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public String toString() {
        return "[ hash " + to + " = symhash() % mod " + modulus + (offset == 0 ? " ]" : " offset " + offset + " ]");
    }
}

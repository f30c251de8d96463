package dev.multipath.netlink.model.nftables;

import java.util.OptionalLong;

/**
 * {@code jhash}: a hash of a register.
 *
 * @param from register
 * @param length bytes of it
 * @param to register
 * @param modulus how many results there are
 * @param seed absent for one the kernel chooses
 * @param offset the smallest
 */
public record Jhash(NfRegister from, int length, NfRegister to, long modulus, OptionalLong seed, long offset)
        implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Jhash {
        Bounds.u32(length, "length");
        Bounds.u32(modulus, "modulus");
        Bounds.u32(offset, "offset");
        Bounds.u32(seed.orElse(0), "seed");
    }

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public String toString() {
        return "[ hash " + to + " = jhash(" + from + ", " + length + ", "
                + (seed.isPresent() ? seed.getAsLong() : "auto") + ") % mod " + modulus
                + (offset == 0 ? " ]" : " offset " + offset + " ]");
    }
}

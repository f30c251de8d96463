package dev.multipath.netlink.model.nftables;

/**
 * Shifts 32-bit numbers in the machine's order by a constant (Linux 5.6).
 *
 * @param from register
 * @param to register
 * @param length bytes
 * @param right else left
 * @param bits by how many, 32 bits in the machine's order
 */
public record BitwiseShift(NfRegister from, NfRegister to, int length, boolean right, NfValue bits)
        implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public BitwiseShift {
        Bounds.u32(length, "length");
    }

    @Override
    public String name() {
        return "bitwise";
    }

    @Override
    public String toString() {
        return "[ bitwise " + to + " = ( " + from + (right ? " >> " : " << ") + bits + " ) ]";
    }
}

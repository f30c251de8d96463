package dev.multipath.netlink.model.nftables;

/**
 * {@code (from & mask) ^ xor}, which makes AND, OR and XOR with constants.
 *
 * @param from register
 * @param to register
 * @param mask as long as the value
 * @param xor as long as the value
 */
public record Bitwise(NfRegister from, NfRegister to, NfValue mask, NfValue xor) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Bitwise {
        if (mask.length() != xor.length()) {
            throw new IllegalArgumentException("a mask of " + mask.length() + " bytes and an xor of " + xor.length());
        }
    }

    /** {@code from & mask}, in place. */
    public static Bitwise and(NfRegister register, NfValue mask) {
        return new Bitwise(register, register, mask, NfValue.zero(mask.length()));
    }

    @Override
    public String name() {
        return "bitwise";
    }

    @Override
    public String toString() {
        return "[ bitwise " + to + " = ( " + from + " & " + mask + " ) ^ " + xor + " ]";
    }
}

package dev.multipath.netlink.model.nftables;

/**
 * Goes on only if a register is between two values.
 *
 * @param from register
 * @param inverted only if it is not
 * @param low the first
 * @param high the last
 */
public record Range(NfRegister from, boolean inverted, NfValue low, NfValue high) implements Expression {
    @Override
    public String name() {
        return "range";
    }

    @Override
    public String toString() {
        return "[ range " + (inverted ? "neq " : "eq ") + from + " " + low + " " + high + " ]";
    }
}

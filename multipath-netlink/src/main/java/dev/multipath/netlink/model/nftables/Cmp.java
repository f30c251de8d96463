package dev.multipath.netlink.model.nftables;

/**
 * Goes on only if a register compares so with a value.
 *
 * @param from register
 * @param op how
 * @param value with what
 */
public record Cmp(NfRegister from, CmpOp op, NfValue value) implements Expression {
    @Override
    public String name() {
        return "cmp";
    }

    @Override
    public String toString() {
        return "[ cmp " + op + " " + from + " " + value + " ]";
    }
}

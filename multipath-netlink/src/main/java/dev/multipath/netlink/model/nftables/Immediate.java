package dev.multipath.netlink.model.nftables;

/**
 * Gives a register a value, or the packet a verdict.
 *
 * @param to register; {@link NfRegister#VERDICT} for a verdict
 * @param data what
 */
public record Immediate(NfRegister to, NfData data) implements Expression {
    /** The packet's fate. */
    public static Immediate verdict(NfVerdict verdict) {
        return new Immediate(NfRegister.VERDICT, verdict);
    }

    @Override
    public String name() {
        return "immediate";
    }

    @Override
    public String toString() {
        return "[ immediate " + to + " " + data + " ]";
    }
}

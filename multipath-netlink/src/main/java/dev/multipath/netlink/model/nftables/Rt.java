package dev.multipath.netlink.model.nftables;

/**
 * Reads what the packet's route says into a register.
 *
 * @param key what
 * @param to register
 */
public record Rt(RtKey key, NfRegister to) implements Expression {
    @Override
    public String name() {
        return "rt";
    }

    @Override
    public String toString() {
        return "[ rt load " + (key.equals(RtKey.TCPMSS) ? "tcpmss" : key) + " => " + to + " ]";
    }
}

package dev.multipath.netlink.model.nftables;

/**
 * Reads what a packet has about it into a register.
 *
 * @param key what
 * @param to register
 */
public record MetaLoad(MetaKey key, NfRegister to) implements Expression {
    @Override
    public String name() {
        return "meta";
    }

    @Override
    public String toString() {
        return "[ meta load " + key + " => " + to + " ]";
    }
}

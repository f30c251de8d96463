package dev.multipath.netlink.model.nftables;

/**
 * Writes a register into what a packet has about it: mark, priority, trace.
 *
 * @param key what
 * @param from register
 */
public record MetaSet(MetaKey key, NfRegister from) implements Expression {
    @Override
    public String name() {
        return "meta";
    }

    @Override
    public String toString() {
        return "[ meta set " + key + " with " + from + " ]";
    }
}

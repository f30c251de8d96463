package dev.multipath.netlink.model.nftables;

/**
 * What tells a table from others.
 *
 * @param family which packets it sees
 * @param name unique in its family
 */
public record NfTableKey(NfFamily family, String name) {

    /** As {@code nft} takes it: {@code "inet filter"}. */
    @Override
    public String toString() {
        return family + " " + name;
    }
}

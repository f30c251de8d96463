package dev.multipath.netlink.codec.nftables;

import java.util.Optional;

/**
 * How a message names a set: a set that an earlier message of the same transaction makes also has a number there, without
 * which an anonymous one could not be named.
 *
 * @param name as on the wire; {@code "__map%d"} for an anonymous one, whose number the kernel chooses
 * @param id {@code NFTA_SET_ID}, {@code NFTA_LOOKUP_SET_ID}; 0 for none
 */
public record SetReference(String name, long id) {

    /** A set the kernel has. */
    public static SetReference named(String name) {
        return new SetReference(name, 0);
    }

    /** Where the sets of a transaction are found. */
    @FunctionalInterface
    public interface Book {
        /** No set is made in the same transaction. */
        Book EMPTY = name -> Optional.empty();

        /** A set that this transaction makes; empty for one it does not. */
        Optional<SetReference> find(String name);
    }
}

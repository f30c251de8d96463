package dev.multipath.netlink.model.nftables;

import java.util.Optional;

/**
 * Looks a register up in a set, and goes on only if it is there, or in a map.
 *
 * @param set name of the set or map
 * @param from the key
 * @param to where a map's data go; {@link NfRegister#VERDICT} for a verdict map
 * @param inverted goes on only if it is not there
 */
public record Lookup(String set, NfRegister from, Optional<NfRegister> to, boolean inverted) implements Expression {
    /** Is it there? */
    public static Lookup in(String set, NfRegister key) {
        return new Lookup(set, key, Optional.empty(), false);
    }

    /** A map's data. */
    public static Lookup map(String map, NfRegister key, NfRegister to) {
        return new Lookup(map, key, Optional.of(to), false);
    }

    /** A verdict map's verdict. */
    public static Lookup verdict(String map, NfRegister key) {
        return map(map, key, NfRegister.VERDICT);
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String toString() {
        return "[ lookup " + from + " set " + set
                + to.map(register -> " dreg " + register.number()).orElse("") + (inverted ? " 0x1 ]" : " ]");
    }
}

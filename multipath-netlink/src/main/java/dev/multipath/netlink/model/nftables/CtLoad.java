package dev.multipath.netlink.model.nftables;

import java.util.OptionalInt;

/**
 * Reads what connection tracking knows into a register.
 *
 * @param key what
 * @param direction of what has two: 0 original, 1 reply
 * @param to register
 */
public record CtLoad(CtKey key, OptionalInt direction, NfRegister to) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public CtLoad {
        if (direction.isPresent()) {
            Bounds.u8(direction.getAsInt(), "direction");
        }
    }

    /** What has no direction. */
    public CtLoad(CtKey key, NfRegister to) {
        this(key, OptionalInt.empty(), to);
    }

    static String direction(OptionalInt direction) {
        return direction.isPresent() ? " , dir " + Bounds.name(direction.getAsInt(), "original", "reply") : "";
    }

    @Override
    public String name() {
        return "ct";
    }

    @Override
    public String toString() {
        return "[ ct load " + key + " => " + to + direction(direction) + " ]";
    }
}

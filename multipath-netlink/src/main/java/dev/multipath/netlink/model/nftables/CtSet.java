package dev.multipath.netlink.model.nftables;

import java.util.OptionalInt;

/**
 * Writes a register into the tracked connection: mark, zone, labels.
 *
 * @param key what
 * @param direction of what has two: 0 original, 1 reply
 * @param from register
 */
public record CtSet(CtKey key, OptionalInt direction, NfRegister from) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public CtSet {
        if (direction.isPresent()) {
            Bounds.u8(direction.getAsInt(), "direction");
        }
    }

    /** What has no direction. */
    public CtSet(CtKey key, NfRegister from) {
        this(key, OptionalInt.empty(), from);
    }

    @Override
    public String name() {
        return "ct";
    }

    @Override
    public String toString() {
        return "[ ct set " + key + " with " + from + CtLoad.direction(direction) + " ]";
    }
}

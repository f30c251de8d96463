package dev.multipath.netlink.model.nftables;

import java.util.OptionalLong;

/**
 * Reads what the packet's socket says into a register; goes on only if it has one.
 *
 * @param key what
 * @param level which ancestor, counted from the root; of {@code cgroupv2} only
 * @param to register
 */
public record Socket(SocketKey key, OptionalLong level, NfRegister to) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Socket {
        Bounds.u32(level.orElse(0), "level");
        if (!key.equals(SocketKey.CGROUPV2)) {
            level = OptionalLong.empty();
        }
    }

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String toString() {
        return "[ socket load " + key + (level.isPresent() ? " level " + level.getAsLong() : "") + " => " + to + " ]";
    }
}

package dev.multipath.netlink.model.nftables;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Logs the packet: to the kernel's log, or to a group of listeners.
 *
 * @param prefix before each line
 * @param group of listeners; absent for the kernel's log
 * @param level {@code NFT_LOGLEVEL_*}, of the kernel's log: 4, warning, unless said otherwise
 * @param flags {@code NF_LOG_*}, of the kernel's log
 * @param snapLength bytes of the packet for listeners; 0 for all
 * @param queueThreshold packets told at once to listeners
 */
public record Log(
        Optional<String> prefix, OptionalInt group, OptionalLong level, long flags, long snapLength, int queueThreshold)
        implements Expression {
    private static final int WARNING = 4;

    /**
     * Without group and level, the level is 4, as the kernel has it.
     *
     * @throws IllegalArgumentException for a number its field does not hold
     */
    public Log {
        Bounds.u16(group.orElse(0), "group");
        Bounds.u32(level.orElse(0), "level");
        Bounds.u32(flags, "flags");
        Bounds.u32(snapLength, "snaplen");
        Bounds.u16(queueThreshold, "queue threshold");
        if (group.isEmpty() && level.isEmpty()) {
            level = OptionalLong.of(WARNING);
        }
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("[ log");
        prefix.ifPresent(text -> out.append(" prefix ").append(text));
        group.ifPresent(number -> out.append(" group ").append(number));
        level.ifPresent(number -> out.append(" level ").append(number));
        return out.append(" flags ").append(flags).append(" ]").toString();
    }
}

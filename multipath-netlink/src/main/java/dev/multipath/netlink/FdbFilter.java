package dev.multipath.netlink;

import dev.multipath.netlink.codec.FdbCodec;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.OptionalInt;

/**
 * Which forwarding entries to list. The kernel filters; what it returns is checked again, as far as an entry tells.
 *
 * @param bridge those of the ports of one bridge, and of itself; absent = all
 * @param interfaceIndex those of one port or tunnel device; absent = all
 */
public record FdbFilter(OptionalInt bridge, OptionalInt interfaceIndex) {
    /** Every entry of every bridge and tunnel, and every address an interface listens to. */
    public static final FdbFilter ALL = new FdbFilter(OptionalInt.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException for an index below 1 */
    public FdbFilter {
        if (bridge.orElse(1) < 1) {
            throw new IllegalArgumentException("bridge index " + bridge.getAsInt());
        }
        if (interfaceIndex.orElse(1) < 1) {
            throw new IllegalArgumentException("interface index " + interfaceIndex.getAsInt());
        }
    }

    /** The same for one bridge only. */
    public FdbFilter bridge(int index) {
        return new FdbFilter(OptionalInt.of(index), interfaceIndex);
    }

    /** The same for one port or tunnel device only. */
    public FdbFilter interfaceIndex(int index) {
        return new FdbFilter(bridge, OptionalInt.of(index));
    }

    /** Whether the entry is one of those asked for; of the bridge it may say nothing. */
    public boolean matches(FdbEntry entry) {
        return (interfaceIndex.isEmpty() || interfaceIndex.getAsInt() == entry.interfaceIndex())
                && (bridge.isEmpty()
                        || entry.master().isEmpty()
                        || bridge.getAsInt() == entry.master().getAsInt());
    }

    void encode(MessageWriter message) {
        FdbCodec.encodeDump(interfaceIndex, bridge, message);
    }

    /** What follows {@code bridge fdb show}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        bridge.ifPresent(index -> out.append("br if").append(index).append(' '));
        interfaceIndex.ifPresent(index -> out.append("brport if").append(index));
        return out.toString().strip();
    }
}

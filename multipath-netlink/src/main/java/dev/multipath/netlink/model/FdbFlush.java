package dev.multipath.netlink.model;

import java.util.OptionalInt;

/**
 * Which entries of a bridge's or tunnel's forwarding table to delete at once: {@code bridge fdb flush}.
 *
 * @param interfaceIndex the bridge or tunnel device
 * @param port {@code NDA_IFINDEX}: only those of one port; absent = all
 * @param vlan {@code NDA_VLAN}: only those of one VLAN; absent = all
 * @param state those whose {@code ndm_state} is this where {@code stateMask} has ones
 * @param stateMask {@code NDA_NDM_STATE_MASK}; 0 = any state
 * @param flags those whose {@code ndm_flags} are these where {@code flagsMask} has ones
 * @param flagsMask {@code NDA_NDM_FLAGS_MASK}; 0 = any flags
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>
 */
public record FdbFlush(
        int interfaceIndex, OptionalInt port, OptionalInt vlan, int state, int stateMask, int flags, int flagsMask) {

    /** @throws IllegalArgumentException for a number its field does not hold, and bits outside their mask */
    public FdbFlush {
        OpenNumber.check(vlan.orElse(0), 0xfff, "VLAN");
        OpenNumber.check(stateMask, 0xffff, "state mask");
        OpenNumber.check(flagsMask, 0xff, "flags mask");
        if ((state & ~stateMask) != 0 || (flags & ~flagsMask) != 0) {
            throw new IllegalArgumentException("bits outside their mask");
        }
    }

    /** Every entry the device may lose. */
    public static FdbFlush of(int interfaceIndex) {
        return new FdbFlush(interfaceIndex, OptionalInt.empty(), OptionalInt.empty(), 0, 0, 0, 0);
    }

    /** Those of one port only. */
    public FdbFlush port(int index) {
        return new FdbFlush(interfaceIndex, OptionalInt.of(index), vlan, state, stateMask, flags, flagsMask);
    }

    /** Those of one VLAN only. */
    public FdbFlush vlan(int id) {
        return new FdbFlush(interfaceIndex, port, OptionalInt.of(id), state, stateMask, flags, flagsMask);
    }

    /** Those only whose state is {@code bits} where {@code mask} has ones. */
    public FdbFlush state(int bits, int mask) {
        return new FdbFlush(interfaceIndex, port, vlan, bits, mask, flags, flagsMask);
    }

    /** Those only whose flags are {@code bits} where {@code mask} has ones. */
    public FdbFlush flags(int bits, int mask) {
        return new FdbFlush(interfaceIndex, port, vlan, state, stateMask, bits, mask);
    }

    @Override
    public String toString() {
        return Iproute2Neighbour.flush(this, InterfaceNames.NUMBERS);
    }
}

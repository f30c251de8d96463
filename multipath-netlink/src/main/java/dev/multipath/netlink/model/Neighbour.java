package dev.multipath.netlink.model;

import java.util.Optional;

/**
 * An entry of the neighbour table ({@code struct ndmsg} and its {@code NDA_*} attributes): who answers for an address on
 * a link.
 *
 * @param interfaceIndex {@code ndm_ifindex}
 * @param address {@code NDA_DST}
 * @param state {@code ndm_state}, NUD_*: see the constants here
 * @param flags {@code ndm_flags}, NTF_*
 * @param type {@code ndm_type}, RTN_*; 0 in a request
 * @param hardwareAddress {@code NDA_LLADDR}, where one is known
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-neighbour.8.html">ip-neighbour(8)</a>, linux/neighbour.h
 */
public record Neighbour(
        int interfaceIndex,
        IpAddress address,
        int state,
        int flags,
        int type,
        Optional<HardwareAddress> hardwareAddress,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code NUD_INCOMPLETE}: being asked for, no answer yet. */
    public static final int INCOMPLETE = 0x01;
    /** {@code NUD_REACHABLE}: confirmed lately. */
    public static final int REACHABLE = 0x02;
    /** {@code NUD_STALE}: known, confirmed a while ago. */
    public static final int STALE = 0x04;
    /** {@code NUD_DELAY}: in use, to be asked soon. */
    public static final int DELAY = 0x08;
    /** {@code NUD_PROBE}: being asked again. */
    public static final int PROBE = 0x10;
    /** {@code NUD_FAILED}: did not answer. */
    public static final int FAILED = 0x20;
    /** {@code NUD_NOARP}. */
    public static final int NOARP = 0x40;
    /** {@code NUD_PERMANENT}. */
    public static final int PERMANENT = 0x80;

    /** {@code NTF_USE}: in a request, makes the kernel ask for the address. */
    public static final int USE = 0x01;

    public Neighbour {
        OpenNumber.check(state, 0xffff, "neighbour state");
        OpenNumber.check(flags, 0xff, "neighbour flags");
        OpenNumber.check(type, 0xff, "neighbour type");
    }

    /** An entry of which only the address is known. */
    public static Neighbour of(int interfaceIndex, IpAddress address) {
        return new Neighbour(interfaceIndex, address, 0, 0, 0, Optional.empty(), UnknownAttributes.NONE);
    }

    public Neighbour state(int newState) {
        return new Neighbour(interfaceIndex, address, newState, flags, type, hardwareAddress, unknown);
    }

    public Neighbour flags(int newFlags) {
        return new Neighbour(interfaceIndex, address, state, newFlags, type, hardwareAddress, unknown);
    }

    /** Whether it answered lately, or needs no asking. */
    public boolean isReachable() {
        return (state & (REACHABLE | NOARP | PERMANENT)) != 0;
    }

    /** Whether a link-layer address is known ({@code NUD_VALID}). */
    public boolean isValid() {
        return (state & (REACHABLE | STALE | DELAY | PROBE | NOARP | PERMANENT)) != 0;
    }

    @Override
    public String toString() {
        return address + " dev " + InterfaceNames.NUMBERS.nameOf(interfaceIndex)
                + hardwareAddress.map(a -> " lladdr " + a).orElse("") + " state 0x" + Integer.toHexString(state);
    }
}

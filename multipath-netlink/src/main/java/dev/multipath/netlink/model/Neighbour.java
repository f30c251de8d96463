package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry of the neighbour table ({@code struct ndmsg} and its {@code NDA_*} attributes): who answers for an address on
 * a link, or an address this machine answers for in another's stead (a proxy).
 *
 * @param interfaceIndex {@code ndm_ifindex}; 0 for a proxy on every interface
 * @param address {@code NDA_DST}
 * @param state {@code ndm_state}, NUD_*: see the constants here
 * @param flags {@code ndm_flags}, NTF_*: see the constants here
 * @param type {@code ndm_type}: what the address is to this machine; {@link RouteType#UNSPEC} in a request
 * @param hardwareAddress {@code NDA_LLADDR}, where one is known
 * @param extendedFlags {@code NDA_FLAGS_EXT}, NTF_EXT_*; absent = none
 * @param protocol {@code NDA_PROTOCOL}: who set it
 * @param probes {@code NDA_PROBES}: questions asked without an answer; only the kernel says it
 * @param cacheInfo {@code NDA_CACHEINFO}; only the kernel says it
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-neighbour.8.html">ip-neighbour(8)</a>, linux/neighbour.h
 */
public record Neighbour(
        int interfaceIndex,
        IpAddress address,
        int state,
        int flags,
        RouteType type,
        Optional<HardwareAddress> hardwareAddress,
        OptionalLong extendedFlags,
        Optional<Protocol> protocol,
        OptionalLong probes,
        Optional<NeighbourCacheInfo> cacheInfo,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code NUD_NONE}: nothing is known yet. */
    public static final int NONE = 0;
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
    /** {@code NUD_NOARP}: needs no asking. */
    public static final int NOARP = 0x40;
    /** {@code NUD_PERMANENT}: set by hand, stays. */
    public static final int PERMANENT = 0x80;

    /** {@code NTF_USE}: in a request, makes the kernel ask for the address. */
    public static final int USE = 0x01;
    /** {@code NTF_PROXY}: this machine answers for the address. */
    public static final int PROXY = 0x08;
    /** {@code NTF_EXT_LEARNED}: from a control plane; the kernel does not age it. */
    public static final int EXT_LEARNED = 0x10;
    /** {@code NTF_OFFLOADED}: hardware has it. */
    public static final int OFFLOADED = 0x20;
    /** {@code NTF_ROUTER}: an IPv6 router. */
    public static final int ROUTER = 0x80;

    /** {@code NTF_EXT_MANAGED}: the kernel itself keeps it {@link #REACHABLE}. */
    public static final long MANAGED = 0x01;
    /** {@code NTF_EXT_EXT_VALIDATED}: a control plane keeps it valid; the kernel neither ages nor drops it. */
    public static final long EXT_VALIDATED = 0x04;

    /**
     * @throws IllegalArgumentException for a number its field does not hold, and for a proxy that is managed or
     *     validated, which the kernel refuses
     */
    public Neighbour {
        OpenNumber.check(state, 0xffff, "neighbour state");
        OpenNumber.check(flags, 0xff, "neighbour flags");
        OpenNumber.check(extendedFlags.orElse(0), 0xffff_ffffL, "extended neighbour flags");
        OpenNumber.check(probes.orElse(0), 0xffff_ffffL, "probes");
        if ((flags & PROXY) != 0 && (extendedFlags.orElse(0) & (MANAGED | EXT_VALIDATED)) != 0) {
            throw new IllegalArgumentException("a proxy is neither managed nor validated");
        }
    }

    /** An entry of which only the address is known. */
    public static Neighbour of(int interfaceIndex, IpAddress address) {
        return new Neighbour(
                interfaceIndex,
                address,
                NONE,
                0,
                RouteType.UNSPEC,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    /** {@code ip neighbour add ADDRESS lladdr HARDWARE dev IF}: set by hand, stays until deleted. */
    public static Neighbour permanent(int interfaceIndex, IpAddress address, HardwareAddress hardware) {
        return of(interfaceIndex, address).hardwareAddress(hardware).state(PERMANENT);
    }

    /** {@code ip neighbour add proxy ADDRESS dev IF}: this machine answers for the address on that link. */
    public static Neighbour proxy(int interfaceIndex, IpAddress address) {
        return of(interfaceIndex, address).flags(PROXY);
    }

    /** The same in another state. */
    public Neighbour state(int newState) {
        return copy(newState, flags, hardwareAddress, extendedFlags, protocol);
    }

    /** The same with other {@code ndm_flags}. */
    public Neighbour flags(int newFlags) {
        return copy(state, newFlags, hardwareAddress, extendedFlags, protocol);
    }

    /** The same with another link-layer address. */
    public Neighbour hardwareAddress(HardwareAddress hardware) {
        return copy(state, flags, Optional.of(hardware), extendedFlags, protocol);
    }

    /** The same with other {@code NDA_FLAGS_EXT}. */
    public Neighbour extendedFlags(long newFlags) {
        return copy(state, flags, hardwareAddress, OptionalLong.of(newFlags), protocol);
    }

    /** The same, set by another. */
    public Neighbour protocol(Protocol newProtocol) {
        return copy(state, flags, hardwareAddress, extendedFlags, Optional.of(newProtocol));
    }

    private Neighbour copy(
            int newState,
            int newFlags,
            Optional<HardwareAddress> newHardwareAddress,
            OptionalLong newExtendedFlags,
            Optional<Protocol> newProtocol) {
        return new Neighbour(
                interfaceIndex,
                address,
                newState,
                newFlags,
                type,
                newHardwareAddress,
                newExtendedFlags,
                newProtocol,
                probes,
                cacheInfo,
                unknown);
    }

    /** Whether it answered lately, or needs no asking. */
    public boolean isReachable() {
        return (state & (REACHABLE | NOARP | PERMANENT)) != 0;
    }

    /** Whether a link-layer address is known ({@code NUD_VALID}). */
    public boolean isValid() {
        return (state & (REACHABLE | STALE | DELAY | PROBE | NOARP | PERMANENT)) != 0;
    }

    /** Whether it is an address this machine answers for. */
    public boolean isProxy() {
        return (flags & PROXY) != 0;
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return address.family();
    }

    @Override
    public String toString() {
        return Iproute2Neighbour.neighbour(this, InterfaceNames.NUMBERS);
    }
}

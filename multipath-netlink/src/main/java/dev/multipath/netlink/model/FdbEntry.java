package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An entry of a forwarding table ({@code struct ndmsg} of family AF_BRIDGE): behind which port of a bridge, or which
 * remote end of a tunnel, a hardware address lives.
 *
 * <p>A bridge's entries are kept by the bridge ({@code master}); a tunnel's, and the addresses an interface listens to,
 * by the device itself ({@link #SELF}). In a request the flags {@link #SELF} and {@link #MASTER} choose between the two;
 * where neither is set, as in what a bridge reports, {@code master} does.
 *
 * @param interfaceIndex {@code ndm_ifindex}: the port, the tunnel device, or the bridge itself
 * @param address {@code NDA_LLADDR}
 * @param state {@code ndm_state}: {@link #PERMANENT}, {@link #STATIC}, {@link #DYNAMIC}, or aged
 * @param flags {@code ndm_flags}, NTF_*: see the constants here
 * @param type {@code ndm_type}; {@link RouteType#UNSPEC} in a request
 * @param vlan {@code NDA_VLAN}: 0..4095
 * @param master {@code NDA_MASTER}: the bridge that keeps it; only the kernel says it
 * @param target where a tunnel sends its frames
 * @param sourceVni {@code NDA_SRC_VNI}: network identifier it belongs to, of a tunnel that serves many
 * @param linkNetNsId {@code NDA_LINK_NETNSID}: the namespace the tunnel's far side is in; only the kernel says it
 * @param extendedFlags {@code NDA_FLAGS_EXT}, NTF_EXT_*; absent = none
 * @param activity {@code NDA_FDB_EXT_ATTRS}
 * @param cacheInfo {@code NDA_CACHEINFO}; only the kernel says it
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>, linux/neighbour.h
 */
public record FdbEntry(
        int interfaceIndex,
        HardwareAddress address,
        int state,
        int flags,
        RouteType type,
        OptionalInt vlan,
        OptionalInt master,
        FdbTarget target,
        OptionalLong sourceVni,
        OptionalInt linkNetNsId,
        OptionalLong extendedFlags,
        Optional<FdbActivity> activity,
        Optional<NeighbourCacheInfo> cacheInfo,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code NUD_PERMANENT}: the address is this machine's own ({@code local}); of a tunnel: stays. */
    public static final int PERMANENT = 0x80;
    /** {@code NUD_NOARP}: set by hand, not aged ({@code static}). */
    public static final int STATIC = 0x40;
    /** {@code NUD_REACHABLE}: learnt, or to be aged like that ({@code dynamic}). */
    public static final int DYNAMIC = 0x02;
    /** {@code NUD_STALE}: learnt, and not seen for long. */
    public static final int STALE = 0x04;

    /** {@code NTF_USE}: in a request, as if a frame had just come from there. */
    public static final int USE = 0x01;
    /** {@code NTF_SELF}: kept by the device itself. */
    public static final int SELF = 0x02;
    /** {@code NTF_MASTER}: in a request, kept by the bridge the device is a port of. */
    public static final int MASTER = 0x04;
    /** {@code NTF_EXT_LEARNED}: from a control plane; does not age. */
    public static final int EXT_LEARNED = 0x10;
    /** {@code NTF_OFFLOADED}: hardware has it. */
    public static final int OFFLOADED = 0x20;
    /** {@code NTF_STICKY}: does not move to another port. */
    public static final int STICKY = 0x40;
    /** {@code NTF_ROUTER}: answer neighbour requests with the router bit. */
    public static final int ROUTER = 0x80;

    /** {@code NTF_EXT_LOCKED}: learnt on a locked port, frames are not let through. */
    public static final long LOCKED = 0x02;

    /** @throws IllegalArgumentException for a number its field does not hold */
    public FdbEntry {
        OpenNumber.check(state, 0xffff, "forwarding state");
        OpenNumber.check(flags, 0xff, "forwarding flags");
        OpenNumber.check(vlan.orElse(0), 0xfff, "VLAN");
        OpenNumber.check(sourceVni.orElse(0), 0xffff_ffffL, "source network identifier");
        OpenNumber.check(extendedFlags.orElse(0), 0xffff_ffffL, "extended forwarding flags");
    }

    /** {@code bridge fdb add ADDRESS dev PORT master static}: kept by the bridge. */
    public static FdbEntry ofPort(int port, HardwareAddress address) {
        return of(port, address, STATIC, MASTER);
    }

    /** {@code bridge fdb add ADDRESS dev DEVICE self permanent}: kept by the device. */
    public static FdbEntry ofDevice(int device, HardwareAddress address) {
        return of(device, address, PERMANENT, SELF);
    }

    private static FdbEntry of(int index, HardwareAddress address, int state, int flags) {
        return new FdbEntry(
                index,
                address,
                state,
                flags,
                RouteType.UNSPEC,
                OptionalInt.empty(),
                OptionalInt.empty(),
                FdbTarget.NONE,
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    /** The same in another state. */
    public FdbEntry state(int newState) {
        return copy(newState, flags, vlan, target, sourceVni, extendedFlags, activity);
    }

    /** The same with other {@code ndm_flags}. */
    public FdbEntry flags(int newFlags) {
        return copy(state, newFlags, vlan, target, sourceVni, extendedFlags, activity);
    }

    /** The same in a VLAN. */
    public FdbEntry vlan(int id) {
        return copy(state, flags, OptionalInt.of(id), target, sourceVni, extendedFlags, activity);
    }

    /** The same by another way. */
    public FdbEntry target(FdbTarget newTarget) {
        return copy(state, flags, vlan, newTarget, sourceVni, extendedFlags, activity);
    }

    /** {@code dst ADDRESS}: the same to this remote tunnel end. */
    public FdbEntry to(IpAddress remote) {
        return target(FdbTarget.Remote.of(remote));
    }

    /** The same in one of the networks of a tunnel that serves many. */
    public FdbEntry sourceVni(long vni) {
        return copy(state, flags, vlan, target, OptionalLong.of(vni), extendedFlags, activity);
    }

    /** The same with other {@code NDA_FLAGS_EXT}. */
    public FdbEntry extendedFlags(long newFlags) {
        return copy(state, flags, vlan, target, sourceVni, OptionalLong.of(newFlags), activity);
    }

    /** The same, watched so. */
    public FdbEntry activity(FdbActivity newActivity) {
        return copy(state, flags, vlan, target, sourceVni, extendedFlags, Optional.of(newActivity));
    }

    private FdbEntry copy(
            int newState,
            int newFlags,
            OptionalInt newVlan,
            FdbTarget newTarget,
            OptionalLong newSourceVni,
            OptionalLong newExtendedFlags,
            Optional<FdbActivity> newActivity) {
        return new FdbEntry(
                interfaceIndex,
                address,
                newState,
                newFlags,
                type,
                newVlan,
                master,
                newTarget,
                newSourceVni,
                linkNetNsId,
                newExtendedFlags,
                newActivity,
                cacheInfo,
                unknown);
    }

    /**
     * {@link #SELF} or {@link #MASTER}: who a request about this entry goes to. What a bridge reports bears neither flag
     * but its master; the bridge's own addresses, whose master is the interface itself, are kept by that device.
     */
    public int keeper() {
        int told = flags & (SELF | MASTER);
        if (told != 0) {
            return told;
        }
        return master.isPresent() && master.getAsInt() != interfaceIndex ? MASTER : SELF;
    }

    @Override
    public String toString() {
        return Iproute2Neighbour.fdb(this, InterfaceNames.NUMBERS);
    }
}

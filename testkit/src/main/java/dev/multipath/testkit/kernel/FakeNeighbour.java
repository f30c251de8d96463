package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.model.Neighbour.DELAY;
import static dev.multipath.netlink.model.Neighbour.EXT_LEARNED;
import static dev.multipath.netlink.model.Neighbour.FAILED;
import static dev.multipath.netlink.model.Neighbour.INCOMPLETE;
import static dev.multipath.netlink.model.Neighbour.NOARP;
import static dev.multipath.netlink.model.Neighbour.PERMANENT;
import static dev.multipath.netlink.model.Neighbour.PROBE;
import static dev.multipath.netlink.model.Neighbour.REACHABLE;
import static dev.multipath.netlink.model.Neighbour.ROUTER;
import static dev.multipath.netlink.model.Neighbour.STALE;

import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourCacheInfo;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.Errno;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One neighbour of the fake kernel and its state machine.
 *
 * @param updated when its state changed, in nanoseconds of the kernel's clock
 */
record FakeNeighbour(Neighbour neighbour, long updated) {
    /** Mean of what the kernel draws, 15 to 45 s. */
    private static final long REACHABLE_TIME = 30_000_000_000L;

    private static final long DELAY_TIME = 5_000_000_000L;
    /** Three questions, a second apart. */
    private static final long PROBE_TIME = 3_000_000_000L;

    private static final int STATES = 0xff;
    private static final int VALID = REACHABLE | STALE | DELAY | PROBE | NOARP | PERMANENT;

    /** An entry of which nothing is known. */
    static FakeNeighbour fresh(int device, IpAddress address, boolean own, long now) {
        Neighbour bare = Neighbour.of(device, address);
        RouteType type = own ? RouteType.LOCAL : address.isMulticast() ? RouteType.MULTICAST : RouteType.UNICAST;
        int state = address.isMulticast() ? NOARP : Neighbour.NONE;
        return new FakeNeighbour(
                copy(bare, state, 0, type, Optional.empty(), OptionalLong.empty(), Optional.empty()), now);
    }

    /** An address this machine answers for. */
    static Neighbour proxy(Neighbour wish) {
        return copy(
                wish,
                Neighbour.NONE,
                wish.flags(),
                RouteType.UNICAST,
                Optional.empty(),
                OptionalLong.empty(),
                wish.protocol());
    }

    private static Neighbour copy(
            Neighbour from,
            int state,
            int flags,
            RouteType type,
            Optional<HardwareAddress> hardware,
            OptionalLong extended,
            Optional<Protocol> protocol) {
        return new Neighbour(
                from.interfaceIndex(),
                from.address(),
                state,
                flags,
                type,
                hardware,
                extended,
                protocol,
                OptionalLong.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    /** What a request sets whatever becomes of the rest of it: who set the entry, and where it was learnt. */
    FakeNeighbour marked(Neighbour wish) {
        int flags = (neighbour.flags() & ~EXT_LEARNED) | (wish.flags() & EXT_LEARNED);
        Optional<Protocol> protocol = wish.protocol().isPresent() ? wish.protocol() : neighbour.protocol();
        return with(neighbour.state(), flags, neighbour.hardwareAddress(), protocol, updated);
    }

    /**
     * {@code __neigh_update} on behalf of a request.
     *
     * @param override whether a known hardware address gives way to another
     */
    FakeNeighbour update(Neighbour wish, boolean override, long now) throws Refusal {
        int state = wish.state() & STATES;
        if ((state & VALID) == 0) {
            return state == neighbour.state() ? this : in(state, now);
        }
        Optional<HardwareAddress> known = neighbour.isValid() ? neighbour.hardwareAddress() : Optional.empty();
        if (wish.hardwareAddress().isEmpty() && !neighbour.isValid()) {
            throw new Refusal(Errno.EINVAL, "No link layer address given");
        }
        Optional<HardwareAddress> hardware = wish.hardwareAddress().isPresent() ? wish.hardwareAddress() : known;
        boolean same = hardware.equals(known);
        if (neighbour.isValid() && !same && !override) {
            return this;
        }
        int flags = override ? (neighbour.flags() & ~ROUTER) | (wish.flags() & ROUTER) : neighbour.flags();
        boolean unchanged = state == neighbour.state() && same;
        return with(state, flags, hardware, neighbour.protocol(), unchanged ? updated : now);
    }

    private FakeNeighbour with(
            int state, int flags, Optional<HardwareAddress> hardware, Optional<Protocol> protocol, long when) {
        OptionalLong extended = neighbour.extendedFlags();
        return new FakeNeighbour(copy(neighbour, state, flags, neighbour.type(), hardware, extended, protocol), when);
    }

    /** {@code neigh_event_send}: a packet wants to go there. */
    FakeNeighbour use(long now) {
        int state = neighbour.state() & ~PERMANENT;
        if ((state & STALE) != 0) {
            return in(DELAY, now);
        }
        return (state & VALID) == 0 ? in(INCOMPLETE, now) : in(state, now);
    }

    /** Whether questions are out. */
    boolean isAsking() {
        return (neighbour.state() & (INCOMPLETE | PROBE)) != 0;
    }

    FakeNeighbour answered(HardwareAddress hardware, long now) {
        return new FakeNeighbour(neighbour.hardwareAddress(hardware).state(REACHABLE), now);
    }

    FakeNeighbour failed(long now) {
        return in(FAILED, now);
    }

    private FakeNeighbour in(int state, long now) {
        return state == neighbour.state() ? this : new FakeNeighbour(neighbour.state(state), now);
    }

    /** When its state changes by itself. */
    long deadline() {
        return switch (neighbour.state()) {
            case REACHABLE -> updated + REACHABLE_TIME;
            case DELAY -> updated + DELAY_TIME;
            case PROBE, INCOMPLETE -> updated + PROBE_TIME;
            default -> FakeClock.NEVER;
        };
    }

    FakeNeighbour aged(long now) {
        return switch (neighbour.state()) {
            case REACHABLE -> in(STALE, now);
            case DELAY -> in(PROBE, now);
            default -> in(FAILED, now);
        };
    }

    /** As the kernel reports it: a hardware address only while it is worth something. */
    Neighbour shown(long now) {
        long age = Math.min((now - updated) / FakeClock.TICK, 0xffff_ffffL);
        return new Neighbour(
                neighbour.interfaceIndex(),
                neighbour.address(),
                neighbour.state(),
                neighbour.flags(),
                neighbour.type(),
                neighbour.isValid() ? neighbour.hardwareAddress() : Optional.empty(),
                neighbour.extendedFlags(),
                neighbour.protocol(),
                OptionalLong.of(0),
                Optional.of(new NeighbourCacheInfo(age, age, age, 0)),
                UnknownAttributes.NONE);
    }
}

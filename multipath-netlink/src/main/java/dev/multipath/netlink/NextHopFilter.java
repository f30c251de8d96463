package dev.multipath.netlink;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which nexthop objects to list. The kernel filters, {@code fdb} excepted, which it reads and forgets; what it returns
 * is checked again.
 *
 * @param family absent = all; a group has none, so either family leaves groups out
 * @param id the object of this id only, 1..2³²−1
 * @param interfaceIndex absent = all; a group has no device and is left out by any, a blackhole has the loopback's
 * @param master those whose device belongs to this bridge, bond or VRF; no groups
 * @param groups groups only
 * @param fdb those for bridge forwarding entries only
 */
public record NextHopFilter(
        Optional<AddressFamily> family,
        OptionalLong id,
        OptionalInt interfaceIndex,
        OptionalInt master,
        boolean groups,
        boolean fdb) {

    /** Every object. */
    public static final NextHopFilter ALL = new NextHopFilter(
            Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), false, false);

    private static final int LOOPBACK = 1;

    /** @throws IllegalArgumentException for a family other than IPv4 and IPv6, and for an id or index of no object */
    public NextHopFilter {
        if (family.isPresent() && !family.get().isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family.get());
        }
        if (id.isPresent()) {
            NextHopRequest.requireId(id.getAsLong());
        }
        if (interfaceIndex.orElse(1) < 1 || master.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "interface index " + (interfaceIndex.orElse(1) < 1 ? interfaceIndex : master).getAsInt());
        }
    }

    /** The objects of one family; no groups. */
    public static NextHopFilter of(AddressFamily family) {
        return new NextHopFilter(
                Optional.of(family), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), false, false);
    }

    /** The same for one id only. */
    public NextHopFilter id(long newId) {
        return new NextHopFilter(family, OptionalLong.of(newId), interfaceIndex, master, groups, fdb);
    }

    /** The same for one interface only. */
    public NextHopFilter interfaceIndex(int index) {
        return new NextHopFilter(family, id, OptionalInt.of(index), master, groups, fdb);
    }

    /** The same for the interfaces of one bridge, bond or VRF only. */
    public NextHopFilter master(int index) {
        return new NextHopFilter(family, id, interfaceIndex, OptionalInt.of(index), groups, fdb);
    }

    /** The same for groups only. */
    public NextHopFilter groupsOnly() {
        return new NextHopFilter(family, id, interfaceIndex, master, true, fdb);
    }

    /** The same for bridge forwarding entries only. */
    public NextHopFilter fdbOnly() {
        return new NextHopFilter(family, id, interfaceIndex, master, groups, true);
    }

    /** Whether the object is one of those asked for, as far as it can tell: whose device has which master it cannot. */
    public boolean matches(NextHopObject object) {
        NextHopTarget target = object.target();
        boolean group = object.isGroup();
        return (family.isEmpty() || family.get().equals(target.family()))
                && (id.isEmpty() || id.getAsLong() == object.id())
                && (interfaceIndex.isEmpty() || interfaceIndex.getAsInt() == device(target))
                && (master.isEmpty() || !group)
                && (!groups || group)
                && (!fdb || isFdb(target));
    }

    private static int device(NextHopTarget target) {
        if (target instanceof NextHopTarget.Single single) {
            return single.interfaceIndex();
        }
        return target instanceof NextHopTarget.Blackhole ? LOOPBACK : 0;
    }

    private static boolean isFdb(NextHopTarget target) {
        return target instanceof NextHopTarget.Fdb || (target instanceof NextHopTarget.Group group && group.fdb());
    }
}

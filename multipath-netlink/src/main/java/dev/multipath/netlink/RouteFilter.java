package dev.multipath.netlink;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which routes to list. The kernel filters; what it returns is checked again.
 *
 * @param family absent = IPv4 and IPv6
 * @param table absent = all
 * @param protocol absent = all
 * @param type absent = all
 * @param interfaceIndex a device some next hop leads to; absent = all
 */
public record RouteFilter(
        Optional<AddressFamily> family,
        Optional<RouteTable> table,
        Optional<Protocol> protocol,
        Optional<RouteType> type,
        OptionalInt interfaceIndex) {

    /** Every IPv4 and IPv6 route of every table. */
    public static final RouteFilter ALL = new RouteFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException for a family other than IPv4 and IPv6, and for an index below 1 */
    public RouteFilter {
        if (family.isPresent() && !family.get().isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family.get());
        }
        if (interfaceIndex.orElse(1) < 1) {
            throw new IllegalArgumentException("interface index " + interfaceIndex.getAsInt());
        }
    }

    /** Every route of one family. */
    public static RouteFilter of(AddressFamily family) {
        return new RouteFilter(
                Optional.of(family), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /** The same for one table only. */
    public RouteFilter table(RouteTable newTable) {
        return new RouteFilter(family, Optional.of(newTable), protocol, type, interfaceIndex);
    }

    /** The same for routes of one protocol only. */
    public RouteFilter protocol(Protocol newProtocol) {
        return new RouteFilter(family, table, Optional.of(newProtocol), type, interfaceIndex);
    }

    /** The same for routes of one type only; {@link RouteType#UNSPEC} is all. */
    public RouteFilter type(RouteType newType) {
        Optional<RouteType> wanted = newType.value() == 0 ? Optional.empty() : Optional.of(newType);
        return new RouteFilter(family, table, protocol, wanted, interfaceIndex);
    }

    /** The same for routes by one device only. */
    public RouteFilter interfaceIndex(int index) {
        return new RouteFilter(family, table, protocol, type, OptionalInt.of(index));
    }

    /** Whether the route is one of those asked for. */
    public boolean matches(Route route) {
        return (family.isEmpty() || family.get().equals(route.family()))
                && (table.isEmpty() || table.get().equals(route.table()))
                && (protocol.isEmpty() || protocol.get().equals(route.protocol()))
                && (type.isEmpty() || type.get().equals(route.type()))
                && (interfaceIndex.isEmpty() || leadsTo(route.target(), interfaceIndex.getAsInt()));
    }

    /** Whether the route is one of those asked for. */
    public boolean matches(RouteRow row) {
        return (family.isEmpty() || family.get().value() == (row.isIpv4() ? 2 : 10))
                && (table.isEmpty() || table.get().value() == row.table())
                && (protocol.isEmpty() || protocol.get().value() == row.protocol())
                && (type.isEmpty() || type.get().value() == row.type())
                && (interfaceIndex.isEmpty() || row.leadsTo(interfaceIndex.getAsInt()));
    }

    /** IPv4 and IPv6, as far as they are asked for. */
    List<AddressFamily> families() {
        return family.isPresent() ? List.of(family.get()) : List.of(AddressFamily.INET, AddressFamily.INET6);
    }

    private static boolean leadsTo(RouteTarget target, int index) {
        List<NextHop> hops = target instanceof RouteTarget.NextHopId object ? object.shown() : target.hops();
        for (NextHop hop : hops) {
            if (hop.interfaceIndex() == index) {
                return true;
            }
        }
        return false;
    }
}

package dev.multipath.agent.explain;

import dev.multipath.agent.config.Routing;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.List;
import java.util.Optional;

/** The operator's names for interfaces and tables. */
public record Uplinks(Numbering numbering, List<Uplink> list, Routing routing) {
    public Uplinks {
        list = List.copyOf(list);
    }

    /** Without ordered routes and policies. */
    public Uplinks(Numbering numbering, List<Uplink> list) {
        this(numbering, list, Routing.NONE);
    }

    /**
     * One uplink.
     *
     * @param slot from 0, as {@link Numbering} counts tables
     */
    public record Uplink(int slot, String name, String interfaceName) {}

    /** The uplink over that interface. */
    public Optional<String> ofInterface(String interfaceName) {
        for (Uplink uplink : list) {
            if (uplink.interfaceName().equals(interfaceName)) {
                return Optional.of(uplink.name());
            }
        }
        return Optional.empty();
    }

    /** What the agent uses the table of that route for, and whose the route is. */
    public Optional<String> ofTable(RouteTable table, Optional<Route> route) {
        if (!table.equals(numbering.prefixTable()) || route.isEmpty()) {
            return ofTable(table);
        }
        IpPrefix to = route.get().destination();
        int index = routing.prefixes()
                .indexOf(
                        to.address().isIpv4(), to.address().high(), to.address().low(), to.length());
        String whose = index < 0
                ? ""
                : ": route "
                        + routing.routes().get(routing.prefixes().entry(index)).name();
        return ofTable(table).map(use -> use + whose);
    }

    /** What the agent uses that table for. */
    public Optional<String> ofTable(RouteTable table) {
        if (table.equals(numbering.prefixTable())) {
            return Optional.of("ordered routes");
        }
        for (int number = 0; number < routing.policies().size(); number++) {
            if (table.equals(numbering.policyTable(number))) {
                return Optional.of("policy " + routing.policies().get(number).name());
            }
        }
        if (table.equals(numbering.balanceTable())) {
            return Optional.of("balance over the uplinks");
        }
        for (Uplink uplink : list) {
            if (table.equals(numbering.uplinkTable(uplink.slot()))) {
                return Optional.of("uplink " + uplink.name());
            }
        }
        return Optional.empty();
    }
}

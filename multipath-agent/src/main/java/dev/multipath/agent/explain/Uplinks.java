package dev.multipath.agent.explain;

import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.model.RouteTable;
import java.util.List;
import java.util.Optional;

/** The operator's names for interfaces and tables. */
public record Uplinks(Numbering numbering, List<Uplink> list) {
    public Uplinks {
        list = List.copyOf(list);
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

    /** What the agent uses that table for. */
    public Optional<String> ofTable(RouteTable table) {
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

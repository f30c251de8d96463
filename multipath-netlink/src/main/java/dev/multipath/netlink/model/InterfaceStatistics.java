package dev.multipath.netlink.model;

import java.util.Optional;

/**
 * What {@code RTM_GETSTATS} answers for one interface.
 *
 * @param interfaceIndex above 0
 * @param attributes those asked for that the interface has: {@link StatsAttributes}
 */
public record InterfaceStatistics(int interfaceIndex, Attributes attributes) {
    /** @throws IllegalArgumentException for attributes of another set */
    public InterfaceStatistics {
        attributes.requireSet(StatsAttributes.ALL, "interface statistics");
    }

    /** Its general counters, where asked for. */
    public Optional<LinkStatistics> link() {
        return attributes.get(StatsAttributes.STATS_LINK_64).map(LinkStatistics::new);
    }
}

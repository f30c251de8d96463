package dev.multipath.netlink.model;

import java.util.Optional;

/**
 * What {@code RTM_GETSTATS} answers for one interface.
 *
 * @param interfaceIndex above 0
 * @param filter {@code filter_mask}, 32 bits: which groups were asked for, bit n−1 for attribute n
 * @param attributes those asked for that the interface has: {@link StatsAttributes}
 */
public record InterfaceStatistics(int interfaceIndex, long filter, Attributes attributes) implements KernelObject {
    /** @throws IllegalArgumentException for a number its field does not hold, and for attributes of another set */
    public InterfaceStatistics {
        if (interfaceIndex < 1) {
            throw new IllegalArgumentException("interface index " + interfaceIndex);
        }
        OpenNumber.check(filter, 0xffff_ffffL, "filter");
        attributes.requireSet(StatsAttributes.ALL, "interface statistics");
    }

    /** Its general counters, where asked for. */
    public Optional<LinkStatistics> link() {
        return attributes.get(StatsAttributes.STATS_LINK_64).map(LinkStatistics::new);
    }
}

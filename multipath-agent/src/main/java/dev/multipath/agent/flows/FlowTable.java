package dev.multipath.agent.flows;

import dev.multipath.agent.config.MarkMask;
import java.util.List;

/**
 * The agent's nf_tables table in its own words: who is marked how, and what else happens to packets over uplinks. The same
 * whatever lives, unless single packets are spread or TCP segments made to fit.
 *
 * @param name of the table
 * @param owner what its comment says: by it alone it is told from a stranger's of the same name
 * @param mask the bits of marks it touches
 * @param pins whether connections are marked, and their packets led by it
 * @param outlets by their marks
 * @param clampMss whether TCP segments are made to fit
 * @param spread4 whom each IPv4 packet by itself is marked for; empty unless single packets are spread
 * @param spread6 likewise for IPv6
 */
public record FlowTable(
        String name,
        String owner,
        MarkMask mask,
        boolean pins,
        List<Outlet> outlets,
        boolean clampMss,
        List<Share> spread4,
        List<Share> spread6) {

    public FlowTable {
        outlets = List.copyOf(outlets);
        spread4 = List.copyOf(spread4);
        spread6 = List.copyOf(spread6);
    }

    /**
     * An uplink as packets see it.
     *
     * @param interfaceName by which they come and go, whatever its index
     * @param mark in the bits of the mask; 0 where marks play no part, or there is no number left
     * @param masquerades whether they leave with its address
     * @param mtu how large they may be; 0 where that plays no part, or while the interface does not exist
     */
    public record Outlet(String interfaceName, long mark, boolean masquerades, long mtu) {}

    /**
     * Part of the packets of a family.
     *
     * @param weight as many in a row, of the sum of all weights
     */
    public record Share(long mark, int weight) {}

    public boolean spreads() {
        return !spread4.isEmpty() || !spread6.isEmpty();
    }

    public boolean masquerades() {
        return outlets.stream().anyMatch(Outlet::masquerades);
    }
}

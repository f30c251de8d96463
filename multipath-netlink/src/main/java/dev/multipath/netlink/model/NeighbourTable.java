package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a neighbour table says of itself ({@code struct ndtmsg} and its {@code NDTA_*} attributes): once as a whole with
 * the parameters new interfaces begin with, and once for each interface with that interface's parameters alone.
 *
 * @param family IPv4 or IPv6
 * @param name {@code NDTA_NAME}: {@code arp_cache} or {@code ndisc_cache}
 * @param threshold1 {@code NDTA_THRESH1}: so many entries are never swept
 * @param threshold2 {@code NDTA_THRESH2}: more than so many are swept within five seconds
 * @param threshold3 {@code NDTA_THRESH3}: more than so many are not made
 * @param gcInterval {@code NDTA_GC_INTERVAL}: ms between sweeps
 * @param config {@code NDTA_CONFIG}
 * @param statistics {@code NDTA_STATS}
 * @param parameters {@code NDTA_PARMS}
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-ntable.8.html">ip-ntable(8)</a>, linux/neighbour.h
 */
public record NeighbourTable(
        AddressFamily family,
        String name,
        OptionalLong threshold1,
        OptionalLong threshold2,
        OptionalLong threshold3,
        OptionalLong gcInterval,
        Optional<NeighbourTableConfig> config,
        Optional<NeighbourTableStatistics> statistics,
        Optional<NeighbourParameters> parameters,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code NDTA_NAME} of the IPv4 table. */
    public static final String ARP = "arp_cache";
    /** {@code NDTA_NAME} of the IPv6 table. */
    public static final String NDISC = "ndisc_cache";

    /** @throws IllegalArgumentException for a threshold that 32 bits do not hold */
    public NeighbourTable {
        OpenNumber.check(threshold1.orElse(0), 0xffff_ffffL, "threshold");
        OpenNumber.check(threshold2.orElse(0), 0xffff_ffffL, "threshold");
        OpenNumber.check(threshold3.orElse(0), 0xffff_ffffL, "threshold");
    }

    /** The interface whose parameters these are; absent where it is the table as a whole. */
    public OptionalInt interfaceIndex() {
        return parameters.isPresent() ? parameters.get().interfaceIndex() : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return Iproute2NeighbourTable.table(this, InterfaceNames.NUMBERS);
    }
}

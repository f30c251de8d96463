package dev.multipath.netlink.model;

import java.util.OptionalLong;

/**
 * What to change about a neighbour table; what is absent stays. The thresholds, the interval of the sweep and what new
 * interfaces begin with are one for all namespaces: elsewhere than in the first one, the kernel answers ENOENT.
 *
 * @param family IPv4 or IPv6
 * @param name {@link NeighbourTable#ARP} or {@link NeighbourTable#NDISC}
 * @param threshold1 {@code NDTA_THRESH1}: so many entries are never swept
 * @param threshold2 {@code NDTA_THRESH2}: more than so many are swept within five seconds
 * @param threshold3 {@code NDTA_THRESH3}: more than so many are not made
 * @param gcInterval {@code NDTA_GC_INTERVAL}: ms between sweeps
 * @param parameters {@code NDTA_PARMS}: of one interface, or where it names none, what new ones begin with
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-ntable.8.html">ip-ntable(8)</a>
 */
public record NeighbourTableChange(
        AddressFamily family,
        String name,
        OptionalLong threshold1,
        OptionalLong threshold2,
        OptionalLong threshold3,
        OptionalLong gcInterval,
        NeighbourParameters parameters) {

    /** @throws IllegalArgumentException for a threshold that 32 bits do not hold */
    public NeighbourTableChange {
        OpenNumber.check(threshold1.orElse(0), 0xffff_ffffL, "threshold");
        OpenNumber.check(threshold2.orElse(0), 0xffff_ffffL, "threshold");
        OpenNumber.check(threshold3.orElse(0), 0xffff_ffffL, "threshold");
    }

    /** Nothing, to begin with. */
    public static NeighbourTableChange of(AddressFamily family) {
        return new NeighbourTableChange(
                family,
                family.equals(AddressFamily.INET) ? NeighbourTable.ARP : NeighbourTable.NDISC,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                NeighbourParameters.NONE);
    }

    /** And of this interface alone. */
    public NeighbourTableChange interfaceIndex(int index) {
        return parameters(parameters.interfaceIndex(index));
    }

    /** And this parameter. */
    public NeighbourTableChange set(NeighbourParameter parameter, long value) {
        return parameters(parameters.with(parameter, value));
    }

    /** And these three thresholds. */
    public NeighbourTableChange thresholds(long first, long second, long third) {
        return new NeighbourTableChange(
                family,
                name,
                OptionalLong.of(first),
                OptionalLong.of(second),
                OptionalLong.of(third),
                gcInterval,
                parameters);
    }

    /** And the interval of the sweep, in milliseconds. */
    public NeighbourTableChange gcInterval(long millis) {
        return new NeighbourTableChange(
                family, name, threshold1, threshold2, threshold3, OptionalLong.of(millis), parameters);
    }

    private NeighbourTableChange parameters(NeighbourParameters newParameters) {
        return new NeighbourTableChange(family, name, threshold1, threshold2, threshold3, gcInterval, newParameters);
    }

    @Override
    public String toString() {
        return Iproute2NeighbourTable.change(this, InterfaceNames.NUMBERS);
    }
}

package dev.multipath.netlink.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a neighbour table ({@code NDTA_PARMS}): the ones new interfaces begin with, or those of one
 * interface.
 *
 * @param interfaceIndex {@code NDTPA_IFINDEX}; absent = the table's own
 * @param values in the order of their numbers; 32 bits unsigned, times 64 bits
 * @param unknown attributes not typed here, kept and written back
 */
public record NeighbourParameters(
        OptionalInt interfaceIndex, Map<NeighbourParameter, Long> values, UnknownAttributes unknown) {

    /** Nothing, of no interface. */
    public static final NeighbourParameters NONE =
            new NeighbourParameters(OptionalInt.empty(), Map.of(), UnknownAttributes.NONE);

    /** @throws IllegalArgumentException for a number that 32 bits do not hold, times excepted */
    public NeighbourParameters {
        SortedMap<NeighbourParameter, Long> sorted = new TreeMap<>(values);
        sorted.forEach((parameter, value) -> {
            if (!parameter.isTime()) {
                OpenNumber.check(value, 0xffff_ffffL, parameter.toString());
            }
        });
        values = Collections.unmodifiableSortedMap(sorted);
    }

    /** One of them, where it was said. */
    public OptionalLong get(NeighbourParameter parameter) {
        Long value = values.get(parameter);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The same, one of them changed or added. */
    public NeighbourParameters with(NeighbourParameter parameter, long value) {
        Map<NeighbourParameter, Long> changed = new TreeMap<>(values);
        changed.put(parameter, value);
        return new NeighbourParameters(interfaceIndex, changed, unknown);
    }

    /** The same of one interface. */
    public NeighbourParameters interfaceIndex(int index) {
        return new NeighbourParameters(OptionalInt.of(index), values, unknown);
    }
}

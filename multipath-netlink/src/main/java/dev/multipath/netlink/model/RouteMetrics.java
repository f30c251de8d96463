package dev.multipath.netlink.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Transport hints of a route: {@code RTA_METRICS}.
 *
 * @param values unsigned 32-bit numbers by metric, in wire units
 * @param lock {@code RTAX_LOCK}: bit n set means metric n must not be changed by path discovery; 0 writes none
 * @param congestionControl {@code RTAX_CC_ALGO}, a name as in {@code tcp_available_congestion_control}
 * @param unknown metrics without a name here that are not numbers of 32 bits
 */
public record RouteMetrics(
        SortedMap<RouteMetric, Long> values, long lock, Optional<String> congestionControl, UnknownAttributes unknown) {
    /** No metrics. */
    public static final RouteMetrics NONE =
            new RouteMetrics(Collections.emptySortedMap(), 0, Optional.empty(), UnknownAttributes.NONE);

    /** @throws IllegalArgumentException for numbers wider than 32 bits */
    public RouteMetrics {
        OpenNumber.check(lock, 0xffff_ffffL, "lock");
        for (Map.Entry<RouteMetric, Long> entry : values.entrySet()) {
            OpenNumber.check(entry.getValue(), 0xffff_ffffL, entry.getKey().toString());
        }
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return values.isEmpty() && lock == 0 && congestionControl.isEmpty() && unknown.isEmpty();
    }

    /** The value of a metric. */
    public OptionalLong get(RouteMetric metric) {
        Long value = values.get(metric);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Whether path discovery must not change it. */
    public boolean isLocked(RouteMetric metric) {
        return metric.value() < 32 && (lock & 1L << metric.value()) != 0;
    }

    /** The same with this metric. */
    public RouteMetrics with(RouteMetric metric, long value) {
        SortedMap<RouteMetric, Long> more = new TreeMap<>(values);
        more.put(metric, value);
        return new RouteMetrics(more, lock, congestionControl, unknown);
    }

    /** {@code mtu lock VALUE} and its like. */
    public RouteMetrics withLocked(RouteMetric metric, long value) {
        RouteMetrics set = with(metric, value);
        return new RouteMetrics(set.values, lock | 1L << metric.value(), congestionControl, unknown);
    }

    /** The same with this congestion control. */
    public RouteMetrics congestionControl(String name) {
        return new RouteMetrics(values, lock, Optional.of(name), unknown);
    }

    // Written out, like that of all a listing compares: what a record has of itself is put together of method handles
    // when first called, which takes a tenth of the time in which a process lists a small namespace (StartPathTest).
    @Override
    public boolean equals(Object other) {
        return other instanceof RouteMetrics that
                && lock == that.lock
                && values.equals(that.values)
                && congestionControl.equals(that.congestionControl)
                && unknown.equals(that.unknown);
    }

    @Override
    public int hashCode() {
        return ((31 * values.hashCode() + Long.hashCode(lock)) * 31 + congestionControl.hashCode()) * 31
                + unknown.hashCode();
    }
}

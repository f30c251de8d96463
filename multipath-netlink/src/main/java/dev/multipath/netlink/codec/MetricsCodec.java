package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rtax.*;

import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is inside {@code RTA_METRICS}. */
final class MetricsCodec {
    private MetricsCodec() {}

    static RouteMetrics read(AttributeReader in) throws DecodeException {
        SortedMap<RouteMetric, Long> values = new TreeMap<>();
        long lock = 0;
        Optional<String> congestionControl = Optional.empty();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case RTAX_LOCK -> lock = in.u32();
                case RTAX_CC_ALGO -> congestionControl = Optional.of(in.string());
                default -> {
                    if (in.type() > RTAX_FASTOPEN_NO_COOKIE && in.length() != 4) {
                        unknown.keep(in);
                    } else {
                        values.put(new RouteMetric(in.type()), in.u32());
                    }
                }
            }
        }
        return new RouteMetrics(values, lock, congestionControl, unknown.toUnknown());
    }

    static void write(RouteMetrics metrics, AttributeWriter out, boolean request) {
        int mark = out.open(Rta.RTA_METRICS);
        if (metrics.lock() != 0) {
            out.u32(RTAX_LOCK, metrics.lock());
        }
        for (Map.Entry<RouteMetric, Long> metric : metrics.values().entrySet()) {
            out.u32(metric.getKey().value(), metric.getValue());
        }
        if (metrics.congestionControl().isPresent()) {
            String name = metrics.congestionControl().get();
            if (request) {
                out.text(RTAX_CC_ALGO, name);
            } else {
                out.string(RTAX_CC_ALGO, name);
            }
        }
        RawAttributes.write(out, metrics.unknown());
        out.close(mark);
    }
}

package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.MplsRouteCodec;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteLookupCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtax;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every attribute of routes the kernel's specification knows has a type here, but for those listed with a reason. */
final class RouteCoverageTest {
    /** None. */
    private static final Map<String, String> RAW = Map.of();

    /** None. */
    private static final Map<String, String> RAW_METRICS = Map.of();

    private static final byte[] LABEL = {0, 6, 0x41, 0};

    /** An attribute has a type if one of them is taken for what it says. */
    private static final List<byte[]> PAYLOADS = List.of(
            new byte[] {1},
            new byte[] {1, 0},
            new byte[] {1, 0, 0, 0},
            new byte[] {0, 0, 0, 1},
            LABEL,
            new byte[] {2, 0, 10, 0, 0, 1},
            // One leg, one metric, one encapsulation.
            new byte[] {8, 0, 0, 0, 3, 0, 0, 0},
            new byte[] {8, 0, 2, 0, 1, 0, 0, 0},
            new byte[] {8, 0, 1, 0, 0, 6, 0x41, 0},
            payload(16),
            payload(24),
            payload(32));

    @Test
    void every_attribute_has_a_type_or_a_reason() throws DecodeException {
        Map<String, String> raw = new TreeMap<>();
        for (SpecAttributes.Attribute attribute : SpecAttributes.of("rt-route").carrying("route-attrs")) {
            if (!isTyped(attribute.number())) {
                raw.put(attribute.name(), RAW.getOrDefault(attribute.name(), "no reason given"));
            }
        }
        assertThat(raw).isEqualTo(new TreeMap<>(RAW));
    }

    @Test
    void every_metric_has_a_type_or_a_reason() throws DecodeException {
        Map<String, String> raw = new TreeMap<>();
        for (SpecAttributes.Attribute metric : SpecAttributes.of("rt-route").carrying("metrics")) {
            if (!isTypedMetric(metric.number())) {
                raw.put(metric.name(), RAW_METRICS.getOrDefault(metric.name(), "no reason given"));
            }
        }
        assertThat(raw).isEqualTo(new TreeMap<>(RAW_METRICS));
    }

    /** In IPv4 and IPv6 routes it is an address, in MPLS routes labels. */
    @Test
    void a_new_destination_is_typed_in_every_family() throws DecodeException {
        byte[] device = {3, 0, 0, 0};
        for (int family : new int[] {2, 10}) {
            MessageReader message = message(Rtm.RTM_NEWROUTE, out -> {
                out.u8(family).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(1).u32(0);
                out.attributes().bytes(Rta.RTA_OIF, device);
                out.attributes().bytes(Rta.RTA_NEWDST, payload(family == 2 ? 4 : 16));
            });
            Route route = RouteCodec.decode(message);
            assertThat(route.target().hops().get(0).newDestination()).isPresent();
            assertThat(route.unknown().isEmpty()).isTrue();
        }
        assertThat(isTypedForMpls(Rta.RTA_NEWDST, LABEL)).isTrue();
    }

    private static boolean isTyped(int number) throws DecodeException {
        for (byte[] payload : PAYLOADS) {
            if (isTypedIn(2, number, payload)
                    || isTypedIn(10, number, payload)
                    || isTypedForMpls(number, payload)
                    || isTypedInLookup(number, payload)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTypedIn(int family, int number, byte[] payload) throws DecodeException {
        MessageReader message = message(Rtm.RTM_NEWROUTE, out -> {
            out.u8(family).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(1).u32(0);
            AttributeWriter attributes = out.attributes();
            attributes.bytes(number, payload);
            if (number == Rta.RTA_ENCAP) {
                attributes.u16(Rta.RTA_ENCAP_TYPE, 1);
                attributes.u32(Rta.RTA_OIF, 3);
            }
            if (number == Rta.RTA_ENCAP_TYPE) {
                attributes.bytes(Rta.RTA_ENCAP, new byte[] {8, 0, 1, 0, 0, 6, 0x41, 0});
                attributes.u32(Rta.RTA_OIF, 3);
            }
        });
        Route route;
        try {
            route = RouteCodec.decode(message);
        } catch (DecodeException e) {
            return false;
        }
        boolean raw = !route.unknown().isEmpty() || rawHop(route.target());
        return !raw && has(number, message(Rtm.RTM_NEWROUTE, out -> RouteCodec.encode(route, out)));
    }

    private static boolean rawHop(RouteTarget target) {
        for (NextHop hop : target.hops()) {
            if (!hop.unknown().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTypedForMpls(int number, byte[] payload) throws DecodeException {
        MessageReader message = message(Rtm.RTM_NEWROUTE, out -> {
            out.u8(28).u8(20).u8(0).u8(0).u8(254).u8(0).u8(0).u8(1).u32(0);
            AttributeWriter attributes = out.attributes();
            if (number != Rta.RTA_DST) {
                attributes.bytes(Rta.RTA_DST, LABEL);
            }
            attributes.bytes(number, payload);
        });
        MplsRoute route;
        try {
            route = MplsRouteCodec.decode(message);
        } catch (DecodeException e) {
            return false;
        }
        boolean raw = !route.unknown().isEmpty() || rawHop(route.target());
        return !raw && has(number, message(Rtm.RTM_NEWROUTE, out -> MplsRouteCodec.encode(route, out)));
    }

    private static boolean isTypedInLookup(int number, byte[] payload) throws DecodeException {
        MessageReader message = message(Rtm.RTM_GETROUTE, out -> {
            out.u8(10).u8(128).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u32(0);
            AttributeWriter attributes = out.attributes();
            if (number != Rta.RTA_DST) {
                attributes.be128(Rta.RTA_DST, 0, 1);
            }
            attributes.bytes(number, payload);
        });
        try {
            var lookup = RouteLookupCodec.decode(message);
            return has(number, message(Rtm.RTM_GETROUTE, out -> RouteLookupCodec.encode(lookup, out)));
        } catch (DecodeException e) {
            return false;
        }
    }

    /** A metric we know has a name, too: any number of 32 bits is kept as one. */
    private static boolean isTypedMetric(int number) throws DecodeException {
        MessageReader message = message(Rtm.RTM_NEWROUTE, out -> {
            out.u8(2).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(1).u32(0);
            AttributeWriter attributes = out.attributes();
            int mark = attributes.open(Rta.RTA_METRICS);
            attributes.u32(number, 0x61);
            attributes.close(mark);
        });
        RouteMetrics metrics = RouteCodec.decode(message).options().metrics();
        boolean named = metrics.get(new RouteMetric(number)).orElse(0) == 0x61
                && !new RouteMetric(number).toString().startsWith("metric");
        return named
                || (number == Rtax.RTAX_LOCK && metrics.lock() == 0x61)
                || (number == Rtax.RTAX_CC_ALGO && metrics.congestionControl().isPresent());
    }

    private static boolean has(int number, MessageReader message) throws DecodeException {
        AttributeReader attributes = message.attributes(12, Rta.NAMES);
        while (attributes.next()) {
            if (attributes.type() == number) {
                return true;
            }
        }
        return false;
    }

    private static MessageReader message(int type, Consumer<MessageWriter> body) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 0);
        body.accept(writer);
        writer.end();
        MessageReader message = new MessageReader(out);
        assertThat(message.next()).isTrue();
        return message;
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        payload[length - 1] = 1;
        return payload;
    }
}

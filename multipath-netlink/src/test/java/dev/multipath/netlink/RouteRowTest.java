package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route read in place says what the decoded one says. */
final class RouteRowTest {
    private static final IpAddress GATEWAY = IpAddress.parse("192.0.2.1");
    private static final IpAddress GATEWAY6 = IpAddress.parse("2001:db8::1");

    private final RouteRow row = new RouteRow(new RouteRequest.Dump(AddressFamily.INET, RouteFilter.ALL));

    private static MessageReader message(Route route) throws DecodeException {
        ByteBuf bytes = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(bytes).begin(Rtm.RTM_NEWROUTE, 0, 1);
        RouteCodec.encode(route, writer);
        writer.end();
        return Bytes.message(bytes);
    }

    private void show(Route route) throws DecodeException {
        assertThat(row.show(message(route))).isTrue();
    }

    private static Route route(String destination) {
        return Route.to(IpPrefix.parse(destination)).table(RouteTable.of(7900)).protocol(Protocol.of(77));
    }

    @Test
    void numbers_of_an_ipv4_route() throws DecodeException {
        Route route = route("10.1.2.0/24").via(GATEWAY, 4).priority(1001).type(RouteType.UNICAST);
        show(route);

        assertThat(row.isIpv4()).isTrue();
        assertThat(row.destinationLow()).isEqualTo(0x0a01_0200L);
        assertThat(row.destinationHigh()).isZero();
        assertThat(row.destinationLength()).isEqualTo(24);
        assertThat(row.table()).isEqualTo(7900);
        assertThat(row.protocol()).isEqualTo(77);
        assertThat(row.type()).isEqualTo(1);
        assertThat(row.scope()).isEqualTo(route.scope().value());
        assertThat(row.tos()).isZero();
        assertThat(row.flags()).isZero();
        assertThat(row.priority()).isEqualTo(1001);
        assertThat(row.interfaceIndex()).isEqualTo(4);
        assertThat(row.isVia(GATEWAY)).isTrue();
        assertThat(row.isVia(IpAddress.parse("192.0.2.2"))).isFalse();
        assertThat(row.isVia(GATEWAY6)).isFalse();
        assertThat(row.toRoute()).isEqualTo(route);
        assertThat(row).hasToString(route.toString());
    }

    @Test
    void a_row_forgets_the_route_before() throws DecodeException {
        show(route("2001:db8::/32").via(GATEWAY6, 4).priority(7));
        show(Route.to(IpPrefix.ALL_IPV4).type(RouteType.BLACKHOLE));

        assertThat(row.isIpv4()).isTrue();
        assertThat(row.destinationHigh()).isZero();
        assertThat(row.destinationLow()).isZero();
        assertThat(row.table()).isEqualTo(254);
        assertThat(row.priority()).isZero();
        assertThat(row.interfaceIndex()).isZero();
        assertThat(row.legs()).isZero();
        assertThat(row.leadsTo(4)).isFalse();
        assertThat(row.isVia(GATEWAY6)).isFalse();
        assertThat(row.type()).isEqualTo(RouteType.BLACKHOLE.value());
    }

    @Test
    void prefixes_are_compared_in_place() throws DecodeException {
        show(route("10.1.2.0/24").dev(4));
        assertThat(row.isTo(IpPrefix.parse("10.1.2.0/24"))).isTrue();
        assertThat(row.isTo(IpPrefix.parse("10.1.2.0/25"))).isFalse();
        assertThat(row.isTo(IpPrefix.parse("10.1.3.0/24"))).isFalse();
        assertThat(row.isWithin(IpPrefix.parse("10.1.0.0/16"))).isTrue();
        assertThat(row.isWithin(IpPrefix.ALL_IPV4)).isTrue();
        assertThat(row.isWithin(IpPrefix.ALL_IPV6)).isFalse();
        assertThat(row.isWithin(IpPrefix.parse("10.1.2.0/25"))).isFalse();
        assertThat(row.covers(IpAddress.parse("10.1.2.255"))).isTrue();
        assertThat(row.covers(IpAddress.parse("10.1.3.0"))).isFalse();

        show(route("2001:db8:0:1:8000::/65").dev(4));
        assertThat(row.isTo(IpPrefix.parse("2001:db8:0:1:8000::/65"))).isTrue();
        assertThat(row.isWithin(IpPrefix.parse("2001:db8::/32"))).isTrue();
        assertThat(row.isWithin(IpPrefix.parse("2001:db8:0:1::/64"))).isTrue();
        assertThat(row.isWithin(IpPrefix.parse("2001:db8:0:2::/64"))).isFalse();
        assertThat(row.covers(IpAddress.parse("2001:db8:0:1:8000::77"))).isTrue();
        assertThat(row.covers(IpAddress.parse("2001:db8:0:1:7000::77"))).isFalse();
        assertThat(row.covers(IpAddress.parse("10.1.2.3"))).isFalse();

        show(Route.to(IpPrefix.ALL_IPV6).dev(4));
        assertThat(row.covers(IpAddress.parse("::1"))).isTrue();
        assertThat(row.covers(GATEWAY)).isFalse();
    }

    @Test
    void legs_are_found_in_place() throws DecodeException {
        Route route = route("0.0.0.0/0")
                .target(new RouteTarget.Multipath(List.of(
                        NextHop.via(GATEWAY, 4), NextHop.via(IpAddress.parse("198.51.100.1"), 5), NextHop.dev(6))));
        show(route);

        assertThat(row.legs()).isEqualTo(3);
        assertThat(row.interfaceIndex()).isZero();
        assertThat(row.leadsTo(4)).isTrue();
        assertThat(row.leadsTo(6)).isTrue();
        assertThat(row.leadsTo(7)).isFalse();
        assertThat(row.isVia(GATEWAY)).isFalse();
        assertThat(row.toRoute()).isEqualTo(route);
        assertThat(RouteFilter.ALL.interfaceIndex(5).matches(row)).isTrue();
        assertThat(RouteFilter.ALL.interfaceIndex(7).matches(row)).isFalse();
    }

    @Test
    void a_gateway_of_the_other_family_and_a_nexthop_object_are_seen() throws DecodeException {
        show(route("10.0.0.0/8").via(GATEWAY6, 4));
        assertThat(row.isVia(GATEWAY6)).isTrue();

        show(route("10.0.0.0/8").target(new RouteTarget.NextHopId(4_000_000_000L, List.of())));
        assertThat(row.nexthopId()).isEqualTo(4_000_000_000L);
    }

    @Test
    void a_filter_says_the_same_of_row_and_route() throws DecodeException {
        Route[] routes = {
            route("10.1.2.0/24").via(GATEWAY, 4),
            route("2001:db8::/32").via(GATEWAY6, 5),
            Route.to(IpPrefix.parse("10.9.0.0/16")).type(RouteType.PROHIBIT)
        };
        RouteFilter[] filters = {
            RouteFilter.ALL,
            RouteFilter.of(AddressFamily.INET6),
            RouteFilter.ALL.table(RouteTable.of(7900)),
            RouteFilter.ALL.protocol(Protocol.of(77)),
            RouteFilter.ALL.type(RouteType.PROHIBIT),
            RouteFilter.ALL.type(RouteType.UNSPEC),
            RouteFilter.ALL.interfaceIndex(5)
        };
        int let = 0;
        for (Route route : routes) {
            show(route);
            for (RouteFilter filter : filters) {
                assertThat(filter.matches(row)).as("%s %s", filter, route).isEqualTo(filter.matches(route));
                let += filter.matches(row) ? 1 : 0;
            }
        }
        assertThat(let).isEqualTo(3 + 1 + 2 + 2 + 1 + 3 + 1);
    }

    @Test
    void other_messages_are_no_routes() throws DecodeException {
        assertThat(row.show(Bytes.message("20000000 1000 0000 01000000 00000000 00000100 01000000 00000000 00000000")))
                .isFalse();
        assertThat(row.show(Bytes.message("1c000000 1800 0000 01000000 00000000 1c 00 00 00 fe 03 00 01 00000000")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18000000 1800 0000 01000000 00000000 02 00 00 00 fe 03 00 01",
                "1c000000 1800 0000 01000000 00000000 02 21 00 00 fe 03 00 01 00000000",
                "24000000 1800 0000 01000000 00000000 02 20 00 00 fe 03 00 01 00000000 0300 0100 0a000001",
                "24000000 1800 0000 01000000 00000000 0a 20 00 00 fe 03 00 01 00000000 0800 0100 0a000001",
                "22000000 1800 0000 01000000 00000000 02 20 00 00 fe 03 00 01 00000000 0600 0f00 0a00",
                "1e000000 1800 0000 01000000 00000000 02 20 00 00 fe 03 00 01 00000000 0400",
                "28000000 1800 0000 01000000 00000000 02 00 00 00 fe 03 00 01 00000000 0c00 0900 00000000 03000000",
                "28000000 1800 0000 01000000 00000000 02 00 00 00 fe 03 00 01 00000000 0c00 1200 0a00 00000000 0000"
            })
    void broken_bytes_are_a_decode_exception(String bytes) throws DecodeException {
        MessageReader message = Bytes.message(bytes);
        assertThatThrownBy(() -> row.show(message)).isInstanceOf(DecodeException.class);
    }

    /** What {@link RouteCodec} takes the row takes, and nothing throws anything else, whatever bytes are turned over. */
    @Test
    void turned_over_bytes_never_do_worse_than_a_decode_exception() throws DecodeException {
        Random random = new Random(20_261_129);
        Route route = route("10.1.2.0/24")
                .priority(9)
                .target(new RouteTarget.Multipath(List.of(NextHop.via(GATEWAY, 4), NextHop.via(GATEWAY6, 5))));
        byte[] good = message(route).toBytes();
        int shown = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bytes[16 + random.nextInt(bytes.length - 16)] = (byte) random.nextInt(256);
            }
            MessageReader message = Bytes.message(Unpooled.wrappedBuffer(bytes));
            try {
                shown += row.show(message) && !row.leadsTo(99) && !row.isTo(IpPrefix.ALL_IPV6) ? 1 : 0;
            } catch (DecodeException e) {
                assertThatThrownBy(() -> RouteCodec.decode(message)).isInstanceOf(DecodeException.class);
            }
        }
        assertThat(shown).isBetween(1000, 19_000);
    }
}

package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTarget;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lookups on the running kernel: the packet's way, and the entry it came from. */
final class RouteLookupNetnsIT {
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    private static final IpAddress GW1_6 = IpAddress.parse("2001:db8:1::fe");
    private static final IpAddress GW2_6 = IpAddress.parse("2001:db8:2::fe");

    private LiveNamespace live;
    private Routes routes;
    private int a;
    private int b;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        live.ip("link set lo up");
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        routes = live.netlink().routes();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void fib_match_answers_with_the_entry_itself() {
        Route ipv4 = Route.to(IpPrefix.parse("203.0.113.0/24"))
                .priority(7)
                .target(new RouteTarget.Multipath(List.of(
                        NextHop.via(GW1, a).weight(4), NextHop.via(GW2, b).weight(2))));
        Route ipv6 = Route.to(IpPrefix.parse("2001:db8:ffff::/48"))
                .target(new RouteTarget.Multipath(List.of(
                        NextHop.via(GW1_6, a).weight(4), NextHop.via(GW2_6, b).weight(2))));
        for (Route route : List.of(ipv4, ipv6)) {
            routes.add(route);
            IpAddress to = route.destination().address().next();
            Route entry =
                    routes.lookup(RouteLookup.to(to).toBuilder().fibMatch(true).build());
            assertThat(entry.destination()).isEqualTo(route.destination());
            // The kernel begins an IPv6 route with the leg that this packet would take.
            assertThat(entry.target().configured().hops())
                    .containsExactlyInAnyOrderElementsOf(route.target().hops());
            assertThat(entry.key().effectivePriority()).isEqualTo(route.key().effectivePriority());

            Route way = routes.lookup(RouteLookup.to(to));
            assertThat(way.destination()).isEqualTo(IpPrefix.host(to));
            assertThat(way.target().hops()).hasSize(1);
        }
        assertThat(live.ip("route get fibmatch 203.0.113.1"))
                .startsWith(routes.lookup(RouteLookup.to(IpAddress.parse("203.0.113.1")).toBuilder()
                                .fibMatch(true)
                                .build())
                        .destination()
                        .toString());
    }

    @Test
    void a_forwarded_packet_is_looked_up_by_where_it_comes_in() throws IOException, InterruptedException {
        forward();
        routes.add(Route.defaultRoute(AddressFamily.INET).via(GW2, b));
        live.ip("rule add iif up-a lookup 7900 priority 100");
        live.ip("route add unreachable default table 7900 metric 9");
        live.ip("route add 203.0.113.0/24 via 198.51.100.1 table 7900");
        Route way = routes.lookup(RouteLookup.to(IpAddress.parse("203.0.113.9")).toBuilder()
                .source(IpAddress.parse("192.0.2.77"))
                .inputInterface(a)
                .build());
        assertThat(way.table().value()).isEqualTo(7900);
        assertThat(way.options().inputInterface()).hasValue(a);
    }

    private void forward() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "nsenter", "--net=" + live.namespace().path(), "sysctl", "-qw", "net.ipv4.ip_forward=1")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void a_question_is_told_in_the_words_of_ip_route_get() {
        RouteLookup lookup = RouteLookup.to(IpAddress.parse("2001:db8:1::9")).toBuilder()
                .source(IpAddress.parse("2001:db8:1::1"))
                .outputInterface(a)
                .mark(16)
                .uid(0)
                .ipProtocol(6)
                .sourcePort(1)
                .destinationPort(2)
                .fibMatch(true)
                .build();
        assertThat(lookup.toString().replace("if" + a, "up-a"))
                .isEqualTo(
                        "fibmatch 2001:db8:1::9 from 2001:db8:1::1 oif up-a mark 0x10 uid 0 ipproto 6 sport 1 dport 2");
        assertThat(live.ip("-6 route get " + lookup.toString().replace("if" + a, "up-a")))
                .startsWith("2001:db8:1::/64");
        assertThat(routes.lookup(lookup).destination()).isEqualTo(IpPrefix.parse("2001:db8:1::/64"));
    }
}

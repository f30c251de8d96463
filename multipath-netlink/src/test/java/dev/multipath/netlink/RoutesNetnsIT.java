package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteMetrics;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes on the running kernel: ours read by iproute2, iproute2's read by us. */
final class RoutesNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
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
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        routes = live.netlink().routes();
    }

    @AfterEach
    void close() {
        live.close();
    }

    private List<Route> table(AddressFamily family) {
        return routes.list(RouteFilter.of(family).table(T));
    }

    private Route defaultVia(IpAddress gateway, int device) {
        return Route.defaultRoute(gateway.family()).table(T).via(gateway, device);
    }

    @Test
    void what_we_add_iproute2_reads() {
        RouteMetrics metrics = RouteMetrics.NONE
                .withLocked(RouteMetric.MTU, 1400)
                .with(RouteMetric.ADVMSS, 1360)
                .with(RouteMetric.HOPLIMIT, 64)
                .with(RouteMetric.INITCWND, 20)
                .congestionControl("reno");
        routes.add(Route.to(IpPrefix.parse("10.75.0.0/16"))
                .table(T)
                .protocol(Protocol.of(77))
                .tos(0x10)
                .priority(5)
                .options(RouteOptions.NONE.metrics(metrics).prefSrc(IpAddress.parse("192.0.2.2")))
                .target(RouteTarget.single(
                        NextHop.via(IpAddress.parse("203.0.113.1"), a).onlink())));

        JsonObject route = live.json("route show table 7900").get(0).getAsJsonObject();
        assertThat(route.toString())
                .contains("\"dst\":\"10.75.0.0/16\"")
                .contains("\"gateway\":\"203.0.113.1\"")
                .contains("\"dev\":\"up-a\"")
                .contains("\"protocol\":\"77\"")
                .contains("\"prefsrc\":\"192.0.2.2\"")
                .contains("\"metric\":5")
                .contains("\"flags\":[\"onlink\"]")
                .contains("\"tos\":\"0x10\"")
                .contains("\"mtu\":1400", "\"advmss\":1360", "\"hoplimit\":64", "\"initcwnd\":20")
                .contains("\"congestion\":\"reno\"");
        assertThat(live.ip("route show table 7900")).contains("mtu lock 1400");
    }

    @Test
    void weights_are_real_weights() {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            boolean ipv4 = family.equals(AddressFamily.INET);
            List<NextHop> legs = List.of(
                    NextHop.via(ipv4 ? GW1 : GW1_6, a).weight(4),
                    NextHop.via(ipv4 ? GW2 : GW2_6, b).weight(256));
            Route route = Route.defaultRoute(family).table(T).target(new RouteTarget.Multipath(legs));
            routes.add(route);

            JsonArray shown = live.json((ipv4 ? "" : "-6 ") + "route show table 7900")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonArray("nexthops");
            assertThat(shown.get(0).getAsJsonObject().get("weight").getAsInt()).isEqualTo(4);
            assertThat(shown.get(1).getAsJsonObject().get("weight").getAsInt()).isEqualTo(256);
            assertThat(table(family)).extracting(Route::target).containsExactly(route.target());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.0.0/16 via 192.0.2.1 dev up-a proto static metric 7 src 192.0.2.2 realm 3/7",
                "10.2.0.0/16 via 192.0.2.1 mtu lock 1400 advmss 1360 window 65535 rtt 100 rttvar 50ms ssthresh 20 "
                        + "cwnd lock 10 reordering 5 hoplimit 64 initcwnd 20 initrwnd 30 features ecn quickack 1 "
                        + "rto_min 200ms congctl reno fastopen_no_cookie 1",
                "10.3.0.0/16 via 203.0.113.1 dev up-a onlink",
                "10.4.0.0/16 via inet6 2001:db8:1::fe dev up-a",
                "10.5.0.0/16 nexthop via inet6 2001:db8:1::fe dev up-a weight 2 nexthop via 198.51.100.1 dev up-b weight 5",
                "10.6.0.0/16 nexthop via 192.0.2.1 dev up-a weight 3 realm 4 nexthop dev up-b weight 1",
                "blackhole 10.7.0.0/16",
                "unreachable 10.8.0.0/16 metric 42949",
                "prohibit 10.9.0.0/16",
                "throw 10.10.0.0/16",
                "local 10.11.0.1/32 dev lo scope host",
                "broadcast 10.12.255.255 dev up-a scope link",
                "multicast 239.1.0.0/16 dev up-a",
                "10.13.0.0/16 dev up-a scope link",
                "10.14.0.0/16 via 192.0.2.1 tos 0x10",
                "default via 192.0.2.1",
                "default via 192.0.2.1 metric 4294967295",
                "10.15.0.0/16 encap ip id 100 dst 192.0.2.9 dev up-a",
                "2001:db8:50::/48 via fe80::2 dev up-a expires 600 proto ra pref low",
                "2001:db8:51::/48 from 2001:db8:1::/64 via fe80::2 dev up-a",
                "2001:db8:52::/48 via fe80::2 dev up-a metric 77 mtu 1400 hoplimit 10 src 2001:db8:1::1",
                "blackhole 2001:db8:53::/48",
                "unreachable 2001:db8:54::/48 metric 7",
                "prohibit 2001:db8:55::/48",
                "throw 2001:db8:56::/48",
                "::/0 via fe80::1 dev up-b metric 2048 pref high",
                "2001:db8:57::/48 nexthop via 2001:db8:1::fe dev up-a weight 3 nexthop via fe80::9 dev up-b weight 200",
                "2001:db8:58::/48 dev up-a",
                "local 2001:db8:59::1/128 dev lo",
                "2001:db8:5a::/48 encap seg6 mode encap segs 2001:db8:a::1 dev up-a"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        String ip = words.contains("10.") || words.startsWith("default") || words.contains("239.") ? "" : "-6 ";
        AddressFamily family = ip.isEmpty() ? AddressFamily.INET : AddressFamily.INET6;
        live.ip("link set lo up");
        int legs = words.indexOf(" nexthop ");
        String hops = legs < 0 ? "" : words.substring(legs);
        live.ip(ip + "route add " + words.substring(0, words.length() - hops.length()) + " table 7900" + hops);
        String shown = live.ip(ip + "-d route show table 7900");
        List<Route> listed = table(family);
        assertThat(listed).as(shown).hasSize(1);

        routes.delete(listed.get(0));
        assertThat(live.run(ip + "-d route show table 7900").output()).doesNotContain("dev ");
        assertThat(routes.deleteIfPresent(listed.get(0))).isFalse();

        routes.add(listed.get(0));
        String again = live.ip(ip + "-d route show table 7900");
        // Time runs: a listed route has no expiry left to hand back.
        assertThat(again).isEqualTo(shown.replaceAll(" expires \\d+sec", ""));
        assertThat(table(family).get(0).key()).isEqualTo(listed.get(0).key());
    }

    /** Among many alike: the one that was listed goes, and no other. */
    @Test
    void each_listed_route_is_deleted_exactly() {
        live.ip("route add 10.0.0.0/8 via 192.0.2.1 table 7900");
        live.ip("route add 10.0.0.0/8 via 198.51.100.1 table 7900 metric 5");
        live.ip("route add 10.0.0.0/16 via 192.0.2.1 table 7900");
        live.ip("route append 10.0.0.0/8 via 198.51.100.1 table 7900");
        live.ip("route add 10.0.0.0/8 via 192.0.2.1 table 7900 tos 0x10");
        live.ip("route add 10.0.0.0/8 via 192.0.2.1 table 7901");
        live.ip("route add blackhole 10.0.0.0/8 table 7900 metric 9");
        live.ip("-6 route add 2001:db8:50::/48 via 2001:db8:1::fe table 7900 metric 5");
        live.ip("-6 route add 2001:db8:50::/48 via 2001:db8:1::fe table 7900 metric 6");
        live.ip("-6 route add unreachable 2001:db8:50::/48 table 7900 metric 7");
        for (int round = 0; round < 6; round++) {
            List<Route> all = new ArrayList<>(routes.list(RouteFilter.ALL.protocol(Protocol.BOOT)));
            Route victim = all.get(round % all.size());
            routes.delete(victim);
            all.remove(victim);
            assertThat(routes.list(RouteFilter.ALL.protocol(Protocol.BOOT))).isEqualTo(all);
        }
    }

    @Test
    void a_whole_table_listed_in_any_order_can_be_emptied() {
        for (int i = 0; i < 50; i++) {
            routes.add(Route.to(IpPrefix.parse("10.0." + i + ".0/24")).table(T).via(GW1, a));
            routes.add(Route.to(IpPrefix.parse("2001:db8:aa" + i + "::/48"))
                    .table(T)
                    .via(GW1_6, a));
        }
        List<Route> listed = new ArrayList<>(routes.list(RouteFilter.ALL.table(T)));
        Collections.shuffle(listed, new java.util.Random(1));
        assertThat(listed).hasSize(100);
        listed.forEach(routes::delete);
        assertThat(routes.list(RouteFilter.ALL.table(T))).isEmpty();
    }

    @Test
    void a_route_by_nexthop_object_shows_what_it_stands_for() {
        live.ip("nexthop add id 1 via 192.0.2.1 dev up-a");
        live.ip("nexthop add id 2 via 198.51.100.1 dev up-b");
        live.ip("nexthop add id 10 group 1,3/2,1");
        Route route = Route.to(IpPrefix.parse("10.0.0.0/8")).table(T).target(new RouteTarget.NextHopId(10));
        routes.add(route);

        Route listed = table(AddressFamily.INET).get(0);
        assertThat(listed.target())
                .isEqualTo(new RouteTarget.NextHopId(
                        10, List.of(NextHop.via(GW1, a).weight(3), NextHop.via(GW2, b))));
        assertThat(listed.target().configured()).isEqualTo(route.target());
        routes.delete(listed);
        routes.add(listed);
        assertThat(table(AddressFamily.INET)).containsExactly(listed);
    }

    @Test
    void dead_legs_are_told_from_live_ones_and_can_be_written_back() {
        live.ip("link set up-bp down");
        Route two = Route.defaultRoute(AddressFamily.INET)
                .table(T)
                .target(new RouteTarget.Multipath(List.of(NextHop.via(GW1, a), NextHop.via(GW2, b))));
        routes.add(two);

        Route listed = table(AddressFamily.INET).get(0);
        assertThat(listed.target().hops()).extracting(NextHop::isDeadOrLinkdown).containsExactly(false, true);
        assertThat(listed.target().configured()).isEqualTo(two.target());
        routes.replace(listed);
        routes.delete(listed);
    }

    @Test
    void lookups_answer_as_ip_route_get_does() {
        live.ip("link set lo up");
        live.ip("route add default via 192.0.2.1 table main");
        live.ip("rule add fwmark 0x10 ipproto tcp dport 443 lookup 7900 prio 100");
        routes.add(defaultVia(GW2, b));
        routes.add(Route.to(IpPrefix.parse("203.0.113.0/24")).type(RouteType.UNREACHABLE));
        IpAddress to = IpAddress.parse("8.8.8.8");

        Route plain = routes.lookup(RouteLookup.to(to));
        assertThat(plain.target().hops().get(0).gateway()).contains(GW1);
        assertThat(plain.options().prefSrc()).contains(IpAddress.parse("192.0.2.2"));
        Route marked = routes.lookup(RouteLookup.to(to).toBuilder()
                .mark(0x10)
                .ipProtocol(6)
                .sourcePort(1024)
                .destinationPort(443)
                .uid(1000)
                .build());
        assertThat(marked.table()).isEqualTo(T);
        assertThat(marked.target().hops().get(0).gateway()).contains(GW2);
        assertThat(routes.lookup(RouteLookup.to(to).toBuilder()
                                .outputInterface(a)
                                .build())
                        .target()
                        .hops()
                        .get(0)
                        .interfaceIndex())
                .isEqualTo(a);
        assertThat(routes.lookup(RouteLookup.to(IpAddress.parse("2001:db8:1::77")))
                        .target()
                        .hops())
                .containsExactly(NextHop.dev(a));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> routes.lookup(RouteLookup.to(IpAddress.parse("203.0.113.9"))))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EHOSTUNREACH))
                .withMessageStartingWith("ip route get 203.0.113.9: EHOSTUNREACH");
    }

    @Test
    void scope_and_type_of_what_the_kernel_installs_are_read() {
        assertThat(routes.list(RouteFilter.of(AddressFamily.INET).interfaceIndex(a)))
                .extracting(Route::type, Route::scope)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(RouteType.UNICAST, Scope.LINK),
                        org.assertj.core.groups.Tuple.tuple(RouteType.LOCAL, Scope.HOST),
                        org.assertj.core.groups.Tuple.tuple(RouteType.BROADCAST, Scope.LINK));
    }
}

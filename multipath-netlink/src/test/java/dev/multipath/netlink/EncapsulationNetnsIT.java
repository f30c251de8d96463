package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Seg6Action;
import dev.multipath.netlink.model.Seg6Local;
import dev.multipath.netlink.model.Seg6Mode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lightweight tunnels on the running kernel: ours read by iproute2, iproute2's read by us. Tunnel options (Geneve, VXLAN,
 * ERSPAN) never get here: kernel 6.18 oopses in {@code ip_tun_parse_opts} when it is given some, and holds its lock.
 */
final class EncapsulationNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.0.0/16 encap ip dst 192.0.2.9 dev up-a",
                "10.2.0.0/16 encap ip id 100 src 192.0.2.2 dst 192.0.2.9 ttl 64 tos 8 key csum seq dev up-a",
                "10.3.0.0/16 encap ip6 id 7 src 2001:db8:1::1 dst 2001:db8:1::9 hoplimit 33 tc 5 csum dev up-a",
                "10.4.0.0/16 encap ip id 18446744073709551615 dst 192.0.2.9 via 192.0.2.1 dev up-a",
                "10.5.0.0/16 nexthop encap ip id 7 dst 192.0.2.7 dev up-a weight 2 "
                        + "nexthop via 198.51.100.1 dev up-b weight 3",
                "2001:db8:50::/48 encap ip6 id 300 dst 2001:db8:3::5 dev up-a",
                "2001:db8:51::/48 encap ip dst 192.0.2.9 dev up-a",
                "2001:db8:52::/48 encap seg6 mode encap segs 2001:db8:a::1,2001:db8:a::2 dev up-a",
                "2001:db8:53::/48 encap seg6 mode inline segs 2001:db8:a::1 dev up-a",
                "2001:db8:54::/48 encap seg6 mode l2encap segs 2001:db8:a::1 dev up-a",
                "2001:db8:55::/48 encap seg6 mode encap segs 2001:db8:a::1 hmac 15 dev up-a",
                "10.6.0.0/16 encap seg6 mode encap segs 2001:db8:a::1,2001:db8:a::2,2001:db8:a::3 dev up-a",
                "2001:db8:56::/48 nexthop encap seg6 mode encap segs 2001:db8:a::1 via 2001:db8:1::fe dev up-a weight 2 "
                        + "nexthop encap seg6 mode inline segs 2001:db8:b::1 via 2001:db8:2::fe dev up-b weight 5",
                "2001:db8:60::1/128 encap seg6local action End dev up-a",
                "2001:db8:60::2/128 encap seg6local action End.X nh6 2001:db8:1::7 dev up-a",
                "2001:db8:60::3/128 encap seg6local action End.T table 254 dev up-a",
                "2001:db8:60::4/128 encap seg6local action End.DX2 oif up-b dev up-a",
                "2001:db8:60::5/128 encap seg6local action End.DX6 nh6 2001:db8:1::7 dev up-a",
                "2001:db8:60::6/128 encap seg6local action End.DX4 nh4 192.0.2.7 dev up-a",
                "2001:db8:60::7/128 encap seg6local action End.DT6 table 254 dev up-a",
                "2001:db8:60::8/128 encap seg6local action End.B6 srh segs 2001:db8:c::1,2001:db8:c::2 dev up-a",
                "2001:db8:60::9/128 encap seg6local action End.B6.Encaps srh segs 2001:db8:c::1 dev up-a",
                "2001:db8:60::a/128 encap seg6local action End count dev up-a",
                "2001:db8:60::b/128 encap seg6local action End flavors psp dev up-a",
                "2001:db8:60::c/128 encap seg6local action End flavors next-csid lblen 48 nflen 16 dev up-a"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        String ip = words.startsWith("10.") ? "" : "-6 ";
        AddressFamily family = ip.isEmpty() ? AddressFamily.INET : AddressFamily.INET6;
        int legs = words.indexOf(" nexthop ");
        String hops = legs < 0 ? "" : words.substring(legs);
        live.ip(ip + "route add " + words.substring(0, words.length() - hops.length()) + " table 7900" + hops);
        String shown = live.ip(ip + "-d route show table 7900");
        List<Route> listed = routes.list(RouteFilter.of(family).table(T));
        assertThat(listed).as(shown).hasSize(1);
        NextHop first = listed.get(0).target().hops().get(0);
        assertThat(first.encapsulation()).as(shown).isPresent();
        assertThat(first.encapsulation().get()).isNotInstanceOf(Encapsulation.Other.class);
        assertThat(first.unknown().attributes()).isEmpty();
        assertThat(listed.get(0).unknown().attributes()).isEmpty();

        routes.delete(listed.get(0));
        assertThat(live.run(ip + "-d route show table 7900").output()).doesNotContain("dev ");
        assertThat(routes.deleteIfPresent(listed.get(0))).isFalse();

        routes.add(listed.get(0));
        assertThat(live.ip(ip + "-d route show table 7900")).isEqualTo(shown);
        assertThat(routes.list(RouteFilter.of(family).table(T))).isEqualTo(listed);

        // Our words are iproute2's: typed, they make the same route.
        routes.delete(listed.get(0));
        live.ip(ip + "route add "
                + Iproute2.route(listed.get(0), index -> index == a ? "up-a" : index == b ? "up-b" : "lo"));
        assertThat(live.ip(ip + "-d route show table 7900")).isEqualTo(shown);
    }

    @Test
    void what_we_add_iproute2_reads() {
        Encapsulation.Ip tunnel = Encapsulation.Ip.to(IpAddress.parse("192.0.2.9"))
                .id(77)
                .source(IpAddress.parse("192.0.2.2"))
                .ttl(9)
                .flags(Encapsulation.Ip.KEY);
        add("10.1.0.0/16", NextHop.dev(a).encapsulation(tunnel));
        List<IpAddress> segments = List.of(IpAddress.parse("2001:db8:a::1"), IpAddress.parse("2001:db8:a::2"));
        add("2001:db8:50::/48", NextHop.dev(a).encapsulation(Encapsulation.Seg6.encap(segments)));
        add("2001:db8:51::/48", NextHop.dev(a).encapsulation(Encapsulation.Seg6.inline(segments)));
        add(
                "2001:db8:52::/48",
                NextHop.dev(a).encapsulation(Encapsulation.Seg6.encap(segments).mode(Seg6Mode.ENCAP_RED)));
        Seg6Local local = Seg6Local.of(Seg6Action.END_X).toBuilder()
                .nextHop(IpAddress.parse("2001:db8:1::7"))
                .counting()
                .build();
        add("2001:db8:60::1/128", NextHop.dev(a).encapsulation(local));

        assertThat(live.ip("route show table 7900"))
                .contains("10.1.0.0/16  encap ip id 77 src 192.0.2.2 dst 192.0.2.9 ttl 9 tos 0 key dev up-a");
        assertThat(live.ip("-6 route show table 7900"))
                .contains("2001:db8:50::/48  encap seg6 mode encap segs 2 [ 2001:db8:a::1 2001:db8:a::2 ] dev up-a")
                .contains("2001:db8:51::/48  encap seg6 mode inline segs 3 [ 2001:db8:a::1 2001:db8:a::2 :: ] dev up-a")
                .contains("2001:db8:52::/48  encap seg6 mode encap.red segs 2 [ 2001:db8:a::1 2001:db8:a::2 ] dev up-a")
                .contains("2001:db8:60::1  encap seg6local action End.X nh6 2001:db8:1::7 dev up-a");
        assertThat(live.ip("-s -6 route show table 7900")).contains("packets 0 bytes 0 errors 0");
    }

    /** In a nexthop object's place a route shows what the object wraps packets in. */
    @Test
    void an_encapsulation_of_a_nexthop_object_is_shown() {
        live.ip("nexthop add id 5 encap ip id 8 dst 192.0.2.9 dev up-a");
        Route route = Route.to(IpPrefix.parse("10.0.0.0/8")).table(T).target(new RouteTarget.NextHopId(5));
        routes.add(route);
        RouteTarget.NextHopId target = (RouteTarget.NextHopId)
                routes.list(RouteFilter.of(AddressFamily.INET).table(T)).get(0).target();
        assertThat(target.shown().get(0).encapsulation())
                .contains(Encapsulation.Ip.to(IpAddress.parse("192.0.2.9")).id(8));
    }

    private void add(String destination, NextHop hop) {
        routes.add(Route.to(IpPrefix.parse(destination)).table(T).target(RouteTarget.single(hop)));
    }
}

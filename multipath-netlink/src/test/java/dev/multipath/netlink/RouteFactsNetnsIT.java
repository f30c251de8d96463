package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel makes of routes, fact by fact: those a fake kernel owes too. */
final class RouteFactsNetnsIT {
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

    /** Fact 6. */
    @Test
    void replace_takes_whatever_has_the_key_and_only_the_first_of_it() {
        live.ip("route add default via 192.0.2.1 table 7900 proto dhcp");
        live.ip("route append default via 198.51.100.1 table 7900 proto dhcp");

        routes.replace(defaultVia(GW2, b).protocol(Protocol.of(77)).prefSrc(IpAddress.parse("198.51.100.2")));

        assertThat(table(AddressFamily.INET))
                .extracting(Route::protocol)
                .containsExactly(Protocol.of(77), Protocol.DHCP);
    }

    /** Fact 6. */
    @Test
    void prepend_goes_before_and_append_behind_an_equal_key() {
        routes.add(defaultVia(GW1, a));
        routes.prepend(defaultVia(GW2, b).protocol(Protocol.of(77)));
        routes.append(defaultVia(GW2, b).protocol(Protocol.of(78)).prefSrc(IpAddress.parse("198.51.100.2")));

        assertThat(table(AddressFamily.INET))
                .extracting(Route::protocol)
                .containsExactly(Protocol.of(77), Protocol.BOOT, Protocol.of(78));
        assertThat(routes.addIfAbsent(defaultVia(GW2, b))).isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> routes.add(defaultVia(GW2, b)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    }

    /** Fact 7. */
    @Test
    void deleting_one_leg_of_an_ipv4_multipath_route_deletes_all_or_nothing() {
        Route two = Route.defaultRoute(AddressFamily.INET)
                .table(T)
                .target(new RouteTarget.Multipath(List.of(NextHop.via(GW1, a), NextHop.via(GW2, b))));
        routes.add(two);

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> routes.delete(defaultVia(GW2, b)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
        assertThat(routes.deleteIfPresent(defaultVia(GW2, b))).isFalse();
        routes.delete(defaultVia(GW1, a));
        assertThat(table(AddressFamily.INET)).isEmpty();
    }

    /** Fact 8. */
    @Test
    void ipv6_turns_a_second_gateway_into_a_leg_and_takes_absent_priority_for_1024() {
        routes.add(defaultVia(GW1_6, a));
        routes.prepend(defaultVia(GW2_6, b));
        assertThat(table(AddressFamily.INET6)).singleElement().satisfies(route -> {
            assertThat(route.target().hops()).hasSize(2);
            assertThat(route.key().priority()).isEqualTo(OptionalLong.of(1024));
            assertThat(route.key()).isEqualTo(defaultVia(GW1_6, a).key().effective());
        });

        routes.add(defaultVia(GW1_6, a).priority(100));
        routes.replace(defaultVia(GW2_6, b));
        assertThat(table(AddressFamily.INET6)).hasSize(2);
        routes.delete(defaultVia(GW1_6, a));
        assertThat(table(AddressFamily.INET6))
                .extracting(route -> route.key().priority().getAsLong())
                .as("absent priority deletes any: the first")
                .containsExactly(1024L);
    }

    /** Fact 9. */
    @Test
    void a_single_leg_reads_back_as_a_plain_gateway() {
        Route one = Route.defaultRoute(AddressFamily.INET)
                .table(T)
                .target(new RouteTarget.Multipath(List.of(NextHop.via(GW1, a).weight(7))));
        routes.add(one);

        Route listed = table(AddressFamily.INET).get(0);
        assertThat(listed.target()).isEqualTo(RouteTarget.single(NextHop.via(GW1, a)));
        assertThat(one.target().configured()).isEqualTo(listed.target().configured());
    }

    /** Fact 10. */
    @Test
    void host_bits_are_refused_on_ipv4_and_masked_on_ipv6() {
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> routes.add(
                        Route.to(IpPrefix.parse("10.0.0.1/8")).table(T).via(GW1, a)))
                .satisfies(e -> {
                    assertThat(e.errno()).isEqualTo(Errno.EINVAL);
                    assertThat(e.kernelText()).contains("Invalid prefix for given prefix length");
                    assertThat(e.request())
                            .isEqualTo("ip route add 10.0.0.1/8 via 192.0.2.1 dev if" + a + " table 7900 proto boot");
                });
        routes.add(Route.to(IpPrefix.parse("2001:db8:50::1/48")).table(T).via(GW1_6, a));
        assertThat(table(AddressFamily.INET6).get(0).destination()).isEqualTo(IpPrefix.parse("2001:db8:50::/48"));
    }

    /** Fact 11. */
    @Test
    void more_legs_than_a_dump_shows_are_refused_here() {
        Route wide = Route.defaultRoute(AddressFamily.INET)
                .table(T)
                .target(new RouteTarget.Multipath(Collections.nCopies(1001, NextHop.via(GW1, a))));

        assertThatThrownBy(() -> routes.add(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1001 legs");
    }

    /** Fact 12. */
    @Test
    void tables_beyond_255_and_the_default_destination_survive() {
        for (long table : new long[] {1, 252, 255, 256, 0xffff_ffffL}) {
            Route route = defaultVia(GW1, a).table(RouteTable.of(table)).priority(9);
            routes.add(route);
            assertThat(routes.list(RouteFilter.of(AddressFamily.INET).table(RouteTable.of(table))))
                    .filteredOn(Route::isDefault)
                    .containsExactly(route);
            routes.delete(route);
        }
    }

    /** Fact 18. */
    @Test
    void the_kernel_filters_and_a_missing_table_is_empty() {
        routes.add(defaultVia(GW1, a).protocol(Protocol.of(77)));
        routes.add(Route.to(IpPrefix.parse("10.0.0.0/8"))
                .table(T)
                .target(new RouteTarget.Multipath(List.of(NextHop.via(GW1, a), NextHop.via(GW2, b)))));

        assertThat(routes.list(RouteFilter.ALL.table(RouteTable.of(4242)))).isEmpty();
        assertThat(routes.list(RouteFilter.ALL.protocol(Protocol.of(77)))).hasSize(1);
        assertThat(routes.list(RouteFilter.ALL.table(T).interfaceIndex(b)))
                .extracting(Route::destination)
                .containsExactly(IpPrefix.parse("10.0.0.0/8"));
        assertThat(routes.list(RouteFilter.ALL.interfaceIndex(4711))).isEmpty();
        assertThat(routes.list()).hasSizeGreaterThan(10);
    }
}

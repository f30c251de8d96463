package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How IPv6 routes differ: facts 8, 10, 12 and 13. */
interface Ipv6RouteContract extends Contract {
    private static List<NextHop> legs(Site site) {
        assertThat(site.table6()).hasSize(1);
        return site.table6().get(0).target().hops();
    }

    @Test
    default void fact_8_create_with_another_gateway_becomes_a_leg() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a));

        site.netlink().routes().prepend(site.via(GW2_6, site.b));

        assertThat(legs(site)).containsExactly(NextHop.via(GW1_6, site.a), NextHop.via(GW2_6, site.b));
        refused(Errno.EEXIST, () -> site.netlink().routes().append(site.via(GW2_6, site.b)));
    }

    @Test
    default void fact_8_replace_without_a_priority_adds_one_of_1024_beside_another() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a).priority(100));

        site.netlink().routes().replace(site.via(GW2_6, site.b));

        assertThat(site.table6())
                .extracting(route -> route.key().priority().getAsLong())
                .containsExactly(100L, 1024L);
    }

    @Test
    default void fact_8_an_absent_priority_deletes_any() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a).priority(100));
        site.netlink().routes().add(site.via(GW1_6, site.a));

        site.netlink().routes().delete(site.via(GW1_6, site.a));

        assertThat(site.table6())
                .extracting(route -> route.key().priority().getAsLong())
                .containsExactly(1024L);
    }

    @Test
    default void replace_takes_a_whole_multipath_route() {
        Site site = site();
        site.netlink().routes().add(site.both6());

        site.netlink().routes().replace(site.via(GW2_6, site.b));

        assertThat(legs(site)).containsExactly(NextHop.via(GW2_6, site.b));
        site.netlink().routes().replace(site.both6());
        assertThat(legs(site)).isEqualTo(site.both6().target().hops());
    }

    @Test
    default void one_leg_is_deleted_by_its_gateway_and_all_without_one() {
        Site site = site();
        site.netlink().routes().add(site.both6());

        site.netlink().routes().delete(site.via(GW2_6, site.b));
        assertThat(legs(site)).containsExactly(NextHop.via(GW1_6, site.a));

        site.netlink().routes().append(site.via(GW2_6, site.b));
        site.netlink().routes().delete(site.both6());
        assertThat(site.table6()).isEmpty();

        site.netlink().routes().add(site.both6());
        site.netlink().routes().delete(Route.defaultRoute(AddressFamily.INET6).table(T));
        assertThat(site.table6()).isEmpty();
    }

    @Test
    default void excl_refuses_an_equal_priority_whatever_the_gateway() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a));

        refused(Errno.EEXIST, () -> site.netlink().routes().add(site.via(GW2_6, site.b)));
        assertThat(site.netlink().routes().addIfAbsent(site.both6())).isFalse();
        site.netlink().routes().add(site.via(GW2_6, site.b).priority(2025));
        assertThat(site.table6()).hasSize(2);
    }

    @Test
    default void a_leg_needs_a_gateway_and_may_not_come_twice() {
        Site site = site();
        Route bare = multipath(AddressFamily.INET6, NextHop.dev(site.a), NextHop.via(GW2_6, site.b));
        Route twice = multipath(AddressFamily.INET6, NextHop.via(GW2_6, site.b), NextHop.via(GW2_6, site.b));

        refused(Errno.EINVAL, () -> site.netlink().routes().add(bare));
        refused(Errno.EEXIST, () -> site.netlink().routes().add(twice));
        assertThat(site.table6()).isEmpty();
    }

    @Test
    default void weights_come_back_on_ipv6_too() {
        Site site = site();
        site.netlink().routes().add(site.both6());

        assertThat(legs(site)).extracting(NextHop::weight).containsExactly(3, 1);
    }

    @Test
    default void a_multipath_route_is_told_of_once() {
        Site site = site();

        assertThat(aboutRoutes(site.events(() -> site.netlink().routes().add(site.both6())), AddressFamily.INET6))
                .hasSize(1);
        assertThat(removed(
                        site.events(() -> site.netlink()
                                .routes()
                                .delete(Route.defaultRoute(AddressFamily.INET6).table(T))),
                        AddressFamily.INET6))
                .hasSize(1);
    }

    @Test
    default void a_route_that_stands_between_two_legs_is_left_out_of_dumps() {
        Site site = site();
        Route bare = to("::/0").dev(site.a).scope(Scope.GLOBAL).priority(1024);
        site.netlink().routes().add(site.via(GW1_6, site.a));
        site.netlink().routes().append(bare);
        assertThat(site.table6()).hasSize(2);

        site.netlink().routes().append(site.via(GW2_6, site.b));
        assertThat(legs(site)).hasSize(2);

        site.netlink().routes().delete(site.via(GW2_6, site.b));
        assertThat(site.table6()).hasSize(2);
    }

    @Test
    default void fact_10_host_bits_are_masked_silently() {
        Site site = site();
        site.netlink().routes().add(to("2001:db8:50::1/48").via(GW1_6, site.a));

        assertThat(site.table6()).extracting(Route::destination).containsExactly(IpPrefix.parse("2001:db8:50::/48"));
    }

    @Test
    default void a_default_route_is_dumped_behind_what_is_longer() {
        Site site = site();
        for (String prefix : List.of("::/0", "2001:db8:50::/48", "2001:db8:50:1::/64", "2001:db8:40::/48")) {
            site.netlink().routes().add(to(prefix).via(GW1_6, site.a));
        }

        assertThat(site.table6())
                .extracting(route -> route.destination().toString())
                .containsExactly("2001:db8:40::/48", "2001:db8:50:1::/64", "2001:db8:50::/48", "::/0");
    }

    @Test
    default void a_route_to_nowhere_is_shown_by_the_loopback_device() {
        Site site = site();
        site.netlink().routes().add(to("2001:db8:50::/48").type(RouteType.UNREACHABLE));

        assertThat(site.table6()).singleElement().satisfies(route -> {
            assertThat(route.type()).isEqualTo(RouteType.UNREACHABLE);
            assertThat(route.target().hops())
                    .extracting(NextHop::interfaceIndex)
                    .containsExactly(1);
        });
        site.netlink().routes().delete(site.table6().get(0));
        assertThat(site.table6()).isEmpty();
    }

    @Test
    default void deletion_looks_at_the_protocol_where_the_request_has_one() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a).protocol(Protocol.of(77)));

        refused(Errno.ESRCH, () -> site.netlink().routes().delete(site.via(GW1_6, site.a)));
        site.netlink().routes().delete(site.via(GW1_6, site.a).protocol(Protocol.UNSPEC));
        assertThat(site.table6()).isEmpty();
    }

    @Test
    default void a_replacement_without_create_needs_what_it_replaces() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(raw.change(
                                    Rtm.RTM_NEWROUTE,
                                    NLM_F_REPLACE,
                                    message -> RouteCodec.encodeRequest(site.via(GW1_6, site.a), message))
                            .errno())
                    .isEqualTo(Errno.ENOENT.value());
        }
        assertThat(site.table6()).isEmpty();
    }
}

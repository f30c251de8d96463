package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How IPv4 routes are added, replaced, deleted and shown: facts 6, 7, 9 to 13, 35. */
interface Ipv4RouteContract extends Contract {
    Protocol OURS = Protocol.of(77);

    @Test
    default void fact_6_replace_takes_the_first_of_its_key_whoever_owns_it() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).protocol(Protocol.DHCP));
        site.netlink().routes().append(site.via(GW2, site.b).protocol(Protocol.DHCP));

        site.netlink().routes().replace(site.via(GW2, site.b).protocol(OURS));

        assertThat(site.table4())
                .containsExactly(
                        site.via(GW2, site.b).protocol(OURS),
                        site.via(GW2, site.b).protocol(Protocol.DHCP));
    }

    @Test
    default void fact_6_another_tos_or_priority_is_another_key() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));
        site.netlink().routes().replace(site.via(GW1, site.a).priority(5));
        site.netlink().routes().replace(site.via(GW1, site.a).tos(16));

        assertThat(site.table4())
                .as("higher TOS first, then the lower priority")
                .containsExactly(
                        site.via(GW1, site.a).tos(16),
                        site.via(GW1, site.a),
                        site.via(GW1, site.a).priority(5));
    }

    @Test
    default void fact_6_create_puts_a_second_before_and_append_behind() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));
        site.netlink().routes().prepend(site.via(GW2, site.b).protocol(OURS));
        site.netlink().routes().append(site.via(GW2, site.b).protocol(Protocol.of(78)));

        assertThat(site.table4()).extracting(Route::protocol).containsExactly(OURS, Protocol.BOOT, Protocol.of(78));
        assertThat(site.netlink().routes().addIfAbsent(site.via(GW2, site.b))).isFalse();
        refused(Errno.EEXIST, () -> site.netlink().routes().append(site.via(GW1, site.a)));
        refused(Errno.EEXIST, () -> site.netlink().routes().replace(site.via(GW1, site.a)));
    }

    @Test
    default void fact_7_naming_the_first_leg_deletes_all_and_another_none() {
        Site site = site();
        site.netlink().routes().add(site.both4());

        refused(Errno.ESRCH, () -> site.netlink().routes().delete(site.via(GW2, site.b)));
        assertThat(site.table4()).hasSize(1);
        site.netlink().routes().delete(site.via(GW1, site.a));
        assertThat(site.table4()).isEmpty();
    }

    @Test
    default void fact_7_replacing_with_the_rest_drops_a_leg() {
        Site site = site();
        site.netlink().routes().add(site.both4());

        site.netlink().routes().replace(site.via(GW2, site.b));

        assertThat(site.table4()).containsExactly(site.via(GW2, site.b));
    }

    @Test
    default void deletion_heeds_what_the_request_has_and_nothing_else() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).protocol(OURS).priority(7));

        refused(
                Errno.ESRCH,
                () -> site.netlink().routes().delete(site.via(GW1, site.a).protocol(Protocol.DHCP)));
        refused(
                Errno.ESRCH,
                () -> site.netlink()
                        .routes()
                        .delete(site.via(GW1, site.a).protocol(OURS).priority(8)));
        refused(
                Errno.ESRCH,
                () -> site.netlink().routes().delete(site.via(GW2, site.a).protocol(OURS)));
        site.netlink().routes().delete(site.via(GW1, site.a).protocol(Protocol.UNSPEC));
        assertThat(site.table4()).isEmpty();
    }

    @Test
    default void a_longer_list_of_legs_deletes_a_route_that_begins_like_it() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));

        site.netlink().routes().delete(site.both4());

        assertThat(site.table4()).isEmpty();
    }

    @Test
    default void legs_are_compared_in_order_when_a_multipath_route_is_deleted() {
        Site site = site();
        site.netlink().routes().add(site.both4());
        Route turned = multipath(AddressFamily.INET, NextHop.via(GW2, site.b), NextHop.via(GW1, site.a));

        refused(Errno.ESRCH, () -> site.netlink().routes().delete(turned));
        site.netlink().routes().delete(site.table4().get(0));
        assertThat(site.table4()).isEmpty();
    }

    @Test
    default void fact_9_a_list_of_one_leg_reads_back_as_a_plain_gateway() {
        Site site = site();
        site.netlink()
                .routes()
                .add(multipath(AddressFamily.INET, NextHop.via(GW1, site.a).weight(7)));

        assertThat(site.table4()).containsExactly(site.via(GW1, site.a));
    }

    @Test
    default void fact_9_weights_from_1_to_256_come_back() {
        Site site = site();
        Route route = multipath(
                AddressFamily.INET,
                NextHop.via(GW1, site.a).weight(256),
                NextHop.via(GW2, site.b).weight(1));
        site.netlink().routes().add(route);

        assertThat(site.table4()).containsExactly(route);
    }

    @Test
    default void fact_10_a_destination_with_host_bits_is_refused() {
        Site site = site();

        assertThat(refused(
                                Errno.EINVAL,
                                () -> site.netlink()
                                        .routes()
                                        .add(to("10.0.0.1/8").via(GW1, site.a)))
                        .kernelText())
                .contains("Invalid prefix for given prefix length");
    }

    @Test
    default void fact_11_a_route_of_thousands_of_legs_is_taken_and_not_shown() {
        Site site = site();
        Route wide = Route.defaultRoute(AddressFamily.INET)
                .table(T)
                .target(new RouteTarget.Multipath(Collections.nCopies(2100, NextHop.via(GW1, site.a))));
        try (Raw raw = site.raw()) {
            assertThat(raw.change(
                                    Rtm.RTM_NEWROUTE,
                                    NLM_F_CREATE | NLM_F_EXCL,
                                    message -> RouteCodec.encodeRequest(wide, message))
                            .errno())
                    .isZero();
        }

        assertThat(site.table4()).isEmpty();
        refused(Errno.EEXIST, () -> site.netlink().routes().add(site.via(GW1, site.a)));
    }

    @Test
    default void fact_12_tables_beyond_255_are_told_apart() {
        Site site = site();
        for (long table : new long[] {1, 252, 256, 0xffff_ffffL}) {
            Route route = site.via(GW1, site.a).table(RouteTable.of(table)).priority(9);
            site.netlink().routes().add(route);
            assertThat(site.netlink()
                            .routes()
                            .list(RouteFilter.of(AddressFamily.INET).table(RouteTable.of(table))))
                    .containsExactly(route);
        }
    }

    @Test
    default void fact_12_a_default_route_is_shown_without_a_destination() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));

        assertThat(site.table4()).singleElement().satisfies(route -> {
            assertThat(route.isDefault()).isTrue();
            assertThat(route.destination()).isEqualTo(IpPrefix.ALL_IPV4);
        });
    }

    @Test
    default void fact_13_an_identical_replacement_says_nothing_and_another_order_does() {
        Site site = site();
        site.netlink().routes().add(site.both4());

        assertThat(aboutRoutes(site.events(() -> site.netlink().routes().replace(site.both4())), AddressFamily.INET))
                .isEmpty();
        Route turned = multipath(
                AddressFamily.INET,
                NextHop.via(GW2, site.b),
                NextHop.via(GW1, site.a).weight(3));
        assertThat(aboutRoutes(site.events(() -> site.netlink().routes().replace(turned)), AddressFamily.INET))
                .hasSize(1);
        assertThat(site.table4()).containsExactly(turned);
    }

    @Test
    default void a_change_without_create_needs_what_it_changes() {
        Site site = site();
        Route route = site.via(GW1, site.a);
        try (Raw raw = site.raw()) {
            Body body = message -> RouteCodec.encodeRequest(route, message);
            assertThat(raw.change(Rtm.RTM_NEWROUTE, NLM_F_REPLACE, body).errno())
                    .isEqualTo(Errno.ENOENT.value());
            assertThat(raw.change(Rtm.RTM_NEWROUTE, 0, body).errno()).isEqualTo(Errno.ENOENT.value());
        }
        assertThat(site.table4()).isEmpty();
    }

    @Test
    default void a_dump_goes_by_address_then_by_length() {
        Site site = site();
        for (String prefix : List.of("10.2.0.0/16", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/24")) {
            site.netlink().routes().add(to(prefix).via(GW1, site.a));
        }

        assertThat(site.table4())
                .extracting(route -> route.destination().toString())
                .containsExactly("10.0.0.0/16", "10.0.0.0/8", "10.1.0.0/24", "10.2.0.0/16");
    }

    @Test
    default void fact_35_replace_takes_a_dhcp_clients_default_which_then_cannot_be_added() {
        Site site = site();
        Route dhcp = site.via(GW1, site.a).table(RouteTable.MAIN).protocol(Protocol.DHCP);
        site.netlink().routes().add(dhcp);

        site.netlink()
                .routes()
                .replace(site.via(GW2, site.b).table(RouteTable.MAIN).protocol(OURS));

        assertThat(site.netlink()
                        .routes()
                        .list(RouteFilter.of(AddressFamily.INET).table(RouteTable.MAIN)))
                .filteredOn(Route::isDefault)
                .extracting(Route::protocol)
                .containsExactly(OURS);
        refused(Errno.EEXIST, () -> site.netlink().routes().add(dhcp));
    }
}

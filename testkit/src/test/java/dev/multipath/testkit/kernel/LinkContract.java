package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of routes when links go down, lose their signal or vanish: facts 1, 2, 3 and 5. */
interface LinkContract extends Contract {
    private static boolean hasConnected(Site site, IpPrefix prefix) {
        return site.netlink().routes().list().stream()
                .anyMatch(route -> route.destination().equals(prefix)
                        && route.table().equals(RouteTable.MAIN)
                        && route.protocol().equals(Protocol.KERNEL));
    }

    private static List<Integer> flags(Route route) {
        return route.target().hops().stream().map(NextHop::flags).toList();
    }

    @Test
    default void fact_1_ipv4_routes_over_a_link_set_down_vanish_without_a_word() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));

        List<RtEvent> events = site.events(() -> site.down("up-a"));

        assertThat(site.table4()).isEmpty();
        assertThat(hasConnected(site, IpPrefix.parse("192.0.2.0/24"))).isFalse();
        assertThat(aboutRoutes(events, AddressFamily.INET))
                .filteredOn(event -> event instanceof RtEvent.RouteRemoved)
                .isEmpty();
        assertThat(events)
                .anyMatch(event -> event instanceof RtEvent.LinkChanged changed
                        && changed.link().index() == site.a
                        && !changed.link().isUp());
    }

    @Test
    default void fact_1_ipv6_routes_over_a_link_set_down_are_told_of() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a));

        List<RtEvent> events = site.events(() -> site.down("up-a"));

        assertThat(site.table6()).isEmpty();
        assertThat(removed(events, AddressFamily.INET6))
                .extracting(Route::destination)
                .contains(IpPrefix.ALL_IPV6, IpPrefix.parse("2001:db8:1::/64"));
        assertThat(site.netlink().addresses().list())
                .as("the addresses went too")
                .noneMatch(address -> address.local().equals(OWN1_6));
    }

    @Test
    default void fact_1_a_link_set_up_again_brings_back_connected_routes_only() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));
        site.down("up-a");

        site.up("up-a");

        assertThat(site.table4()).isEmpty();
        assertThat(hasConnected(site, IpPrefix.parse("192.0.2.0/24"))).isTrue();
    }

    @Test
    default void fact_2_a_leg_without_carrier_is_marked_and_heals_without_a_route_event() {
        Site site = site();
        site.netlink().routes().add(site.both4());

        List<RtEvent> events = site.events(() -> site.pull("up-a"));

        assertThat(site.table4())
                .singleElement()
                .satisfies(route -> assertThat(flags(route)).containsExactly(NextHop.LINKDOWN, 0));
        assertThat(aboutRoutes(events, AddressFamily.INET)).isEmpty();
        assertThat(events)
                .anyMatch(event -> event instanceof RtEvent.LinkChanged changed
                        && changed.link().index() == site.a
                        && !changed.link().carrier());
        site.plug("up-a");
        assertThat(site.table4())
                .singleElement()
                .satisfies(route -> assertThat(flags(route)).containsExactly(0, 0));
    }

    @Test
    default void fact_2_an_ipv4_leg_that_is_down_is_dead_and_heals() {
        Site site = site();
        site.netlink().routes().add(site.both4());

        List<RtEvent> events = site.events(() -> site.down("up-a"));

        assertThat(site.table4())
                .singleElement()
                .satisfies(route -> assertThat(flags(route)).containsExactly(NextHop.DEAD | NextHop.LINKDOWN, 0));
        assertThat(removed(events, AddressFamily.INET)).isEmpty();
        site.up("up-a");
        dev.multipath.testkit.netns.Await.until(
                LONG, "the leg heals", () -> flags(site.table4().get(0)).equals(List.of(0, 0)));
    }

    @Test
    default void fact_2_an_ipv6_leg_that_is_down_is_dead() {
        Site site = site();
        site.netlink().routes().add(site.both6());

        site.down("up-a");

        assertThat(site.table6())
                .singleElement()
                .satisfies(route -> assertThat(flags(route)).containsExactly(NextHop.DEAD | NextHop.LINKDOWN, 0));
    }

    @Test
    default void fact_2_a_route_whose_last_leg_goes_down_vanishes() {
        Site site = site();
        site.netlink().routes().add(site.both4());
        site.netlink().routes().add(site.both6());

        site.down("up-a");
        List<RtEvent> events = site.events(() -> site.down("up-b"));

        assertThat(site.table4()).isEmpty();
        assertThat(site.table6()).isEmpty();
        assertThat(removed(events, AddressFamily.INET)).isEmpty();
        assertThat(removed(events, AddressFamily.INET6))
                .anyMatch(route -> route.table().equals(T) && route.isDefault());
    }

    @Test
    default void fact_2_a_deleted_device_takes_the_whole_ipv4_route_with_it_without_a_word() {
        Site site = site();
        site.netlink().routes().add(site.both4());
        site.netlink().routes().add(site.via(GW2, site.b).priority(1001));

        List<RtEvent> events = site.events(() -> site.delete("up-a"));

        assertThat(site.table4())
                .as("the stand-by bridges it")
                .containsExactly(site.via(GW2, site.b).priority(1001));
        assertThat(removed(events, AddressFamily.INET))
                .filteredOn(route -> route.table().equals(T))
                .isEmpty();
        assertThat(events)
                .anyMatch(event ->
                        event instanceof RtEvent.LinkRemoved gone && gone.link().index() == site.a);
    }

    @Test
    default void fact_2_a_deleted_device_leaves_the_other_ipv6_legs_and_says_so() {
        Site site = site();
        site.netlink().routes().add(site.both6());

        List<RtEvent> events = site.events(() -> site.delete("up-a"));

        assertThat(site.table6())
                .singleElement()
                .satisfies(route -> assertThat(route.target().hops()).containsExactly(NextHop.via(GW2_6, site.b)));
        assertThat(removed(events, AddressFamily.INET6))
                .anyMatch(route -> route.table().equals(T)
                        && route.target().hops().stream().anyMatch(hop -> hop.interfaceIndex() == site.a));
    }

    @Test
    default void fact_3_a_leg_without_carrier_is_used_until_told_otherwise() {
        Site site = site();
        site.netlink().routes().add(to("203.0.113.0/24").via(GW1, site.a).table(RouteTable.MAIN));
        site.netlink()
                .routes()
                .add(to("203.0.113.0/24")
                        .via(GW2, site.b)
                        .table(RouteTable.MAIN)
                        .priority(1001));
        site.pull("up-a");

        assertThat(LookupContract.device(site, "203.0.113.7")).isEqualTo(site.a);
        site.kernel().ignoreRoutesWithLinkdown();
        assertThat(LookupContract.device(site, "203.0.113.7")).isEqualTo(site.b);
        assertThat(site.netlink().routes().list())
                .filteredOn(route -> route.destination().equals(IpPrefix.parse("203.0.113.0/24")))
                .extracting(route -> flags(route).get(0))
                .containsExactly(NextHop.DEAD | NextHop.LINKDOWN, 0);
    }

    @Test
    default void fact_3_the_same_holds_for_ipv6() {
        Site site = site();
        site.netlink().routes().add(to("2001:db8:77::/48").via(GW1_6, site.a).table(RouteTable.MAIN));
        site.netlink()
                .routes()
                .add(to("2001:db8:77::/48")
                        .via(GW2_6, site.b)
                        .table(RouteTable.MAIN)
                        .priority(2025));
        site.pull("up-a");

        assertThat(LookupContract.device(site, "2001:db8:77::7")).isEqualTo(site.a);
        site.kernel().ignoreRoutesWithLinkdown();
        assertThat(LookupContract.device(site, "2001:db8:77::7")).isEqualTo(site.b);
    }

    @Test
    default void fact_5_carrier_in_an_answer_is_of_this_moment() {
        Site site = site();

        site.down("up-a-far");
        assertThat(site.link("up-a").carrier()).isFalse();
        site.up("up-a-far");
        assertThat(site.link("up-a").carrier()).isTrue();
    }

    @Test
    default void links_come_in_pairs_with_names_of_their_own() {
        Site site = site();

        assertThat(site.netlink().links().addIfAbsent(NewLink.veth("up-a", "other")))
                .isFalse();
        assertThat(site.netlink().links().addIfAbsent(NewLink.veth("other", "up-a")))
                .isFalse();
        refused(Errno.EOPNOTSUPP, () -> site.netlink().links().add(NewLink.of("odd", "no-such-kind")));
        refused(Errno.ENODEV, () -> site.netlink().links().change(4711, LinkChange.setUp()));
        refused(Errno.ENODEV, () -> site.netlink().links().delete(4711));
        refused(Errno.EEXIST, () -> site.netlink().links().change(site.a, LinkChange.rename("up-b")));
        site.delete("up-a-far");
        assertThat(site.netlink().links().list()).extracting(Link::name).doesNotContain("up-a", "up-a-far");
    }
}

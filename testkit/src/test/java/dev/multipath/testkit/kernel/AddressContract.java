package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.netns.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The routes that come and go with addresses: facts 4 and 36. */
interface AddressContract extends Contract {
    private static Address own(Site site, IpAddress address) {
        return site.netlink().addresses().list().stream()
                .filter(each -> each.local().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void an_ipv4_address_brings_local_connected_and_broadcast_routes() {
        Site site = site();
        Address added = Address.of(site.a, IpAddress.parse("203.0.113.9"), 29);

        List<RtEvent> events = site.events(() -> site.netlink().addresses().add(added));

        Route connected = Route.to(IpPrefix.parse("203.0.113.8/29"))
                .protocol(Protocol.KERNEL)
                .dev(site.a)
                .prefSrc(added.local());
        Route local = Route.to(IpPrefix.parse("203.0.113.9"))
                .table(RouteTable.LOCAL)
                .type(RouteType.LOCAL)
                .protocol(Protocol.KERNEL)
                .dev(site.a)
                .scope(Scope.HOST)
                .prefSrc(added.local());
        Route broadcast = Route.to(IpPrefix.parse("203.0.113.15"))
                .table(RouteTable.LOCAL)
                .type(RouteType.BROADCAST)
                .protocol(Protocol.KERNEL)
                .dev(site.a)
                .prefSrc(added.local());
        assertThat(site.netlink().routes().list())
                .contains(connected, local, broadcast)
                .noneMatch(route -> route.destination().equals(IpPrefix.parse("203.0.113.8/32")));
        assertThat(aboutRoutes(events, AddressFamily.INET))
                .extracting(event -> ((RtEvent.RouteChanged) event).route())
                .containsExactlyInAnyOrder(connected, local, broadcast);
    }

    @Test
    default void an_ipv6_address_brings_local_and_connected_routes() {
        Site site = site();

        assertThat(site.netlink().routes().list())
                .anySatisfy(route -> {
                    assertThat(route.destination()).isEqualTo(IpPrefix.host(OWN1_6));
                    assertThat(route.type()).isEqualTo(RouteType.LOCAL);
                    assertThat(route.table()).isEqualTo(RouteTable.LOCAL);
                    assertThat(route.key().priority()).as("%s", route).hasValue(0);
                })
                .anySatisfy(route -> {
                    assertThat(route.destination()).isEqualTo(IpPrefix.parse("2001:db8:1::/64"));
                    assertThat(route.table()).isEqualTo(RouteTable.MAIN);
                    assertThat(route.protocol()).isEqualTo(Protocol.KERNEL);
                    assertThat(route.key().priority()).hasValue(256);
                });
    }

    @Test
    default void fact_4_the_last_ipv4_address_takes_single_routes_and_kills_legs_without_a_word() {
        Site site = site();
        site.netlink().routes().add(site.both4());
        site.netlink().routes().add(to("203.0.113.0/24").via(GW1, site.a));

        List<RtEvent> events = site.events(() -> site.netlink().addresses().delete(own(site, OWN1)));

        assertThat(site.table4())
                .singleElement()
                .satisfies(route ->
                        assertThat(route.target().hops().get(0).flags()).isEqualTo(NextHop.DEAD | NextHop.LINKDOWN));
        assertThat(removed(events, AddressFamily.INET))
                .as("only the address's own routes are told of")
                .extracting(Route::destination)
                .contains(IpPrefix.parse("192.0.2.0/24"), IpPrefix.host(OWN1))
                .doesNotContain(IpPrefix.parse("203.0.113.0/24"));
        assertThat(events)
                .anyMatch(event -> event instanceof RtEvent.AddressRemoved gone
                        && gone.address().local().equals(OWN1));
    }

    @Test
    default void fact_4_the_address_put_back_heals_legs_and_brings_no_single_route_back() {
        Site site = site();
        site.netlink().routes().add(site.both4());
        site.netlink().routes().add(to("203.0.113.0/24").via(GW1, site.a));
        site.netlink().addresses().delete(own(site, OWN1));

        site.netlink().addresses().add(Address.of(site.a, OWN1, 24));

        assertThat(site.table4())
                .singleElement()
                .satisfies(route ->
                        assertThat(route.target().hops().get(0).flags()).isZero());
    }

    @Test
    default void fact_4_an_address_put_back_heals_no_more_of_a_leg_than_its_device_is_fit_for() {
        Site site = site();
        site.netlink().routes().add(site.both4());

        site.pull("up-a");
        site.netlink().addresses().delete(own(site, OWN1));
        site.netlink().addresses().add(Address.of(site.a, OWN1, 24));
        assertThat(site.table4())
                .as("without carrier")
                .singleElement()
                .satisfies(route ->
                        assertThat(route.target().hops().get(0).flags()).isEqualTo(NextHop.LINKDOWN));

        site.down("up-a");
        site.netlink().addresses().delete(own(site, OWN1));
        site.netlink().addresses().add(Address.of(site.a, OWN1, 24));
        assertThat(site.table4())
                .as("down")
                .singleElement()
                .satisfies(route ->
                        assertThat(route.target().hops().get(0).flags()).isEqualTo(NextHop.DEAD | NextHop.LINKDOWN));
    }

    @Test
    default void fact_4_routes_of_table_main_that_prefer_a_removed_address_go_and_say_so() {
        Site site = site();
        IpAddress second = IpAddress.parse("192.0.2.77");
        site.netlink().addresses().add(Address.of(site.a, second, 24));
        Route preferring =
                to("203.0.113.0/24").table(RouteTable.MAIN).via(GW1, site.a).prefSrc(second);
        site.netlink().routes().add(preferring);

        List<RtEvent> events = site.events(() -> site.netlink().addresses().delete(own(site, second)));

        assertThat(site.netlink().routes().list()).doesNotContain(preferring);
        assertThat(removed(events, AddressFamily.INET))
                .extracting(Route::destination)
                .contains(IpPrefix.parse("203.0.113.0/24"));
    }

    @Test
    default void fact_4_routes_of_other_tables_keep_a_source_address_that_is_gone() {
        Site site = site();
        IpAddress second = IpAddress.parse("192.0.2.77");
        site.netlink().addresses().add(Address.of(site.a, second, 24));
        Route preferring = to("203.0.113.0/24").via(GW1, site.a).prefSrc(second);
        site.netlink().routes().add(preferring);

        site.netlink().addresses().delete(own(site, second));

        assertThat(site.table4()).containsExactly(preferring);
    }

    @Test
    default void fact_4_an_ipv6_route_forgets_a_source_address_that_is_gone() {
        Site site = site();
        IpAddress second = IpAddress.parse("2001:db8:1::77");
        site.netlink().addresses().add(Address.of(site.a, second, 64).noDad());
        site.netlink().routes().add(to("2001:db8:77::/48").via(GW1_6, site.a).prefSrc(second));

        site.netlink().addresses().delete(own(site, second));

        assertThat(site.table6())
                .singleElement()
                .satisfies(route -> assertThat(route.options().prefSrc()).isEmpty());
    }

    @Test
    default void a_second_address_of_a_subnet_is_secondary_and_goes_with_the_first_or_alone() {
        Site site = site();
        IpAddress second = IpAddress.parse("192.0.2.77");
        site.netlink().addresses().add(Address.of(site.a, second, 24));

        assertThat(own(site, second).flags() & 1).isEqualTo(1);
        assertThat(own(site, OWN1).flags() & 1).isZero();
        site.netlink().addresses().delete(own(site, second));
        assertThat(site.netlink().routes().list())
                .anyMatch(route -> route.destination().equals(IpPrefix.parse("192.0.2.0/24")));
    }

    @Test
    default void an_address_is_there_once_and_is_deleted_once() {
        Site site = site();
        Address again = Address.of(site.a, OWN1, 24);

        assertThat(site.netlink().addresses().addIfAbsent(again)).isFalse();
        assertThat(site.netlink().addresses().addIfAbsent(Address.of(site.a, OWN1_6, 64)))
                .isFalse();
        refused(Errno.EEXIST, () -> site.netlink().addresses().add(again));
        refused(Errno.ENODEV, () -> site.netlink().addresses().add(Address.of(4711, OWN1, 24)));
        Address absent = Address.of(site.a, IpAddress.parse("203.0.113.1"), 24);
        refused(Errno.EADDRNOTAVAIL, () -> site.netlink().addresses().delete(absent));
        Address absent6 = Address.of(site.a, IpAddress.parse("2001:db8:99::1"), 64);
        refused(Errno.EADDRNOTAVAIL, () -> site.netlink().addresses().delete(absent6));
    }

    @Test
    default void fact_36_a_new_ipv6_address_is_tentative_and_no_source_until_it_is_proved() {
        Site site = site();
        site.kernel().detectDuplicates("up-a");
        IpAddress fresh = IpAddress.parse("2001:db8:1::36");

        site.netlink().addresses().add(Address.of(site.a, fresh, 64));

        assertThat(own(site, fresh).isTentative()).isTrue();
        Route preferring = to("2001:db8:77::/48").via(GW1_6, site.a).prefSrc(fresh);
        refused(Errno.EINVAL, () -> site.netlink().routes().add(preferring));
        site.kernel().finishDuplicateDetection();
        assertThat(own(site, fresh).isTentative()).isFalse();
        site.netlink().routes().add(preferring);
    }

    @Test
    default void an_address_whose_time_is_over_is_deprecated_and_then_goes_with_its_routes() {
        Site site = site();
        IpAddress short4 = IpAddress.parse("203.0.113.2");
        IpAddress short6 = IpAddress.parse("2001:db8:9::2");
        AddressLifetime lifetime = AddressLifetime.of(1, 4);
        site.netlink().addresses().add(Address.of(site.a, short4, 24).lifetime(lifetime));
        site.netlink().addresses().add(Address.of(site.a, short6, 64).noDad().lifetime(lifetime));
        Route far = to("10.77.0.0/16").via(IpAddress.parse("203.0.113.1"), site.a);
        site.netlink().routes().add(far);

        site.kernel().elapse(Duration.ofSeconds(1));
        Await.until(LONG, "deprecation", () -> isDeprecated(site, short4) && isDeprecated(site, short6));
        site.kernel().elapse(Duration.ofSeconds(3));
        Await.until(
                LONG,
                "the end",
                () -> find(site, short4).isEmpty() && find(site, short6).isEmpty());

        // The IPv6 prefix route has a lifetime of its own, and goes when the kernel collects what has expired.
        assertThat(site.netlink().routes().list())
                .noneMatch(route -> route.destination().equals(IpPrefix.parse("203.0.113.0/24"))
                        || route.destination().equals(IpPrefix.host(short6)));
        refused(
                Errno.ENETUNREACH,
                () -> site.netlink().routes().lookup(RouteLookup.to(IpAddress.parse("2001:db8:9::77"))));
        assertThat(site.table4()).as("it has another address").hasSize(1);
    }

    private static Optional<Address> find(Site site, IpAddress local) {
        return site.netlink().addresses().list().stream()
                .filter(address -> address.local().equals(local))
                .findFirst();
    }

    private static boolean isDeprecated(Site site, IpAddress local) {
        return find(site, local).stream().anyMatch(address -> (address.flags() & Address.DEPRECATED) != 0);
    }
}

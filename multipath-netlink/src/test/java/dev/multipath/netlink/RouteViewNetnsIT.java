package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The view against the running kernel. Its timer is set to an hour: what it finds out it finds out from events. Each
 * silent deletion is one that {@code ip monitor route} says nothing about.
 */
@Timeout(60)
final class RouteViewNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    private static final IpAddress GW1_6 = IpAddress.parse("2001:db8:1::fe");
    private static final IpAddress GW2_6 = IpAddress.parse("2001:db8:2::fe");
    private static final Duration NEVER = Duration.ofHours(1);

    private LiveNamespace live;
    private RouteView view;
    private ViewProof proof;
    private int a;
    private int b;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        live.netlink().routes().add(plain("10.1.0.0/16", GW1, a));
        live.netlink().routes().add(plain("2001:db8:a::/48", GW1_6, a));
        live.netlink().routes().add(balanced(AddressFamily.INET, GW1, GW2));
        live.netlink().routes().add(balanced(AddressFamily.INET6, GW1_6, GW2_6));
        view = RouteView.open(live.namespace(), NetlinkSocketFactory.system(), NEVER);
        proof = new ViewProof(live, view);
        proof.converges();
    }

    @AfterEach
    void close() {
        view.close();
        live.close();
    }

    private static Route plain(String prefix, IpAddress gateway, int device) {
        return Route.to(IpPrefix.parse(prefix)).table(T).via(gateway, device);
    }

    private Route balanced(AddressFamily family, IpAddress first, IpAddress second) {
        List<NextHop> legs = List.of(NextHop.via(first, a).weight(3), NextHop.via(second, b));
        return Route.defaultRoute(family).table(T).target(new RouteTarget.Multipath(legs));
    }

    private static List<Route> ofTable(RouteSnapshot snapshot, AddressFamily family) {
        return snapshot.routes(RouteFilter.of(family).table(T));
    }

    /** Fact 1. */
    @Test
    void a_device_that_goes_down_takes_its_ipv4_routes_without_a_word() {
        assertThat(ofTable(view.snapshot(), AddressFamily.INET)).hasSize(2);
        live.netlink().links().change(a, LinkChange.setDown());
        RouteSnapshot down = proof.converges();
        assertThat(ofTable(down, AddressFamily.INET)).singleElement().satisfies(left -> {
            assertThat(left.isDefault()).isTrue();
            assertThat(left.target().hops().get(0).isDeadOrLinkdown()).isTrue();
        });
        live.netlink().links().change(a, LinkChange.setUp());
        RouteSnapshot up = proof.converges();
        assertThat(ofTable(up, AddressFamily.INET))
                .as("the static one does not come back")
                .hasSize(1);
    }

    /** Fact 2. */
    @Test
    void a_leg_dies_and_heals_with_its_carrier() throws InterruptedException {
        int far = live.netlink().links().get("up-ap").orElseThrow().index();
        live.netlink().links().change(far, LinkChange.setDown());
        assertThat(becomes(legs(true, false))).isPresent();
        proof.converges();
        live.netlink().links().change(far, LinkChange.setUp());
        assertThat(becomes(legs(false, false))).isPresent();
        proof.converges();
    }

    /** The kernel's link watch comes up to a second late: the legs turn with it. */
    private Optional<RouteSnapshot> becomes(Predicate<RouteSnapshot> wish) throws InterruptedException {
        return view.await(wish, ViewProof.SOON);
    }

    private Predicate<RouteSnapshot> legs(boolean firstDown, boolean secondDown) {
        return now -> {
            List<NextHop> legs = now.routes(
                            balanced(AddressFamily.INET, GW1, GW2).key())
                    .get(0)
                    .target()
                    .hops();
            return legs.get(0).isDeadOrLinkdown() == firstDown && legs.get(1).isDeadOrLinkdown() == secondDown;
        };
    }

    /** Fact 2. */
    @Test
    void a_deleted_device_takes_the_whole_ipv4_multipath_route_with_it() {
        live.netlink().links().delete(a);
        RouteSnapshot after = proof.converges();
        assertThat(ofTable(after, AddressFamily.INET)).isEmpty();
        assertThat(ofTable(after, AddressFamily.INET6))
                .singleElement()
                .satisfies(left -> assertThat(left.target().hops()).hasSize(1));
        assertThat(after.link("up-a")).isEmpty();
        assertThat(after.link(b)).isPresent();
    }

    @Test
    void a_device_that_moves_to_another_namespace_is_gone() {
        try (LiveNamespace other = new LiveNamespace()) {
            live.ip("link set up-a netns /proc/" + ProcessHandle.current().pid() + "/fd/"
                    + other.namespace().descriptor());
            RouteSnapshot after = proof.converges();
            assertThat(after.link("up-a")).isEmpty();
            assertThat(ofTable(after, AddressFamily.INET)).isEmpty();
        }
    }

    /** Fact 4. */
    @Test
    void the_last_address_takes_single_routes_and_kills_legs_and_heals_only_these() {
        Address address = Address.of(a, IpAddress.parse("192.0.2.2"), 24);
        live.netlink().addresses().delete(address);
        RouteSnapshot without = proof.converges();
        assertThat(ofTable(without, AddressFamily.INET)).singleElement().satisfies(left -> {
            assertThat(left.isDefault()).isTrue();
            assertThat(left.target().hops().get(0).isDeadOrLinkdown()).isTrue();
        });
        live.netlink().addresses().add(address);
        RouteSnapshot with = proof.converges();
        assertThat(ofTable(with, AddressFamily.INET))
                .singleElement()
                .satisfies(left -> assertThat(left.target().hops().get(0).isDeadOrLinkdown())
                        .isFalse());
    }

    @Test
    void an_ipv6_route_loses_its_source_address_in_silence() {
        live.netlink().routes().add(plain("2001:db8:b::/48", GW1_6, a).prefSrc(IpAddress.parse("2001:db8:1::1")));
        live.netlink()
                .addresses()
                .add(Address.of(a, IpAddress.parse("2001:db8:1::2"), 64).noDad());
        proof.converges();
        live.netlink().addresses().delete(Address.of(a, IpAddress.parse("2001:db8:1::1"), 64));
        RouteSnapshot after = proof.converges();
        assertThat(after.routes(plain("2001:db8:b::/48", GW1_6, a).key()))
                .allSatisfy(route -> assertThat(route.options().prefSrc()).isEmpty());
    }

    /** Fact 15. */
    @Test
    void routes_by_a_nexthop_object_go_and_turn_with_it() {
        live.ip("nexthop add id 11 via 192.0.2.1 dev up-a");
        live.ip("nexthop add id 12 via 198.51.100.1 dev up-b");
        live.ip("nexthop add id 20 group 11,3/12");
        live.ip("route add 10.7.0.0/16 nhid 20 table 7900");
        live.ip("route add 10.8.0.0/16 nhid 11 table 7900");
        assertThat(ofTable(proof.converges(), AddressFamily.INET)).hasSize(4);
        live.ip("nexthop replace id 11 via 192.0.2.9 dev up-a");
        proof.converges();
        live.ip("nexthop del id 20");
        assertThat(ofTable(proof.converges(), AddressFamily.INET)).hasSize(3);
        live.netlink().links().change(a, LinkChange.setDown());
        assertThat(ofTable(proof.converges(), AddressFamily.INET)).hasSize(1);
    }

    /** Fact 3. */
    @Test
    void dead_legs_turn_with_a_setting() throws Exception {
        int far = live.netlink().links().get("up-ap").orElseThrow().index();
        live.netlink().links().change(far, LinkChange.setDown());
        assertThat(becomes(legs(true, false))).isPresent();
        for (String value : List.of("1", "0")) {
            live.namespace().call(() -> write("/proc/sys/net/ipv4/conf/up-a/ignore_routes_with_linkdown", value));
            Route route = proof.converges()
                    .routes(balanced(AddressFamily.INET, GW1, GW2).key())
                    .get(0);
            boolean dead = (route.target().hops().get(0).flags() & NextHop.DEAD) != 0;
            assertThat(dead).isEqualTo(value.equals("1"));
        }
    }

    private static Path write(String file, String value) throws IOException {
        return Files.writeString(Path.of(file), value);
    }

    @Test
    void a_rule_is_attached_and_detached_as_devices_are_renamed() {
        live.netlink()
                .rules()
                .add(Rule.lookup(AddressFamily.INET, T).priority(5).outputInterface("wan0"));
        live.netlink()
                .rules()
                .add(Rule.lookup(AddressFamily.INET6, T).priority(5).inputInterface("up-b"));
        proof.converges();
        live.netlink().links().change(b, LinkChange.setDown());
        live.ip("link set up-b name wan0");
        RouteSnapshot renamed = proof.converges();
        assertThat(renamed.link("wan0")).isPresent();
        assertThat(renamed.rules())
                .filteredOn(rule -> rule.priority().getAsLong() == 5)
                .hasSize(2);
    }

    /** Fact 6. */
    @Test
    void several_routes_of_one_key_are_kept_in_the_kernels_order() {
        live.ip("route add 10.9.0.0/16 via 192.0.2.1 table 7900 proto 70");
        live.ip("route append 10.9.0.0/16 via 192.0.2.3 table 7900 proto 71");
        live.ip("route prepend 10.9.0.0/16 via 192.0.2.4 table 7900 proto 72");
        live.ip("route replace 10.9.0.0/16 via 192.0.2.5 table 7900 proto 73");
        live.ip("route del 10.9.0.0/16 via 192.0.2.1 table 7900");
        RouteSnapshot after = proof.converges();
        assertThat(after.routes(plain("10.9.0.0/16", GW1, a).key()))
                .extracting(route -> route.protocol().value())
                .containsExactly(73, 71);
    }

    /** Fact 8. */
    @Test
    void ipv6_legs_come_and_go_one_at_a_time() {
        live.ip("-6 route add 2001:db8:c::/48 via 2001:db8:1::fe dev up-a table 7900");
        live.ip("-6 route append 2001:db8:c::/48 via 2001:db8:2::fe dev up-b table 7900");
        Route route = plain("2001:db8:c::/48", GW1_6, a);
        assertThat(proof.converges().routes(route.key()).get(0).target().hops()).hasSize(2);
        live.ip("-6 route del 2001:db8:c::/48 via 2001:db8:1::fe dev up-a table 7900");
        assertThat(proof.converges().routes(route.key()).get(0).target().hops()).hasSize(1);
        live.ip("-6 route replace 2001:db8:c::/48 via 2001:db8:1::fd dev up-a table 7900");
        assertThat(proof.converges().routes(route.key())).hasSize(1);
        live.ip("-6 route del 2001:db8:c::/48 table 7900");
        assertThat(proof.converges().routes(route.key())).isEmpty();
    }
}

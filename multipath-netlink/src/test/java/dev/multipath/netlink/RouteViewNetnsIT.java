package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.ViewChange.Added;
import dev.multipath.netlink.ViewChange.Changed;
import dev.multipath.netlink.ViewChange.Removed;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

    @Test
    void a_look_shows_what_was_done_before_it() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Route route = plain("10.20." + i + ".0/24", GW1, a);
            live.netlink().routes().add(route);
            RouteSnapshot snapshot = view.look(ViewProof.SOON);
            assertThat(snapshot.routes(route.key())).hasSize(1);
        }
    }

    @Test
    void differences_are_told_in_order_and_a_listener_that_throws_does_no_harm() throws InterruptedException {
        BlockingQueue<ViewChange> changes = new LinkedBlockingQueue<>();
        RouteView.Subscription bad = view.onChange(change -> {
            throw new IllegalStateException("on purpose");
        });
        RouteView.Subscription good = view.onChange(changes::add);
        long before = view.snapshot().generation();
        Route route = plain("10.30.0.0/16", GW1, a);
        live.netlink().routes().add(route);
        live.netlink().routes().replace(route.via(GW2, b));
        live.netlink().routes().delete(route.via(GW2, b));
        StringBuilder told = new StringBuilder();
        while (!told.toString().endsWith("-")) {
            ViewChange change = changes.poll(5, TimeUnit.SECONDS);
            assertThat(change).as("so far %s", told).isNotNull();
            assertThat(change.generation()).isGreaterThan(before);
            before = change.generation();
            for (ViewChange.Difference difference : change.differences()) {
                if (difference instanceof Added added && added.object() instanceof Route r && same(r, route)) {
                    told.append('+');
                } else if (difference instanceof Changed changed
                        && changed.after() instanceof Route r
                        && same(r, route)) {
                    assertThat(r.target().hops().get(0).gateway()).contains(GW2);
                    told.append('~');
                } else if (difference instanceof Removed removed
                        && removed.object() instanceof Route r
                        && same(r, route)) {
                    told.append('-');
                }
            }
        }
        assertThat(told.toString()).isEqualTo("+~-");
        bad.close();
        good.close();
        live.netlink().routes().add(route);
        proof.converges();
        assertThat(changes).isEmpty();
    }

    @Test
    void nothing_a_listener_does_to_the_thread_ends_it() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(2);
        view.onChange(change -> {
            told.countDown();
            Thread.currentThread().interrupt();
            throw new AssertionError("on purpose");
        });
        live.netlink().routes().add(plain("10.31.0.0/16", GW1, a));
        proof.converges();
        live.netlink().links().change(b, LinkChange.setDown());
        proof.converges();
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(view.failure()).isEmpty();
    }

    private static boolean same(Route one, Route other) {
        return one.key().effective().equals(other.key().effective());
    }

    @Test
    void a_snapshot_stays_as_it_was() {
        RouteSnapshot before = view.snapshot();
        List<String> then = ViewProof.describe(before);
        live.netlink().links().delete(a);
        live.netlink().routes().add(plain("10.40.0.0/16", GW2, b));
        RouteSnapshot after = proof.converges();
        assertThat(ViewProof.describe(before)).isEqualTo(then);
        assertThat(after.generation()).isGreaterThan(before.generation());
        assertThat(after.asOf()).isAfter(before.asOf());
    }

    @Test
    void a_wait_may_be_for_ever() throws InterruptedException {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        assertThat(view.await(now -> now.link("up-a").isPresent(), forEver)).isPresent();
        assertThat(view.look(forEver).link("up-a")).isPresent();
    }

    @Test
    void nothing_happens_and_the_wait_ends() throws InterruptedException {
        assertThat(view.await(now -> now.link("ppp0").isPresent(), Duration.ofMillis(50)))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteView.open(live.namespace(), NetlinkSocketFactory.system(), Duration.ZERO));
    }

    @Test
    void while_nothing_can_be_listed_it_says_so_and_it_catches_up() throws InterruptedException {
        NarrowSockets sockets = new NarrowSockets();
        try (RouteView other = RouteView.open(live.namespace(), sockets, NEVER)) {
            ViewProof both = new ViewProof(live, other);
            both.converges();
            sockets.breakDown(true);
            live.netlink().links().change(a, LinkChange.setDown());
            assertThat(other.await(now -> now.link(a).stream().noneMatch(Link::isUp), Duration.ofMillis(200)))
                    .as("what cannot be known must not be called certain")
                    .isEmpty();
            assertThat(other.snapshot().isCertain()).isFalse();
            assertThat(other.failure()).containsInstanceOf(NetlinkException.SocketFailed.class);
            assertThatExceptionOfType(NetlinkException.TimedOut.class)
                    .isThrownBy(() -> other.look(Duration.ofMillis(50)));
            sockets.breakDown(false);
            both.converges();
            assertThat(other.failure()).isEmpty();
        }
    }

    @Test
    void a_handle_opens_one() {
        try (RouteView other = live.netlink().view()) {
            new ViewProof(live, other).converges();
        }
    }

    @Test
    void closing_ends_waits_and_keeps_the_last_snapshot() throws InterruptedException {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                view.await(
                        now -> {
                            asked.countDown();
                            return false;
                        },
                        Duration.ofSeconds(50));
            } catch (InterruptedException | RuntimeException e) {
                ended.set(e);
            }
        });
        waiting.start();
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        view.close();
        view.close();
        waiting.join(5_000);
        assertThat(ended.get()).isInstanceOf(NetlinkException.Closed.class);
        assertThat(view.snapshot().links()).hasSize(5);
        assertThatExceptionOfType(NetlinkException.Closed.class).isThrownBy(() -> view.look(ViewProof.SOON));
    }

    @Test
    void closing_from_within_a_listener_works() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        view.onChange(change -> {
            view.close();
            thread.set(Thread.currentThread());
            closed.countDown();
        });
        live.netlink().routes().add(plain("10.50.0.0/16", GW1, a));
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        thread.get().join(5_000);
        assertThat(thread.get().isAlive()).isFalse();
    }
}

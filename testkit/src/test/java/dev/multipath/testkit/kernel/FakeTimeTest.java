package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.netns.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in the fake kernel when its time passes, and that nothing does before. */
class FakeTimeTest {
    private static final IpAddress GATEWAY = IpAddress.parse("192.0.2.1");
    private static final IpAddress OWN = IpAddress.parse("192.0.2.2");
    private static final Duration LONG = Duration.ofSeconds(10);

    private final FakeKernel kernel = new FakeKernel();
    private final RtNetlink netlink = kernel.netlink();
    private int eth0;

    @BeforeEach
    void link() {
        netlink.links().add(NewLink.veth("eth0", "far").setUp());
        int far = netlink.links().get("far").orElseThrow().index();
        netlink.links().change(far, LinkChange.setUp());
        eth0 = netlink.links().get("eth0").orElseThrow().index();
    }

    @AfterEach
    void close() {
        netlink.close();
    }

    private Link eth0() {
        return netlink.links().get("eth0").orElseThrow();
    }

    @Test
    void an_address_is_deprecated_and_goes_when_its_time_is_over_and_takes_its_routes_along() {
        netlink.addresses().add(Address.of(eth0, OWN, 24).lifetime(AddressLifetime.of(10, 30)));
        netlink.routes().add(Route.defaultRoute(AddressFamily.INET).via(GATEWAY, eth0));

        kernel.advance(Duration.ofMillis(9_900));
        assertThat(flags() & Address.DEPRECATED).isZero();
        assertThat(kernel.untilNextChange()).contains(Duration.ofMillis(100));
        kernel.advance(Duration.ofMillis(100));
        assertThat(flags() & Address.DEPRECATED).isNotZero();
        kernel.advance(Duration.ofSeconds(5));
        assertThat(own().orElseThrow().lifetime().orElseThrow().valid()).isEqualTo(15);
        assertThat(netlink.routes().list()).anyMatch(Route::isDefault);

        kernel.advance(Duration.ofSeconds(15));

        assertThat(own()).isEmpty();
        assertThat(netlink.routes().list()).noneMatch(Route::isDefault);
        assertThat(kernel.untilNextChange()).isEmpty();
        assertThat(kernel.now()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_renewed_address_begins_anew() {
        Address address = Address.of(eth0, OWN, 24).lifetime(AddressLifetime.of(10, 10));
        netlink.addresses().add(address);
        kernel.advance(Duration.ofSeconds(8));

        netlink.addresses().replace(address);

        kernel.advance(Duration.ofSeconds(8));
        assertThat(own()).isPresent();
        kernel.advance(Duration.ofSeconds(2));
        assertThat(own()).isEmpty();
    }

    @Test
    void a_renewed_ipv6_address_keeps_its_prefix_route() {
        IpPrefix prefix = IpPrefix.parse("2001:db8::/64");
        Address address =
                Address.of(eth0, IpAddress.parse("2001:db8::2"), 64).noDad().lifetime(AddressLifetime.of(10, 10));
        netlink.addresses().add(address);
        kernel.advance(Duration.ofSeconds(8));
        netlink.addresses().replace(address);
        kernel.advance(Duration.ofSeconds(8));
        assertThat(kernel.routes()).anyMatch(route -> route.destination().equals(prefix));

        kernel.advance(Duration.ofSeconds(2));

        assertThat(kernel.routes()).noneMatch(route -> route.destination().equals(prefix));
    }

    private Optional<Address> own() {
        return netlink.addresses().list().stream()
                .filter(address -> address.local().equals(OWN))
                .findFirst();
    }

    private long flags() {
        return own().orElseThrow().flags();
    }

    @Test
    void duplicate_address_detection_takes_a_second() {
        IpAddress address = IpAddress.parse("2001:db8::2");
        netlink.addresses().add(Address.of(eth0, address, 64));

        kernel.advance(Duration.ofMillis(999));
        assertThat(isTentative(address)).isTrue();
        kernel.advance(Duration.ofMillis(1));
        assertThat(isTentative(address)).isFalse();
    }

    private boolean isTentative(IpAddress address) {
        return netlink.addresses().list().stream().anyMatch(each -> each.local().equals(address) && each.isTentative());
    }

    @Test
    void an_ipv6_route_expires_and_says_so() {
        netlink.addresses()
                .add(Address.of(eth0, IpAddress.parse("2001:db8::2"), 64).noDad());
        Route route = Route.to(IpPrefix.parse("2001:db8:7::/48")).via(IpAddress.parse("2001:db8::1"), eth0);
        netlink.routes().add(route.options(route.options().expires(20)));
        List<RtEvent> events = new CopyOnWriteArrayList<>();
        try (Monitor monitor = netlink.monitor().routes().start(events::add)) {
            assertThat(monitor).isNotNull();
            kernel.advance(Duration.ofSeconds(19));
            assertThat(kernel.state().routes())
                    .anyMatch(each -> each.destination().equals(route.destination()));
            kernel.advance(Duration.ofSeconds(1));
            Await.until(LONG, "its removal", () -> events.stream().anyMatch(RtEvent.RouteRemoved.class::isInstance));
        }
        assertThat(kernel.state().routes()).noneMatch(each -> each.destination().equals(route.destination()));
    }

    @Test
    void a_late_link_watch_lets_answers_know_of_a_lost_carrier_before_routes_do() {
        netlink.addresses().add(Address.of(eth0, OWN, 24));
        netlink.routes().add(Route.defaultRoute(AddressFamily.INET).via(GATEWAY, eth0));
        kernel.carrierDelay(Duration.ofMillis(720));
        List<RtEvent> events = new CopyOnWriteArrayList<>();
        try (Monitor monitor = netlink.monitor().links().start(events::add)) {
            assertThat(monitor).isNotNull();
            kernel.unplug("eth0");

            assertThat(eth0().carrier()).isFalse();
            assertThat(eth0().flags() & Link.RUNNING).isNotZero();
            kernel.advance(Duration.ofMillis(719));
            assertThat(isLinkdown()).isFalse();
            assertThat(events).isEmpty();

            kernel.advance(Duration.ofMillis(1));
            assertThat(isLinkdown()).isTrue();
            assertThat(eth0().flags() & Link.RUNNING).isZero();
            Await.until(LONG, "both ends' events", () -> events.size() == 2);
        }
    }

    private boolean isLinkdown() {
        return netlink.routes().list().stream()
                .filter(Route::isDefault)
                .anyMatch(route -> route.target().hops().get(0).isDeadOrLinkdown());
    }

    @Test
    void a_neighbour_that_answers_is_reachable_at_once_and_stale_later_and_a_silent_one_fails() {
        HardwareAddress hardware = HardwareAddress.parse("02:00:00:00:00:01");
        kernel.neighbourAnswers("eth0", GATEWAY, hardware);
        netlink.neighbours().solicit(eth0, GATEWAY);

        Neighbour known = netlink.neighbours().get(eth0, GATEWAY).orElseThrow();
        assertThat(known.state()).isEqualTo(Neighbour.REACHABLE);
        assertThat(known.hardwareAddress()).contains(hardware);
        kernel.advance(Duration.ofSeconds(45));
        assertThat(neighbourState()).isEqualTo(Neighbour.STALE);

        kernel.neighbourSilent("eth0", GATEWAY);
        netlink.neighbours().solicit(eth0, GATEWAY);
        assertThat(neighbourState()).isEqualTo(Neighbour.PROBE);
        kernel.advance(Duration.ofSeconds(3));
        assertThat(neighbourState()).isEqualTo(Neighbour.FAILED);
    }

    private int neighbourState() {
        return netlink.neighbours().get(eth0, GATEWAY).orElseThrow().state();
    }

    @Test
    void time_does_not_go_back() {
        assertThatThrownBy(() -> kernel.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.netns.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Two uplinks, {@code up-a} (192.0.2.2/24, 2001:db8:1::1/64) and {@code up-b} (198.51.100.2/24, 2001:db8:2::1/64), each
 * the end of a veth pair whose other end plays the provider, and words for what contract tests do with them.
 */
final class Site implements AutoCloseable {
    /** The table the tests' routes go to. */
    static final RouteTable T = RouteTable.of(7900);
    /** The table of flows that are pinned to the second uplink. */
    static final RouteTable T_PINNED = RouteTable.of(7901);

    static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    static final IpAddress GW1_6 = IpAddress.parse("2001:db8:1::fe");
    static final IpAddress GW2_6 = IpAddress.parse("2001:db8:2::fe");
    static final IpAddress OWN1 = IpAddress.parse("192.0.2.2");
    static final IpAddress OWN2 = IpAddress.parse("198.51.100.2");
    static final IpAddress OWN1_6 = IpAddress.parse("2001:db8:1::1");
    static final IpAddress OWN2_6 = IpAddress.parse("2001:db8:2::1");
    static final Duration LONG = Duration.ofSeconds(10);

    private static final RouteTable MARKER_TABLE = RouteTable.of(9998);

    private final KernelUnderTest kernel;
    private final RtNetlink netlink;
    final int a;
    final int b;

    Site(KernelUnderTest kernel) {
        this.kernel = kernel;
        this.netlink = kernel.netlink();
        a = uplink("up-a", OWN1, OWN1_6);
        b = uplink("up-b", OWN2, OWN2_6);
        awaitCarrier("up-a", true);
        awaitCarrier("up-b", true);
        // Linux makes the local routes of IPv6 addresses a moment after the addresses.
        Await.until(LONG, "the local routes", () -> hasLocalRoute(OWN1_6) && hasLocalRoute(OWN2_6));
    }

    private boolean hasLocalRoute(IpAddress address) {
        return netlink.routes().list(RouteFilter.of(AddressFamily.INET6).table(RouteTable.LOCAL)).stream()
                .anyMatch(route -> route.destination().equals(IpPrefix.host(address))
                        && route.type().equals(RouteType.LOCAL));
    }

    RtNetlink netlink() {
        return netlink;
    }

    KernelUnderTest kernel() {
        return kernel;
    }

    Raw raw() {
        return new Raw(kernel.socket());
    }

    private int uplink(String name, IpAddress ipv4, IpAddress ipv6) {
        netlink.links().add(NewLink.veth(name, name + "-far"));
        up(name + "-far");
        up(name);
        int index = index(name);
        netlink.addresses().add(Address.of(index, ipv4, 24));
        netlink.addresses().add(Address.of(index, ipv6, 64).noDad());
        return index;
    }

    /** A third device, {@code lan} (10.77.0.1/24), whose packets are let through. */
    int lan() {
        netlink.links().add(NewLink.veth("lan", "lan-far"));
        up("lan-far");
        up("lan");
        awaitCarrier("lan", true);
        netlink.addresses().add(Address.of(index("lan"), IpAddress.parse("10.77.0.1"), 24));
        kernel.forward();
        return index("lan");
    }

    Link link(String name) {
        return netlink.links().get(name).orElseThrow();
    }

    int index(String name) {
        return link(name).index();
    }

    void up(String name) {
        netlink.links().change(index(name), LinkChange.setUp());
    }

    void down(String name) {
        netlink.links().change(index(name), LinkChange.setDown());
    }

    void delete(String name) {
        netlink.links().delete(index(name));
    }

    /** Pulls the cable of an uplink: the far end goes down. Waits until the kernel's link watch has noticed. */
    void pull(String name) {
        down(name + "-far");
        awaitCarrier(name, false);
    }

    void plug(String name) {
        up(name + "-far");
        awaitCarrier(name, true);
    }

    private void awaitCarrier(String name, boolean there) {
        Await.until(LONG, name + " running: " + there, () -> (link(name).flags() & Link.RUNNING) != 0 == there);
    }

    List<Route> table(AddressFamily family) {
        return netlink.routes().list(RouteFilter.of(family).table(T));
    }

    /** The routes of table T, IPv4. */
    List<Route> table4() {
        return table(AddressFamily.INET);
    }

    /** The routes of table T, IPv6. */
    List<Route> table6() {
        return table(AddressFamily.INET6);
    }

    Route via(IpAddress gateway, int device) {
        return Route.defaultRoute(gateway.family()).table(T).via(gateway, device);
    }

    /** {@code default nexthop …} over both uplinks, the first with weight 3. */
    Route both4() {
        return multipath(AddressFamily.INET, NextHop.via(GW1, a).weight(3), NextHop.via(GW2, b));
    }

    Route both6() {
        return multipath(AddressFamily.INET6, NextHop.via(GW1_6, a).weight(3), NextHop.via(GW2_6, b));
    }

    static Route multipath(AddressFamily family, NextHop... legs) {
        return Route.defaultRoute(family).table(T).target(new RouteTarget.Multipath(List.of(legs)));
    }

    static Route to(String destination) {
        return Route.to(IpPrefix.parse(destination)).table(T);
    }

    /** What was told about links, addresses, routes, rules, nexthop objects and neighbours while this ran. */
    List<RtEvent> events(Runnable action) {
        List<RtEvent> seen = new CopyOnWriteArrayList<>();
        Route marker =
                Route.to(IpPrefix.parse("203.0.113.99")).table(MARKER_TABLE).type(RouteType.BLACKHOLE);
        try (Monitor monitor = netlink.monitor()
                .links()
                .addresses()
                .routes()
                .rules()
                .group(Rtnlgrp.RTNLGRP_NEXTHOP)
                .group(Rtnlgrp.RTNLGRP_NEIGH)
                .start(seen::add)) {
            assertThat(monitor).isNotNull();
            action.run();
            // One socket hears everything in order: what came before the marker is all there is.
            netlink.routes().add(marker);
            Await.until(LONG, "the marker", () -> marker(seen).isPresent());
        }
        netlink.routes().delete(marker);
        return seen.subList(0, seen.indexOf(marker(seen).orElseThrow()));
    }

    private static Optional<RtEvent> marker(List<RtEvent> events) {
        return events.stream()
                .filter(event -> event instanceof RtEvent.RouteChanged changed
                        && changed.route().table().equals(MARKER_TABLE))
                .findFirst();
    }

    /** Those about routes, of one family. */
    static List<RtEvent> aboutRoutes(List<RtEvent> events, AddressFamily family) {
        return events.stream()
                .filter(event -> family.equals(routeFamily(event)))
                .toList();
    }

    private static AddressFamily routeFamily(RtEvent event) {
        if (event instanceof RtEvent.RouteChanged changed) {
            return changed.route().family();
        }
        return event instanceof RtEvent.RouteRemoved removed ? removed.route().family() : AddressFamily.UNSPEC;
    }

    /** The routes that were said to be gone, of one family. */
    static List<Route> removed(List<RtEvent> events, AddressFamily family) {
        return events.stream()
                .filter(RtEvent.RouteRemoved.class::isInstance)
                .map(event -> ((RtEvent.RouteRemoved) event).route())
                .filter(route -> route.family().equals(family))
                .toList();
    }

    /** Runs into a refusal with this errno, and gives it back. */
    static NetlinkException.Rejected refused(Errno errno, ThrowingCallable code) {
        NetlinkException.Rejected refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(NetlinkException.Rejected.class, code);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.errno()).isEqualTo(errno);
        return refusal;
    }

    @Override
    public void close() {
        kernel.close();
    }
}

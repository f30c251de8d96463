package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Devices;
import dev.multipath.agent.config.GatewaySetting;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GatewayChoiceTest {
    private static final Protocol OWN = Protocol.of(77);
    private static final Link ETH0 = Devices.ethernet(2, "eth0");
    private static final Link PPP0 = Devices.pointToPoint(3, "ppp0");
    private static final GatewaySetting AUTO = new GatewaySetting.Auto();
    private static final List<Address> PLAIN = List.of(Devices.address(2, "192.0.2.2/24"));
    private static final List<Address> WITH_PEER = List.of(Devices.address(3, "10.0.0.2 peer 10.0.0.1/32"));

    @Test
    void a_configured_address_is_taken_as_it_is() {
        IpAddress far = IpAddress.parse("198.51.100.1");
        assertThat(choose(new GatewaySetting.Fixed(far), ETH0, PLAIN, List.of()))
                .contains(Gateway.of(far, Gateway.CONFIGURED));
    }

    @Test
    void none_means_the_device_alone_and_off_means_nothing() {
        assertThat(choose(new GatewaySetting.None(), PPP0, WITH_PEER, List.of()))
                .contains(Gateway.deviceOnly(Gateway.CONFIGURED));
        assertThat(choose(new GatewaySetting.Off(), PPP0, WITH_PEER, List.of(via("192.0.2.1", 3))))
                .isEmpty();
    }

    @Test
    void a_peer_is_found_by_auto_and_by_peer() {
        Gateway peer = Gateway.of(IpAddress.parse("10.0.0.1"), Gateway.PEER);
        assertThat(choose(AUTO, PPP0, WITH_PEER, List.of(device(3)))).contains(peer);
        assertThat(choose(new GatewaySetting.Peer(), PPP0, WITH_PEER, List.of()))
                .contains(peer);
        assertThat(choose(new GatewaySetting.Peer(), ETH0, PLAIN, List.of(via("192.0.2.1", 2))))
                .as("peer learns from nothing else")
                .isEmpty();
    }

    @Test
    void auto_takes_the_best_default_of_the_device_itself() {
        List<Route> routes = List.of(
                via("192.0.2.9", 2).priority(200),
                via("192.0.2.1", 2).priority(100),
                via("192.0.2.8", 2).priority(100),
                via("203.0.113.1", 7));
        assertThat(choose(AUTO, ETH0, PLAIN, routes))
                .contains(Gateway.of(IpAddress.parse("192.0.2.1"), Gateway.KERNEL_ROUTE));
    }

    @Test
    void the_agent_does_not_learn_from_itself_nor_from_other_destinations() {
        List<Route> routes = List.of(
                via("192.0.2.1", 2).protocol(OWN),
                Route.to(Devices.address(0, "10.0.0.0/8").onLinkPrefix()).via(IpAddress.parse("192.0.2.1"), 2),
                Route.defaultRoute(AddressFamily.INET).type(RouteType.UNREACHABLE),
                Route.defaultRoute(AddressFamily.INET6).via(IpAddress.parse("fe80::1"), 2));
        assertThat(choose(AUTO, ETH0, PLAIN, routes)).isEmpty();
    }

    @Test
    void a_default_in_any_table_counts_and_one_in_main_counts_more() {
        Route elsewhere = via("192.0.2.9", 2).table(RouteTable.of(100)).priority(5);
        assertThat(choose(AUTO, ETH0, PLAIN, List.of(elsewhere)))
                .contains(Gateway.of(IpAddress.parse("192.0.2.9"), Gateway.KERNEL_ROUTE));
        assertThat(choose(
                        AUTO,
                        ETH0,
                        PLAIN,
                        List.of(elsewhere, via("192.0.2.1", 2).priority(100))))
                .contains(Gateway.of(IpAddress.parse("192.0.2.1"), Gateway.KERNEL_ROUTE));
    }

    @Test
    void a_lease_counts_where_nobody_made_a_route_of_it() {
        Gateway leased = Gateway.of(IpAddress.parse("192.0.2.254"), "DHCP lease (dhclient)");
        List<Lease> leases =
                List.of(lease("eth1", "192.0.2.2", "192.0.2.9"), lease("eth0", "192.0.2.2", "192.0.2.254"));
        assertThat(choose(AUTO, List.of(), leases)).contains(leased);
        assertThat(choose(AUTO, List.of(via("192.0.2.1", 2)), leases))
                .as("a route that differs is somebody's will")
                .contains(Gateway.of(IpAddress.parse("192.0.2.1"), Gateway.KERNEL_ROUTE));
        assertThat(choose(new GatewaySetting.Dhcp(), List.of(via("192.0.2.1", 2)), leases))
                .as("unless the lease is asked for")
                .contains(leased);
    }

    @Test
    void a_lease_whose_address_is_gone_is_over() {
        GatewaySetting dhcp = new GatewaySetting.Dhcp();
        Lease stale = lease("eth0", "192.0.2.77", "192.0.2.254");
        assertThat(choose(dhcp, List.of(), List.of(stale))).isEmpty();
        assertThat(choose(dhcp, List.of(), List.of(stale, lease("eth0", "192.0.2.2", "192.0.2.1"))))
                .map(Gateway::toString)
                .contains("192.0.2.1");
        Lease byIndex = lease("", "192.0.2.2", "192.0.2.5").index(2);
        assertThat(choose(dhcp, List.of(), List.of(byIndex)))
                .map(Gateway::toString)
                .contains("192.0.2.5");
        assertThat(choose(dhcp, List.of(), List.of(byIndex.index(3)))).isEmpty();
    }

    private static Lease lease(String device, String address, String gateway) {
        return Lease.ipv4(
                device, Optional.of(IpAddress.parse(address)), Optional.of(IpAddress.parse(gateway)), "dhclient");
    }

    private static Optional<Gateway> choose(GatewaySetting setting, List<Route> routes, List<Lease> leases) {
        return GatewayChoice.choose(setting, AddressFamily.INET, ETH0, PLAIN, routes, leases, Optional.empty(), OWN);
    }

    @Test
    void a_leg_of_another_programs_multipath_or_nexthop_object_counts() {
        NextHop leg = NextHop.via(IpAddress.parse("192.0.2.1"), 2);
        NextHop other = NextHop.via(IpAddress.parse("203.0.113.1"), 7);
        Route multipath = Route.defaultRoute(AddressFamily.INET).target(RouteTarget.balanced(List.of(other, leg)));
        Route object = Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.NextHopId(9, List.of(leg)));

        assertThat(choose(AUTO, ETH0, PLAIN, List.of(multipath)).map(Gateway::toString))
                .contains("192.0.2.1");
        assertThat(choose(AUTO, ETH0, PLAIN, List.of(object)).map(Gateway::toString))
                .contains("192.0.2.1");
    }

    @Test
    void a_default_without_a_gateway_is_a_way_out_only_where_nobody_else_is_on_the_link() {
        assertThat(choose(AUTO, PPP0, List.of(Devices.address(3, "192.0.2.2/32")), List.of(device(3))))
                .contains(Gateway.deviceOnly(Gateway.KERNEL_ROUTE));
        assertThat(choose(AUTO, ETH0, PLAIN, List.of(device(2)))).isEmpty();
    }

    @Test
    void what_was_learnt_before_is_believed_while_it_fits() {
        Optional<Gateway> learnt = Optional.of(Gateway.of(IpAddress.parse("192.0.2.1"), Gateway.REMEMBERED));
        assertThat(remembered(learnt, ETH0, PLAIN, List.of())).isEqualTo(learnt);
        assertThat(remembered(learnt, ETH0, PLAIN, List.of(via("192.0.2.7", 2))).map(Gateway::toString))
                .as("a route of today is newer")
                .contains("192.0.2.7");
        assertThat(remembered(learnt, ETH0, List.of(Devices.address(2, "198.51.100.2/24")), List.of()))
                .as("renumbered")
                .isEmpty();
        assertThat(remembered(learnt, ETH0, List.of(), List.of())).isEmpty();
    }

    @Test
    void a_remembered_link_local_router_fits_any_subnet_of_ipv6_and_only_there() {
        Optional<Gateway> six = Optional.of(Gateway.of(IpAddress.parse("fe80::1"), Gateway.REMEMBERED));
        assertThat(remembered(six, ETH0, List.of(Devices.address(2, "2001:db8::2/64")), List.of()))
                .isEqualTo(six);
        Optional<Gateway> four = Optional.of(Gateway.of(IpAddress.parse("169.254.0.1"), Gateway.REMEMBERED));
        assertThat(remembered(four, ETH0, PLAIN, List.of())).isEmpty();
    }

    @Test
    void a_remembered_way_without_a_gateway_needs_a_point_to_point_link() {
        Optional<Gateway> learnt = Optional.of(Gateway.deviceOnly(Gateway.REMEMBERED));
        assertThat(remembered(learnt, PPP0, List.of(Devices.address(3, "192.0.2.2/32")), List.of()))
                .isEqualTo(learnt);
        assertThat(remembered(learnt, ETH0, PLAIN, List.of())).isEmpty();
    }

    private static Optional<Gateway> choose(
            GatewaySetting setting, Link link, List<Address> addresses, List<Route> routes) {
        return GatewayChoice.choose(
                setting, AddressFamily.INET, link, addresses, routes, List.of(), Optional.empty(), OWN);
    }

    private static Optional<Gateway> remembered(
            Optional<Gateway> learnt, Link link, List<Address> addresses, List<Route> routes) {
        return GatewayChoice.choose(AUTO, AddressFamily.INET, link, addresses, routes, List.of(), learnt, OWN);
    }

    private static Route via(String gateway, int device) {
        return Route.defaultRoute(AddressFamily.INET).via(IpAddress.parse(gateway), device);
    }

    private static Route device(int device) {
        return Route.defaultRoute(AddressFamily.INET).dev(device);
    }
}

package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which of several ways a flow takes, and which flows move when the ways change: facts 14, 14a, 14b, 30, 31, 32 and 34 as
 * far as the choice of a route goes. What becomes of connections is in {@link TrafficFactsNetnsIT}.
 */
interface FlowContract extends Contract {
    int FLOWS = 1200;
    /** A third way out, by the first uplink's other router. */
    IpAddress GW3 = IpAddress.parse("192.0.2.3");

    private static void balance(Site site, Route route) {
        site.netlink().routes().replace(route.table(RouteTable.MAIN));
    }

    private static void seed(Site site, int policy) {
        site.kernel().sysctl("net.ipv4.fib_multipath_hash_seed", "4711");
        site.kernel().sysctl("net.ipv4.fib_multipath_hash_policy", Integer.toString(policy));
        site.kernel().sysctl("net.ipv6.fib_multipath_hash_policy", Integer.toString(policy));
    }

    private static RouteLookup.Builder flow(String destination, int port) {
        return RouteLookup.to(IpAddress.parse(destination)).toBuilder()
                .ipProtocol(6)
                .sourcePort(20_000 + port)
                .destinationPort(443);
    }

    private static NextHop way(Site site, RouteLookup.Builder question) {
        return site.netlink()
                .routes()
                .lookup(question.build())
                .target()
                .hops()
                .get(0)
                .weight(1);
    }

    /** The ways of many flows to one destination, told apart by their source port. */
    private static List<NextHop> ways(Site site) {
        List<NextHop> ways = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            ways.add(way(site, flow(LookupContract.FAR, i)));
        }
        return ways;
    }

    private static double share(List<NextHop> ways, NextHop way) {
        return (double) ways.stream().filter(way::equals).count() / ways.size();
    }

    /** The share of the flows that were not on the leg that left, and go another way now. */
    private static double moved(Site site, List<NextHop> legs, int leaving) {
        balance(site, Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.Multipath(legs)));
        List<NextHop> before = ways(site);
        List<NextHop> left = new ArrayList<>(legs);
        NextHop gone = left.remove(leaving).weight(1);
        balance(site, Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.Multipath(left)));
        List<NextHop> after = ways(site);
        int healthy = 0;
        int moved = 0;
        for (int i = 0; i < FLOWS; i++) {
            boolean there = !before.get(i).equals(gone);
            healthy += there ? 1 : 0;
            moved += there && !before.get(i).equals(after.get(i)) ? 1 : 0;
        }
        return (double) moved / healthy;
    }

    @Test
    default void fact_14_ipv6_senders_get_the_first_members_address_under_a_nexthop_group() {
        Site site = site();
        seed(site, 1);
        site.netlink().nexthops().add(NextHopObject.via(1, GW1_6, site.a));
        site.netlink().nexthops().add(NextHopObject.via(2, GW2_6, site.b));
        site.netlink().nexthops().add(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2))));

        balance(site, site.both6());
        for (int i = 0; i < 40; i++) {
            Route answer =
                    site.netlink().routes().lookup(flow(LookupContract.FAR_6, i).build());
            boolean first = answer.target().hops().get(0).interfaceIndex() == site.a;
            assertThat(answer.options().prefSrc()).contains(first ? OWN1_6 : OWN2_6);
        }

        balance(site, Route.defaultRoute(AddressFamily.INET6).target(new RouteTarget.NextHopId(10)));
        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Route answer =
                    site.netlink().routes().lookup(flow(LookupContract.FAR_6, i).build());
            devices.add(answer.target().hops().get(0).interfaceIndex());
            assertThat(answer.options().prefSrc()).contains(OWN1_6);
        }
        assertThat(devices).contains(site.a, site.b);
    }

    @Test
    default void fact_14_a_nexthop_group_of_ipv6_leads_a_bound_socket_out_by_another_device() {
        Site site = site();
        seed(site, 1);
        site.netlink().nexthops().add(NextHopObject.via(1, GW1_6, site.a));
        site.netlink().nexthops().add(NextHopObject.via(2, GW2_6, site.b));
        site.netlink().nexthops().add(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2))));
        balance(site, Route.defaultRoute(AddressFamily.INET6).target(new RouteTarget.NextHopId(10)));

        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            devices.add(way(site, flow(LookupContract.FAR_6, i).outputInterface(site.b))
                    .interfaceIndex());
        }

        assertThat(devices).contains(site.a, site.b);
    }

    @Test
    default void fact_14a_the_order_of_legs_decides_how_many_flows_move() {
        Site site = site();
        seed(site, 1);
        NextHop heavy = NextHop.via(GW1, site.a).weight(4);
        NextHop second = NextHop.via(GW2, site.b);
        NextHop third = NextHop.via(GW3, site.a);

        assertThat(moved(site, List.of(heavy, second, third), 0)).isBetween(0.45, 0.55);
        assertThat(moved(site, List.of(second, third, heavy), 2)).isBetween(0.45, 0.55);
        for (int leaving = 0; leaving < 3; leaving++) {
            assertThat(moved(site, List.of(second, heavy, third), leaving))
                    .as("heaviest in the middle, leg %d leaves", leaving)
                    .isLessThan(0.06);
        }
    }

    @Test
    default void fact_14b_a_source_keeps_to_the_leg_of_its_device_but_not_under_a_nexthop_group() {
        Site site = site();
        seed(site, 1);
        balance(site, site.both4());
        for (int i = 0; i < 40; i++) {
            assertThat(way(site, flow(LookupContract.FAR, i).source(OWN2)).interfaceIndex())
                    .isEqualTo(site.b);
        }

        site.netlink().nexthops().add(NextHopObject.via(1, GW1, site.a));
        site.netlink().nexthops().add(NextHopObject.via(2, GW2, site.b));
        site.netlink().nexthops().add(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2))));
        balance(site, Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.NextHopId(10)));
        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            devices.add(way(site, flow(LookupContract.FAR, i).source(OWN2)).interfaceIndex());
        }
        assertThat(devices).contains(site.a, site.b);
    }

    @Test
    default void fact_30_by_addresses_all_flows_to_one_destination_go_one_way_and_by_ports_they_divide_by_weight() {
        Site site = site();
        NextHop heavy = NextHop.via(GW1, site.a);
        NextHop second = NextHop.via(GW2, site.b);
        NextHop third = NextHop.via(GW3, site.a);
        balance(
                site,
                Route.defaultRoute(AddressFamily.INET)
                        .target(new RouteTarget.Multipath(List.of(heavy.weight(4), second, third))));

        seed(site, 0);
        assertThat(ways(site)).containsOnly(ways(site).get(0));

        seed(site, 1);
        List<NextHop> ways = ways(site);
        assertThat(share(ways, heavy)).isBetween(0.63, 0.70);
        assertThat(share(ways, second)).isBetween(0.13, 0.20);
        assertThat(share(ways, third)).isBetween(0.13, 0.20);
    }

    @Test
    default void fact_31_flows_of_the_lan_on_healthy_uplinks_move_with_every_change_of_legs_unless_they_are_marked() {
        Site site = site();
        seed(site, 1);
        int lan = site.lan();
        NextHop heavy = NextHop.via(GW1, site.a).weight(4);
        NextHop second = NextHop.via(GW2, site.b);
        NextHop third = NextHop.via(GW3, site.a);
        RouteTable pinned = RouteTable.of(7902);
        site.netlink().routes().add(site.via(GW2, site.b).table(pinned));
        site.netlink()
                .rules()
                .add(Rule.lookup(AddressFamily.INET, pinned).priority(400).mark(new FwMark(0x200, 0xff00)));
        Route all =
                Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.Multipath(List.of(heavy, second, third)));
        Route healthy =
                Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.Multipath(List.of(second, third)));

        balance(site, all);
        List<Integer> onSecond = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            if (way(site, forwarded(lan, i)).equals(second)) {
                onSecond.add(i);
            }
        }
        balance(site, healthy);
        assertThat(onSecond)
                .as("some flows of a healthy leg move when another leaves")
                .anySatisfy(i -> assertThat(way(site, forwarded(lan, i))).isNotEqualTo(second));
        List<Integer> stayed = onSecond.stream()
                .filter(i -> way(site, forwarded(lan, i)).equals(second))
                .toList();
        List<Integer> newcomers = new ArrayList<>();
        for (int i = 600; i < 1200; i++) {
            if (way(site, forwarded(lan, i)).equals(second)) {
                newcomers.add(i);
            }
        }
        balance(site, all);
        newcomers.addAll(stayed);
        assertThat(newcomers)
                .as("and when it returns")
                .anySatisfy(i -> assertThat(way(site, forwarded(lan, i))).isNotEqualTo(second));

        for (int i = 0; i < 100; i++) {
            assertThat(way(site, forwarded(lan, i).mark(0x200)))
                    .as("marked flows stay")
                    .isEqualTo(second);
        }
    }

    @Test
    default void fact_3_told_too_late_to_heed_the_carrier_a_leg_is_shown_dead_and_used_until_the_next_event() {
        Site site = site();
        seed(site, 1);
        balance(site, site.both4());
        site.pull("up-a");
        site.kernel().ignoreRoutesWithLinkdown();

        NextHop leg = site
                .netlink()
                .routes()
                .list(RouteFilter.of(AddressFamily.INET).table(RouteTable.MAIN))
                .stream()
                .filter(Route::isDefault)
                .findFirst()
                .orElseThrow()
                .target()
                .hops()
                .get(0);
        assertThat(leg.flags()).isEqualTo(NextHop.DEAD | NextHop.LINKDOWN);
        assertThat(devices(site, LookupContract.FAR)).contains(site.a, site.b);

        site.plug("up-a");
        site.pull("up-a");
        assertThat(devices(site, LookupContract.FAR)).containsOnly(site.b);
    }

    @Test
    default void fact_3_told_too_late_the_same_holds_for_ipv6() {
        Site site = site();
        seed(site, 1);
        balance(site, site.both6());
        site.pull("up-a");
        site.kernel().ignoreRoutesWithLinkdown();

        assertThat(devices(site, LookupContract.FAR_6)).contains(site.a, site.b);

        site.plug("up-a");
        site.pull("up-a");
        assertThat(devices(site, LookupContract.FAR_6)).containsOnly(site.b);
    }

    private static List<Integer> devices(Site site, String destination) {
        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            devices.add(way(site, flow(destination, i)).interfaceIndex());
        }
        return devices;
    }

    private static RouteLookup.Builder forwarded(int lan, int port) {
        return flow(LookupContract.FAR, port).inputInterface(lan).source(IpAddress.parse("10.77.0.2"));
    }

    @Test
    default void fact_32_a_marked_flow_follows_its_dead_uplink_while_its_rule_stands() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(T_PINNED));
        site.netlink().routes().add(site.via(GW2, site.b).table(RouteTable.MAIN));
        Rule pin = Rule.lookup(AddressFamily.INET, T_PINNED).priority(400).mark(new FwMark(0x100, 0xff00));
        site.netlink().rules().add(pin);

        site.pull("up-a");
        assertThat(way(site, flow(LookupContract.FAR, 1).mark(0x100)).interfaceIndex())
                .isEqualTo(site.a);

        site.netlink().rules().delete(pin);
        assertThat(way(site, flow(LookupContract.FAR, 1).mark(0x100)).interfaceIndex())
                .isEqualTo(site.b);
    }

    @Test
    default void fact_34_packets_of_one_flow_with_marks_of_their_own_go_different_ways() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(T));
        site.netlink().routes().add(site.via(GW2, site.b).table(T_PINNED));
        site.netlink()
                .rules()
                .add(Rule.lookup(AddressFamily.INET, T).priority(400).mark(new FwMark(1, 0xf)));
        site.netlink()
                .rules()
                .add(Rule.lookup(AddressFamily.INET, T_PINNED).priority(401).mark(new FwMark(2, 0xf)));

        int first = 0;
        for (int packet = 0; packet < 120; packet++) {
            int mark = packet % 6 < 4 ? 1 : 2;
            NextHop way = way(site, flow(LookupContract.FAR, 1).mark(mark));
            first += way.interfaceIndex() == site.a ? 1 : 0;
        }

        assertThat(first).as("a counter splits exactly").isEqualTo(80);
    }
}

package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which way a packet goes, as {@code ip route get} tells: facts 29, 29a and 33. */
interface LookupContract extends Contract {
    String FAR = "203.0.113.7";
    String FAR_6 = "2001:db8:77::7";

    private static RouteLookup.Builder ask(String destination) {
        return RouteLookup.to(IpAddress.parse(destination)).toBuilder();
    }

    private static Route answer(Site site, RouteLookup.Builder question) {
        return site.netlink().routes().lookup(question.build());
    }

    private static int device(Site site, RouteLookup.Builder question) {
        return answer(site, question).target().hops().get(0).interfaceIndex();
    }

    static int device(Site site, String destination) {
        return device(site, ask(destination));
    }

    private static Rule rule(AddressFamily family, long priority, RouteTable table) {
        return Rule.lookup(family, table).priority(priority);
    }

    @Test
    default void an_answer_has_table_gateway_device_and_source() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a));
        site.netlink().rules().add(rule(AddressFamily.INET, 500, T));

        Route answer = answer(site, ask(FAR));
        assertThat(answer.table()).isEqualTo(T);
        assertThat(answer.target().hops()).containsExactly(NextHop.via(GW1, site.a));
        assertThat(answer.options().prefSrc()).contains(OWN1);
        assertThat(answer.destination()).isEqualTo(IpPrefix.parse(FAR));
    }

    @Test
    default void an_ipv6_answer_has_them_too() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1_6, site.a));
        site.netlink().rules().add(rule(AddressFamily.INET6, 500, T));

        Route answer = answer(site, ask(FAR_6));
        assertThat(answer.table()).isEqualTo(T);
        assertThat(answer.target().hops()).containsExactly(NextHop.via(GW1_6, site.a));
        assertThat(answer.options().prefSrc()).contains(OWN1_6);
    }

    @Test
    default void the_longest_prefix_wins_and_then_the_lowest_priority() {
        Site site = site();
        for (Route route : List.of(
                to("203.0.112.0/20").via(GW1, site.a),
                to("203.0.113.0/24").via(GW1, site.a).priority(9),
                to("203.0.113.0/24").via(GW2, site.b).priority(5),
                to("2001:db8::/32").via(GW1_6, site.a).priority(1),
                to("2001:db8:77::/48").via(GW1_6, site.a).priority(9),
                to("2001:db8:77::/48").via(GW2_6, site.b).priority(5))) {
            site.netlink().routes().add(route.table(RouteTable.MAIN));
        }

        assertThat(device(site, FAR)).isEqualTo(site.b);
        assertThat(device(site, FAR_6)).isEqualTo(site.b);
        assertThat(device(site, "203.0.112.1")).isEqualTo(site.a);
    }

    @Test
    default void a_mark_or_a_source_leads_to_its_table() {
        Site site = site();
        RouteTable other = RouteTable.of(7901);
        site.netlink().routes().add(site.via(GW1, site.a));
        site.netlink().routes().add(site.via(GW2, site.b).table(other));
        site.netlink().rules().add(rule(AddressFamily.INET, 500, T).mark(new FwMark(0x100, 0xff00)));
        site.netlink().rules().add(rule(AddressFamily.INET, 501, other).from(IpPrefix.host(OWN2)));

        assertThat(device(site, ask(FAR).mark(0x1ff))).isEqualTo(site.a);
        assertThat(device(site, ask(FAR).source(OWN2))).isEqualTo(site.b);
        refused(Errno.ENETUNREACH, () -> answer(site, ask(FAR)));
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.MAIN));
        refused(Errno.ENETUNREACH, () -> answer(site, ask(FAR).source(IpAddress.parse("10.9.9.9"))));
    }

    @Test
    default void protocol_and_ports_lead_to_their_table() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.MAIN));
        site.netlink().routes().add(site.via(GW2, site.b));
        Rule https = rule(AddressFamily.INET, 500, T);
        site.netlink()
                .rules()
                .add(https.selector(https.selector().toBuilder()
                        .ipProtocol(6)
                        .destinationPort(new dev.multipath.netlink.model.NumberRange(443, 444))
                        .build()));

        assertThat(device(site, ask(FAR).ipProtocol(6).destinationPort(443))).isEqualTo(site.b);
        assertThat(device(site, ask(FAR).ipProtocol(6).destinationPort(80))).isEqualTo(site.a);
        assertThat(device(site, ask(FAR))).isEqualTo(site.a);
    }

    @Test
    default void fact_33_suppressed_short_prefixes_leave_the_specific_routes() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.MAIN));
        site.netlink().routes().add(site.via(GW2, site.b));
        site.netlink()
                .rules()
                .add(rule(AddressFamily.INET, 500, RouteTable.MAIN).suppressPrefixLength(0));
        site.netlink().rules().add(rule(AddressFamily.INET, 501, T));

        assertThat(device(site, FAR)).isEqualTo(site.b);
        assertThat(device(site, "192.0.2.99")).isEqualTo(site.a);
    }

    @Test
    default void routes_to_nowhere_say_why_and_throw_goes_on() {
        Site site = site();
        site.netlink().routes().add(to("203.0.113.1").type(RouteType.BLACKHOLE));
        site.netlink().routes().add(to("203.0.113.2").type(RouteType.UNREACHABLE));
        site.netlink().routes().add(to("203.0.113.3").type(RouteType.PROHIBIT));
        site.netlink().routes().add(to("203.0.113.4").type(RouteType.THROW));
        site.netlink().routes().add(site.via(GW1, site.a));
        site.netlink().routes().add(site.via(GW2, site.b).table(RouteTable.MAIN));
        site.netlink().rules().add(rule(AddressFamily.INET, 500, T));

        refused(Errno.EINVAL, () -> answer(site, ask("203.0.113.1")));
        refused(Errno.EHOSTUNREACH, () -> answer(site, ask("203.0.113.2")));
        refused(Errno.EACCES, () -> answer(site, ask("203.0.113.3")));
        assertThat(device(site, "203.0.113.4")).isEqualTo(site.b);
        assertThat(device(site, "203.0.113.5")).isEqualTo(site.a);
    }

    @Test
    default void ipv6_routes_to_nowhere_say_why_too() {
        Site site = site();
        site.netlink().routes().add(to("2001:db8:77::1").type(RouteType.BLACKHOLE));
        site.netlink().routes().add(to("2001:db8:77::2").type(RouteType.UNREACHABLE));
        site.netlink().routes().add(to("2001:db8:77::3").type(RouteType.PROHIBIT));
        site.netlink().rules().add(rule(AddressFamily.INET6, 500, T));

        refused(Errno.EINVAL, () -> answer(site, ask("2001:db8:77::1")));
        refused(Errno.EHOSTUNREACH, () -> answer(site, ask("2001:db8:77::2")));
        refused(Errno.EACCES, () -> answer(site, ask("2001:db8:77::3")));
        refused(Errno.ENETUNREACH, () -> answer(site, ask("2001:db8:77::4")));
    }

    @Test
    default void rules_refuse_jump_and_pass_on() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.MAIN));
        Rule all = rule(AddressFamily.INET, 500, T);
        site.netlink().rules().add(all.to(IpPrefix.parse("203.0.113.1")).action(new RuleAction.Blackhole()));
        site.netlink().rules().add(all.to(IpPrefix.parse("203.0.113.2")).action(new RuleAction.Unreachable()));
        site.netlink().rules().add(all.to(IpPrefix.parse("203.0.113.3")).action(new RuleAction.Prohibit()));
        site.netlink().rules().add(all.to(IpPrefix.parse("203.0.113.4")).action(new RuleAction.Goto(32766)));
        site.netlink()
                .rules()
                .add(all.priority(600).to(IpPrefix.parse("203.0.113.0/24")).action(new RuleAction.Prohibit()));

        refused(Errno.EINVAL, () -> answer(site, ask("203.0.113.1")));
        refused(Errno.ENETUNREACH, () -> answer(site, ask("203.0.113.2")));
        refused(Errno.EACCES, () -> answer(site, ask("203.0.113.3")));
        assertThat(device(site, "203.0.113.4")).isEqualTo(site.a);
        refused(Errno.EACCES, () -> answer(site, ask("203.0.113.5")));
    }

    @Test
    default void a_multipath_route_leads_out_by_one_of_its_live_legs() {
        Site site = site();
        site.netlink().routes().add(site.both4().table(RouteTable.MAIN));

        assertThat(device(site, FAR)).isIn(site.a, site.b);
        site.down("up-a");
        for (int host = 1; host < 20; host++) {
            assertThat(device(site, "203.0.113." + host)).isEqualTo(site.b);
        }
    }

    @Test
    default void our_own_addresses_are_local() {
        Site site = site();
        site.up("lo");

        Route answer = answer(site, ask("192.0.2.2"));
        assertThat(answer.type()).isEqualTo(RouteType.LOCAL);
        assertThat(answer.table())
                .as("one table with main as long as there are no rules")
                .isEqualTo(RouteTable.MAIN);
        assertThat(answer.target().hops()).containsExactly(NextHop.dev(1));
        site.netlink().rules().add(rule(AddressFamily.INET, 500, T));
        assertThat(answer(site, ask("192.0.2.2")).table()).isEqualTo(RouteTable.LOCAL);
    }

    @Test
    default void fact_29_an_oif_rule_serves_a_bound_socket() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.MAIN));
        site.netlink().routes().add(site.via(GW2, site.b));
        site.netlink().rules().add(rule(AddressFamily.INET, 500, T).outputInterface("up-b"));

        assertThat(answer(site, ask(FAR).outputInterface(site.b)).target().hops())
                .containsExactly(NextHop.via(GW2, site.b));
        assertThat(device(site, FAR)).isEqualTo(site.a);
    }

    @Test
    default void fact_29a_a_bound_socket_without_a_route_takes_ipv4_for_on_link_and_fails_on_ipv6() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.MAIN));

        assertThat(answer(site, ask(FAR).outputInterface(site.b)).target().hops())
                .containsExactly(NextHop.dev(site.b));
        refused(Errno.ENETUNREACH, () -> answer(site, ask(FAR_6).outputInterface(site.b)));
        refused(Errno.ENODEV, () -> answer(site, ask(FAR).outputInterface(4711)));
    }
}

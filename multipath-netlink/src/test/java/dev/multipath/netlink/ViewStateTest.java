package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.ViewChange.Added;
import dev.multipath.netlink.ViewChange.Changed;
import dev.multipath.netlink.ViewChange.Removed;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events and lists taken in, one by one. */
final class ViewStateTest {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final RouteTable T = RouteTable.of(7900);
    private static final int CREATE = NetlinkHeader.NLM_F_CREATE | NetlinkHeader.NLM_F_EXCL;
    private static final Route A =
            Route.to(IpPrefix.parse("10.0.0.0/8")).table(T).via(IpAddress.parse("192.0.2.1"), 3);
    private static final Route B = A.protocol(Protocol.of(77));
    private static final Route C = A.via(IpAddress.parse("192.0.2.3"), 3);
    private static final Doubts TABLE = Doubts.of(A);
    private static final Link UP = ViewObjects.link(3, "eth0", true);

    private final ViewState state = new ViewState();

    private Doubts added(Route route, int flags) {
        return state.event(new RtEvent.RouteChanged(route, flags, 0), Doubts.NONE);
    }

    private Doubts removed(Route route, Doubts listed) {
        return state.event(new RtEvent.RouteRemoved(route, 0), listed);
    }

    private List<Route> routes() {
        return state.snapshot(1, Instant.EPOCH, Doubts.NONE).routes(A.key());
    }

    @Test
    void a_route_comes_turns_and_goes_without_a_doubt() {
        assertThat(added(A, CREATE)).isEqualTo(Doubts.NONE);
        assertThat(state.takeDifferences()).containsExactly(new Added(A));
        assertThat(added(B, NetlinkHeader.NLM_F_REPLACE)).isEqualTo(Doubts.NONE);
        assertThat(state.takeDifferences()).containsExactly(new Changed(A, B));
        assertThat(removed(B, Doubts.NONE)).isEqualTo(Doubts.NONE);
        assertThat(state.takeDifferences()).containsExactly(new Removed(B));
        assertThat(routes()).isEmpty();
    }

    @Test
    void what_contradicts_the_state_puts_its_table_in_doubt() {
        assertThat(removed(A, Doubts.NONE)).as("unknown, and yet it was there").isEqualTo(TABLE);
        assertThat(added(A, NetlinkHeader.NLM_F_REPLACE))
                .as("took the place of what?")
                .isEqualTo(TABLE);
        assertThat(removed(C, Doubts.NONE)).as("another of its key").isEqualTo(TABLE);
        assertThat(added(C, CREATE)).as("before or behind?").isEqualTo(TABLE);
    }

    @Test
    void what_a_list_may_have_shown_already_is_no_contradiction() {
        assertThat(removed(A, TABLE)).isEqualTo(Doubts.NONE);
        assertThat(removed(A, Doubts.of(A.table(RouteTable.MAIN)))).isEqualTo(TABLE);
        state.routes(INET, List.of(A));
        assertThat(state.event(new RtEvent.RouteChanged(A, CREATE, 0), TABLE)).isEqualTo(Doubts.NONE);
        state.routes(INET, List.of(A, C));
        assertThat(removed(C, TABLE)).as("which of two was it before?").isEqualTo(TABLE);
    }

    /** Added, taken along by a device that went down, not listed: all before the event was read. */
    @Test
    void what_a_list_made_meanwhile_does_not_show_may_be_gone_again() {
        assertThat(state.event(new RtEvent.RouteChanged(A, CREATE, 0), TABLE)).isEqualTo(TABLE);
        state.routes(INET, List.of(A));
        assertThat(state.event(new RtEvent.RouteChanged(B, NetlinkHeader.NLM_F_REPLACE, 0), TABLE))
                .isEqualTo(TABLE);
    }

    @Test
    void legs_that_die_are_a_change_of_the_same_route() {
        RouteTarget alive =
                new RouteTarget.Multipath(List.of(NextHop.dev(3), NextHop.dev(4).weight(2)));
        RouteTarget dying = new RouteTarget.Multipath(List.of(
                NextHop.dev(3).flags(NextHop.DEAD | NextHop.LINKDOWN),
                NextHop.dev(4).weight(2)));
        state.routes(INET, List.of(A.target(alive)));
        state.takeDifferences();
        state.routes(INET, List.of(A.target(dying)));
        assertThat(state.takeDifferences()).containsExactly(new Changed(A.target(alive), A.target(dying)));
        assertThat(removed(A.target(alive), Doubts.NONE)).isEqualTo(Doubts.NONE);
        assertThat(routes()).isEmpty();
    }

    @Test
    void an_interface_listed_otherwise_than_before_makes_as_many_doubts_as_its_event() {
        assertThat(state.links(List.of(UP)).routes()).hasSize(2);
        assertThat(state.links(List.of(UP))).isEqualTo(Doubts.NONE);
        assertThat(state.links(List.of(ViewObjects.link(3, "eth0", false))).routes())
                .as("its event may come when this is known")
                .hasSize(2);
        assertThat(state.links(List.of()).routes()).hasSize(2);
        state.takeDifferences();
        state.links(List.of(UP));
        assertThat(state.takeDifferences()).containsExactly(new Added(UP));
    }

    @Test
    void an_event_about_a_known_interface_is_held_against_it() {
        state.links(List.of(UP));
        assertThat(state.event(new RtEvent.LinkChanged(UP, 0), Doubts.NONE)).isEqualTo(Doubts.LINKS);
        assertThat(state.event(new RtEvent.LinkChanged(ViewObjects.link(3, "eth0", false), 0), Doubts.NONE))
                .isEqualTo(Doubts.ALL);
    }

    @Test
    void a_lifetime_that_counts_down_is_no_difference() {
        Address address = Address.of(3, IpAddress.parse("192.0.2.2"), 24);
        state.addresses(INET, List.of(lasting(address, 100)));
        assertThat(state.takeDifferences()).hasSize(1);
        state.addresses(INET, List.of(lasting(address, 90)));
        assertThat(state.takeDifferences()).isEmpty();
        assertThat(state.snapshot(1, Instant.EPOCH, Doubts.NONE).addresses()).containsExactly(lasting(address, 90));
        state.addresses(INET, List.of(lasting(address.flags(Address.DEPRECATED), 80)));
        assertThat(state.takeDifferences()).singleElement().isInstanceOf(Changed.class);
    }

    private static Address lasting(Address address, long seconds) {
        AddressLifetime lifetime = new AddressLifetime(seconds, seconds, 1, 1);
        return new Address(
                address.interfaceIndex(),
                address.local(),
                address.prefixLength(),
                address.peer(),
                address.broadcast(),
                address.label(),
                address.scope(),
                address.flags(),
                Optional.of(lifetime),
                address.routePriority(),
                address.protocol(),
                address.unknown());
    }

    @Test
    void a_second_copy_of_a_rule_is_a_difference() {
        Rule rule = Rule.lookup(INET, T).priority(5);
        state.rules(INET, List.of(rule));
        state.takeDifferences();
        state.rules(INET, List.of(rule, rule));
        assertThat(state.takeDifferences()).containsExactly(new Added(rule));
        state.rules(INET, List.of(rule));
        assertThat(state.takeDifferences()).containsExactly(new Removed(rule));
    }
}

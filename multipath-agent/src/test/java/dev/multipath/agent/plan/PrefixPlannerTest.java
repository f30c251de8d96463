package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.Routing;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.agent.uplink.Views;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From where destinations lead to where they should, step by step. */
final class PrefixPlannerTest {
    private static final RouteTable TABLE = RouteTable.of(7800);
    private static final Protocol OWN = Protocol.of(77);
    private static final InterfaceNames NAMES = index -> "eth" + (index - 10);

    private List<Verdict> verdicts = List.of(Verdict.UP, Verdict.UP);
    private int most = 100;
    private PrefixRoutes last = empty(Routing.NONE);

    private static Routing routing(String... sections) {
        String uplinks = """
            [probe]
            targets = ["203.0.113.53"]
            [[uplink]]
            name = "u0"
            interface = "eth0"
            [[uplink]]
            name = "u1"
            interface = "eth1"
            """;
        return Configs.of(uplinks + String.join("", sections)).routing();
    }

    private static String route(String name, String to, String via, String otherwise) {
        return "[[route]]\nname = \"" + name + "\"\nto = [" + to + "]\nvia = [" + via + "]\notherwise = \"" + otherwise
                + "\"\n";
    }

    private PrefixTargets targets(Routing routing) {
        List<UplinkView> views = new ArrayList<>();
        for (int slot = 0; slot < verdicts.size(); slot++) {
            views.add(Views.view(slot, Views.configs(1, 1).get(slot), verdicts.get(slot)));
        }
        return PrefixTargets.of(routing, views, true);
    }

    private static PrefixRoutes empty(Routing routing, Route... held) {
        PrefixRoutes.Builder builder = new PrefixRoutes.Builder(routing.prefixes(), new Ownership(OWN));
        for (Route route : held) {
            builder.saw(route);
        }
        return builder.build();
    }

    /** Commands of all steps until nothing is left to do. */
    private List<String> settle(Routing routing, PrefixRoutes from) {
        PrefixRoutes held = from;
        List<String> commands = new ArrayList<>();
        Optional<PrefixChange> change = next(routing, held);
        while (change.isPresent()) {
            assertThat(change.get().size()).isBetween(1, most);
            change.get().operations().forEach(operation -> commands.add(operation.command(NAMES)));
            held = held.after(PrefixOutcome.done(change.get()));
            last = held;
            change = next(routing, held);
        }
        return commands;
    }

    private Optional<PrefixChange> next(Routing routing, PrefixRoutes held) {
        return new PrefixPlanner(routing, held, targets(routing), TABLE, OWN).next(most);
    }

    @Test
    void each_destination_leads_to_the_first_live_uplink_of_its_section() {
        Routing routing = routing(
                route("a", "\"45.0.0.0/8\", \"2a0a::/16\"", "\"u1\", \"u0\"", "balance"),
                route("b", "\"45.1.0.0/16\"", "\"u0\"", "unreachable"));

        assertThat(settle(routing, empty(routing)))
                .containsExactly(
                        "ip route add 45.0.0.0/8 via 192.0.1.1 dev eth1 table 7800 proto 77",
                        "ip route add 45.1.0.0/16 via 192.0.0.1 dev eth0 table 7800 proto 77",
                        "ip -6 route add 2a0a::/16 via fe80::1 dev eth1 table 7800 proto 77 metric 1024");
        verdicts = List.of(Verdict.DOWN, Verdict.DOWN);
        assertThat(settle(routing, last))
                .containsExactly(
                        "ip route replace unreachable 45.1.0.0/16 table 7800 proto 77",
                        "ip route del 45.0.0.0/8 via 192.0.1.1 dev eth1 table 7800 proto 77",
                        "ip -6 route del 2a0a::/16 via fe80::1 dev eth1 table 7800 proto 77 metric 1024");
        verdicts = List.of(Verdict.UP, Verdict.PROVING);
        assertThat(settle(routing, last))
                .contains("ip route add 45.0.0.0/8 via 192.0.0.1 dev eth0 table 7800 proto 77")
                .contains("ip route replace 45.1.0.0/16 via 192.0.0.1 dev eth0 table 7800 proto 77");
        assertThat(next(routing, last)).isEmpty();
    }

    @Test
    void what_is_refused_is_left_alone_until_the_next_look() {
        Routing routing = routing(route("a", "\"45.0.0.0/8\", \"46.0.0.0/8\"", "\"u0\"", "balance"));
        PrefixRoutes held = empty(routing);
        PrefixChange change = next(routing, held).orElseThrow();

        PrefixRoutes after = held.after(new PrefixOutcome(change, Set.of(0), Optional.of("no")));

        assertThat(next(routing, after)).isEmpty();
        assertThat(after.hasRefused()).isTrue();
        assertThat(after.size()).isEqualTo(1);
    }

    @Test
    void steps_are_no_longer_than_allowed_and_a_list_is_one_step_after_the_other() {
        Routing routing = routing(
                route("a", "\"45.0.0.0/8\", \"46.0.0.0/8\", \"47.0.0.0/8\"", "\"u0\"", "balance"),
                route("b", "\"45.1.0.0/16\", \"46.1.0.0/16\"", "\"u1\"", "balance"));
        most = 2;

        assertThat(settle(routing, empty(routing))).hasSize(5);
        assertThat(last.size()).isEqualTo(5);
    }

    @Test
    void another_list_touches_only_what_is_not_in_both() {
        Routing before = routing(route("a", "\"45.0.0.0/8\", \"46.0.0.0/8\"", "\"u0\"", "balance"));
        Routing after = routing(route("a", "\"46.0.0.0/8\", \"47.0.0.0/8\"", "\"u0\"", "balance"));
        settle(before, empty(before));
        PrefixRoutes.Builder looked = new PrefixRoutes.Builder(after.prefixes(), new Ownership(OWN));
        for (int i = 0; i < before.prefixes().size(); i++) {
            looked.saw(last.held(i).orElseThrow().route(before.prefixes().prefix(i), TABLE, OWN));
        }

        assertThat(settle(after, looked.build()))
                .containsExactly(
                        "ip route add 47.0.0.0/8 via 192.0.0.1 dev eth0 table 7800 proto 77",
                        "ip route del 45.0.0.0/8 via 192.0.0.1 dev eth0 table 7800 proto 77");
        assertThat(last.isEmpty()).isFalse();
    }

    @Test
    void strangers_are_not_seen_and_odd_ones_of_its_own_are_put_right() {
        Routing routing = routing(route("a", "\"45.0.0.0/8\"", "\"u0\"", "balance"));
        Route right = last(routing, 0);

        assertThat(settle(routing, empty(routing, right))).isEmpty();
        assertThat(settle(routing, empty(routing, right.protocol(Protocol.STATIC))))
                .hasSize(1);
        assertThat(settle(routing, empty(routing, right.priority(5))))
                .containsExactly(
                        "ip route add 45.0.0.0/8 via 192.0.0.1 dev eth0 table 7800 proto 77",
                        "ip route del 45.0.0.0/8 via 192.0.0.1 dev eth0 table 7800 proto 77 metric 5");
        assertThat(settle(routing, empty(routing, right, right)))
                .as("a second copy")
                .hasSize(1);
    }

    private Route last(Routing routing, int index) {
        PrefixChange change = next(routing, empty(routing)).orElseThrow();
        return change.routes().get(index);
    }
}

package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.status.TwoUplinks;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LendingTest {
    private static final long SECOND = 1_000_000_000L;

    private final TwoUplinks machine = new TwoUplinks();

    private AgentState lent(AgentState state, String uplink) {
        return machine.settled(
                AgentCore.step(state, new Event.Lend(uplink), SECOND).state(), SECOND);
    }

    private List<String> marked() {
        return machine.snapshot().rules().stream()
                .filter(rule -> rule.selector().mark().isPresent())
                .sorted(Comparator.comparingInt((Rule rule) -> rule.family().value())
                        .thenComparingLong(rule -> rule.priority().orElse(0)))
                .map(Rule::toString)
                .toList();
    }

    @Test
    void what_is_marked_leaves_by_its_uplink_or_not_at_all() {
        AgentState state = lent(machine.started(TwoUplinks.config(TwoUplinks.FILE), 0), "hinet");

        assertThat(marked())
                .containsExactly(
                        "priority 7702 from all fwmark 0x3f000000/0x3f000000 lookup 7710 protocol 77",
                        "priority 7703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77",
                        "priority 7702 from all fwmark 0x3f000000/0x3f000000 lookup 7710 protocol 77",
                        "priority 7703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77");
        assertThat(Lending.inForce(state, "hinet")).contains(new FwMark(0x3f00_0000L, 0x3f00_0000L));
        assertThat(Lending.inForce(state, "seed")).isEmpty();
    }

    @Test
    void a_family_that_its_uplink_has_not_is_refused() {
        lent(machine.started(TwoUplinks.config(TwoUplinks.FILE), 0), "seed");

        assertThat(marked())
                .containsExactly(
                        "priority 7702 from all fwmark 0x3f000000/0x3f000000 lookup 7711 protocol 77",
                        "priority 7703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77",
                        "priority 7703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77");
    }

    @Test
    void the_rules_stay_while_it_is_dead_and_nothing_goes_elsewhere_when_it_is_no_uplink_any_more() {
        AgentState state = lent(machine.started(TwoUplinks.config(TwoUplinks.FILE), 0), "seed");
        List<String> before = marked();
        machine.link(8, "eth1", false);
        state = machine.settled(state, 2 * SECOND);
        assertThat(marked()).isEqualTo(before);

        AgentConfig without =
                TwoUplinks.config(TwoUplinks.FILE.substring(0, TwoUplinks.FILE.lastIndexOf("[[uplink]]")));
        machine.settled(
                AgentCore.step(state, new Event.Reloaded(without), 3 * SECOND).state(), 3 * SECOND);
        assertThat(marked()).hasSize(2).allMatch(rule -> rule.contains("unreachable"));
    }

    @Test
    void while_uplinks_change_places_what_is_marked_is_refused() {
        World world = new World(Sites.three(), Sites.PROBE + Sites.HINET + Sites.SEED, 1).run(5_000);
        world.post(new Event.Lend("seed")).run(1_000).afresh();
        List<String> commands =
                world.reload(Sites.PROBE + Sites.SEED + Sites.HINET).run(1_000).commands();
        String rule = "priority 7702 from all fwmark 0x3f000000/0x3f000000 lookup ";

        assertThat(commands)
                .startsWith("ip rule del " + rule + "7711 protocol 77", "ip -6 rule del " + rule + "7711 protocol 77")
                .endsWith("ip rule add " + rule + "7710 protocol 77", "ip -6 rule add " + rule + "7710 protocol 77")
                .contains("ip route replace default via 192.0.2.1 dev eth0 table 7711 proto 77")
                .noneMatch(command -> command.contains("unreachable"));
    }

    @Test
    void a_refusal_that_a_stranger_took_away_comes_before_anything_else() {
        InMemoryKernel kernel = Sites.three();
        World world = new World(kernel, Sites.PROBE + Sites.HINET + Sites.SEED, 1).run(5_000);
        world.post(new Event.Lend("seed")).run(1_000).afresh();
        kernel.rules().stream()
                .filter(rule -> rule.action() instanceof RuleAction.Unreachable)
                .forEach(kernel::deleteRule);
        List<String> commands =
                world.reload(Sites.PROBE + Sites.SEED + Sites.HINET).run(1_000).commands();
        String refusal = "rule add priority 7703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77";
        String rule = "priority 7702 from all fwmark 0x3f000000/0x3f000000 lookup ";

        assertThat(commands)
                .startsWith(
                        "ip " + refusal,
                        "ip -6 " + refusal,
                        "ip rule del " + rule + "7711 protocol 77",
                        "ip -6 rule del " + rule + "7711 protocol 77")
                .endsWith("ip rule add " + rule + "7710 protocol 77", "ip -6 rule add " + rule + "7710 protocol 77");
    }

    @Test
    void a_refusal_of_former_numbers_goes_after_the_balance_of_former_numbers() {
        World world = new World(Sites.three(), Sites.PROBE + Sites.HINET + Sites.SEED, 1).run(5_000);
        world.post(new Event.Lend("seed")).run(1_000).afresh();
        List<String> commands = world.reload("[agent]\ntable-base = 15700\n" + Sites.PROBE + Sites.HINET + Sites.SEED)
                .run(1_000)
                .commands();

        assertThat(commands)
                .containsSubsequence(
                        "ip rule add priority 15703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77",
                        "ip rule del priority 7702 from all fwmark 0x3f000000/0x3f000000 lookup 7711 protocol 77",
                        "ip rule del priority 7900 from all lookup 7900 protocol 77",
                        "ip rule del priority 7703 from all fwmark 0x3f000000/0x3f000000 unreachable protocol 77",
                        "ip rule add priority 15702 from all fwmark 0x3f000000/0x3f000000 lookup 15711 protocol 77");
    }

    @Test
    void it_survives_a_restart() {
        AgentConfig config = TwoUplinks.config(TwoUplinks.FILE);
        AgentState state = lent(machine.started(config, 0), "seed");
        List<String> before = marked();

        AgentState again = machine.settled(AgentState.initial(config, state.memory(), 2 * SECOND), 2 * SECOND);

        assertThat(marked()).isEqualTo(before);
        assertThat(Lending.inForce(again, "seed")).isPresent();
    }

    @Test
    void asking_again_changes_nothing() {
        AgentState state = lent(machine.started(TwoUplinks.config(TwoUplinks.FILE), 0), "seed");

        assertThat(AgentCore.step(state, new Event.Lend("seed"), SECOND).effects())
                .isEmpty();
    }

    @Test
    void what_stands_against_it_is_said() {
        AgentState state = machine.started(TwoUplinks.config(TwoUplinks.FILE), 0);
        assertThat(Lending.obstacle(state, "seed")).isEmpty();
        assertThat(Lending.obstacle(state, "nobody")).contains("no uplink is named \"nobody\"; there are hinet, seed");
        machine.link(9, "eth1", true); // another device, which has no address
        assertThat(Lending.obstacle(machine.settled(state, SECOND), "seed"))
                .contains("nothing can leave by seed, neither IPv4 nor IPv6: no IPv4 address; IPv6 is off");
        AgentConfig narrow = TwoUplinks.config(TwoUplinks.FILE + "[flows]\nmark-mask = \"0x3\"\n");
        AgentState full = lent(new TwoUplinks().started(narrow, 0), "seed");
        assertThat(Lending.obstacle(full, "hinet"))
                .contains(
                        "mark-mask 0x3 of [flows] has no number left for commands run over hinet; it needs more bits");
    }

    @Test
    void numbers_come_from_above_and_leave_room_for_the_uplinks_own() {
        assertThat(Marks.lent("a", Map.of(), Map.of("eth0", 1), 2, 7)).isEqualTo(OptionalInt.of(7));
        assertThat(Marks.lent("b", Map.of("a", 7), Map.of("eth0", 6), 2, 7)).isEqualTo(OptionalInt.of(5));
        assertThat(Marks.lent("a", Map.of("a", 5), Map.of(), 2, 7)).isEqualTo(OptionalInt.of(5));
        assertThat(Marks.lent("a", Map.of("a", 5), Map.of(), 2, 3)).isEqualTo(OptionalInt.of(3));
        assertThat(Marks.lent("c", Map.of("a", 4, "b", 3), Map.of(), 2, 4)).isEmpty();
        assertThat(Marks.assigned(Map.of(), List.of(2), List.of("x", "y"), 3)).isEqualTo(Map.of("x", 1, "y", 3));
    }
}

package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of running connections: who is told to mark them, and when they have to go. */
final class FlowsTest {
    private static final String PIN = "[flows]\npin = \"on\"\n";
    private static final long MASK = 0x3f00_0000L;

    private World world = new World(Sites.three(), PIN + Sites.THREE, 1);
    private InMemoryKernel kernel = world.kernel;

    private void world(String flows) {
        world(Sites.three(), flows + Sites.THREE);
    }

    private void world(InMemoryKernel withKernel, String file) {
        world = new World(withKernel, file, 1);
        kernel = withKernel;
    }

    private List<String> pins(AddressFamily family) {
        return kernel.rules().stream()
                .filter(rule ->
                        rule.family().equals(family) && rule.selector().mark().isPresent())
                .map(Rule::toString)
                .toList();
    }

    private void die(String device) {
        world.line(device).alive = false;
        world.run(3_000);
    }

    @Test
    void pinned_connections_are_led_by_a_rule_for_each_uplink() {
        world.run(2_000);

        assertThat(pins(AddressFamily.INET))
                .containsExactly(
                        "priority 7750 from all fwmark 0x1000000/0x3f000000 lookup 7710 protocol 77",
                        "priority 7751 from all fwmark 0x2000000/0x3f000000 lookup 7711 protocol 77",
                        "priority 7752 from all fwmark 0x3000000/0x3f000000 lookup 7712 protocol 77");
        assertThat(pins(AddressFamily.INET6)).hasSize(2);
        assertThat(world.log).anyMatch(line -> line.endsWith("keep multipath"));
        assertThat(world.moves).isEmpty();
    }

    @Test
    void without_forwarding_nothing_is_marked_unless_it_is_said() {
        world("");
        world.run(2_000);

        assertThat(pins(AddressFamily.INET)).isEmpty();
        assertThat(world.log).noneMatch(line -> line.contains("keep"));
    }

    @Test
    void a_machine_that_begins_to_forward_marks_and_stops_when_it_does() {
        world("");
        SysctlKey forward = SysctlKey.forwarding(List.of()).get(0);
        kernel.sysctl(forward, "0");
        world.run(2_000);
        assertThat(pins(AddressFamily.INET)).isEmpty();

        kernel.sysctl(forward, "1");
        world.run(11_000);
        assertThat(pins(AddressFamily.INET)).hasSize(3);
        assertThat(world.log).anyMatch(line -> line.endsWith("keep multipath"));

        kernel.sysctl(forward, "0");
        world.run(11_000);
        assertThat(pins(AddressFamily.INET)).isEmpty();
        assertThat(world.log).anyMatch(line -> line.endsWith("keep no table"));
    }

    @Test
    void connections_of_a_dead_uplink_go_once_when_the_routes_stand() {
        world.run(2_000);
        world.check(() -> {
            boolean told = world.moves.stream().anyMatch(move -> move.family().equals(AddressFamily.INET));
            assertThat(told && pins(AddressFamily.INET).stream().anyMatch(rule -> rule.startsWith("priority 7750 ")))
                    .as("moved while the rule stands")
                    .isFalse();
        });
        die("eth0");
        world.run(30_000);

        assertThat(world.moves).hasSize(2);
        FlowMove move = world.moves.get(0);
        assertThat(move.uplink()).isEqualTo("hinet");
        assertThat(move.family()).isEqualTo(AddressFamily.INET);
        assertThat(move.mark()).contains(new FwMark(0x100_0000, MASK));
        assertThat(move.addresses()).containsExactly(IpAddress.parse("192.0.2.2"));
        assertThat(move.inbound()).isTrue();
        assertThat(world.log)
                .anyMatch(line -> line.contains("connections of hinet (IPv4) moved, it cannot be used: 3 forgotten by"
                        + " conntrack, 1 sockets of this machine ended"));
    }

    @Test
    void on_its_return_nothing_is_moved() {
        world.run(2_000);
        die("eth0");
        world.moves.clear();
        world.line("eth0").alive = true;
        world.run(30_000);

        assertThat(pins(AddressFamily.INET)).hasSize(3);
        assertThat(world.moves).isEmpty();
    }

    @Test
    void nobody_is_moved_while_there_is_nowhere_to_go() {
        world(Sites.three(), PIN + Sites.PROBE + Sites.ipv4Only(Sites.HINET) + Sites.ipv4Only(Sites.SEED));
        world.run(2_000);
        world.line("eth0").alive = false;
        world.line("eth1").alive = false;
        world.line("eth0").gateway = false;
        world.line("eth1").gateway = false;
        world.run(20_000);
        assertThat(world.moves).isEmpty();
        assertThat(pins(AddressFamily.INET)).as("the last ones carry on").hasSize(2);

        world.line("eth1").alive = true;
        world.run(3_000);
        assertThat(world.moves).as("it has not proved itself yet").isEmpty();
        world.run(10_000);
        assertThat(world.moves).extracting(FlowMove::uplink).containsExactly("hinet");
    }

    @Test
    void when_all_come_back_nobody_has_to_go_because_another_was_first() {
        world(Sites.three(), PIN + Sites.PROBE + Sites.ipv4Only(Sites.HINET) + Sites.ipv4Only(Sites.SEED));
        world.run(2_000);
        for (String device : List.of("eth0", "eth1")) {
            world.line(device).alive = false;
            world.line(device).gateway = false;
        }
        world.run(20_000);
        world.line("eth0").alive = true;
        world.run(500);
        world.line("eth1").alive = true;
        world.run(20_000);

        assertThat(world.is("hinet")).isEqualTo(UplinkState.UP);
        assertThat(world.is("seed")).isEqualTo(UplinkState.UP);
        assertThat(world.moves).isEmpty();
        assertThat(world.log).noneMatch(line -> line.contains("ip rule del"));
    }

    @Test
    void a_rule_that_stood_while_its_uplink_proved_itself_goes_when_that_falls_again() {
        world.run(2_000);
        Rule rule = kernel.rules().stream()
                .filter(each -> each.family().equals(AddressFamily.INET)
                        && each.priority().orElse(0) == 7750)
                .findFirst()
                .orElseThrow();
        die("eth0");
        world.line("eth0").alive = true;
        world.run(2_000);
        assertThat(world.is("hinet")).isEqualTo(UplinkState.PROVING);
        kernel.rule(rule);
        world.reload(PIN + Sites.THREE).run(500);
        assertThat(pins(AddressFamily.INET)).hasSize(3);

        world.line("eth0").alive = false;
        while (world.is("hinet") == UplinkState.PROVING) {
            world.run(50);
        }
        world.run(300);
        assertThat(pins(AddressFamily.INET)).hasSize(2);
    }

    @Test
    void a_device_that_vanishes_is_left_by_the_address_it_had() {
        world.run(2_000);
        kernel.deleteLink("ppp0");
        world.notified().run(1_000);

        assertThat(world.moves).hasSize(1);
        assertThat(world.moves.get(0).addresses()).containsExactly(IpAddress.parse("10.0.0.2"));
        assertThat(world.moves.get(0).mark()).contains(new FwMark(0x300_0000, MASK));
    }

    @Test
    void kept_connections_wait_for_their_uplink() {
        world("[flows]\npin = \"on\"\non-down = \"keep\"\n");
        world.run(2_000);
        die("eth0");

        assertThat(world.moves).isEmpty();
        assertThat(pins(AddressFamily.INET))
                .containsExactly(
                        "priority 7750 from all fwmark 0x1000000/0x3f000000 lookup 7710 protocol 77",
                        "priority 7751 from all fwmark 0x2000000/0x3f000000 lookup 7711 protocol 77",
                        "priority 7752 from all fwmark 0x3000000/0x3f000000 lookup 7712 protocol 77",
                        "priority 7790 from all fwmark 0x1000000/0x3f000000 blackhole protocol 77",
                        "priority 7790 from all fwmark 0x2000000/0x3f000000 blackhole protocol 77",
                        "priority 7790 from all fwmark 0x3000000/0x3f000000 blackhole protocol 77");
    }

    @Test
    void an_agent_that_starts_beside_a_dead_uplink_moves_what_it_may_have_left() {
        world.run(2_000);
        die("eth0");
        world.moves.clear();
        world.restart(PIN + Sites.THREE).run(2_000);

        assertThat(world.moves)
                .extracting(FlowMove::uplink)
                .containsOnly("hinet")
                .hasSize(2);
    }

    @Test
    void an_address_that_is_gone_takes_its_connections_along() {
        world.run(2_000);
        kernel.address("eth1", "198.51.100.3/24");
        world.notified().run(500);
        kernel.removeAddress("eth1", "198.51.100.2");
        world.notified().run(500);

        assertThat(world.moves).singleElement().satisfies(move -> {
            assertThat(move.addresses()).containsExactly(IpAddress.parse("198.51.100.2"));
            assertThat(move.mark()).isEmpty();
        });
    }

    @Test
    void what_is_left_on_a_backup_is_moved_when_a_better_tier_has_stayed() {
        String drain = "[flows]\npin = \"on\"\ndrain-backup = \"1m\"\n" + Sites.PROBE;
        world(Sites.three(), drain + Sites.ipv4Only(Sites.HINET) + Sites.ipv4Only(Sites.SEED) + "tier = 2\n");
        world.run(2_000);
        die("eth0");
        world.line("eth0").alive = true;
        world.run(20_000);
        world.moves.clear();
        world.run(Duration.ofSeconds(55).toMillis());

        assertThat(world.moves).singleElement().satisfies(move -> {
            assertThat(move.uplink()).isEqualTo("seed");
            assertThat(move.inbound()).isFalse();
        });
        world.run(Duration.ofMinutes(5).toMillis());
        assertThat(world.moves).as("once").hasSize(1);
    }

    @Test
    void an_uplink_keeps_its_mark_wherever_it_comes_to_stand() {
        world.run(2_000);
        world.reload(PIN + Sites.PROBE + Sites.SEED + Sites.DSL).run(2_000);
        assertThat(pins(AddressFamily.INET))
                .containsExactly(
                        "priority 7750 from all fwmark 0x2000000/0x3f000000 lookup 7710 protocol 77",
                        "priority 7751 from all fwmark 0x3000000/0x3f000000 lookup 7711 protocol 77");
        assertThat(world.moves)
                .as("what the other one had")
                .extracting(FlowMove::uplink)
                .containsOnly("hinet");

        world.restart(PIN + Sites.PROBE + Sites.DSL + Sites.SEED).run(2_000);
        assertThat(pins(AddressFamily.INET))
                .containsExactly(
                        "priority 7750 from all fwmark 0x3000000/0x3f000000 lookup 7710 protocol 77",
                        "priority 7751 from all fwmark 0x2000000/0x3f000000 lookup 7711 protocol 77");
    }

    @Test
    void numbers_of_those_that_are_gone_are_given_away_only_in_need() {
        Map<String, Integer> three = Marks.assigned(Map.of(), List.of("a", "b", "c"), 4);
        assertThat(three).containsEntry("a", 1).containsEntry("b", 2).containsEntry("c", 3);
        Map<String, Integer> four = Marks.assigned(three, List.of("b", "d"), 4);
        assertThat(four).containsEntry("b", 2).containsEntry("d", 4).containsEntry("a", 1);
        assertThat(Marks.assigned(four, List.of("b", "d", "e"), 4)).isEqualTo(Map.of("b", 2, "d", 4, "e", 1));
        assertThat(Marks.assigned(Map.of(), List.of("a", "b"), 1)).isEqualTo(Map.of("a", 1));
    }
}

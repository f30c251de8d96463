package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.Plan;
import dev.multipath.agent.status.TwoUplinks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PreviewTest {
    private static final long SECOND = 1_000_000_000L;

    private final TwoUplinks machine = new TwoUplinks();
    private final AgentConfig config = TwoUplinks.config(TwoUplinks.FILE);

    private Preview preview(Optional<HealthReport> report, String... dead) {
        AgentConfig widened =
                report.map(known -> Preview.widened(config, known)).orElse(config);
        return Preview.of(widened, Effect.Memory.EMPTY, report, Set.of(dead), machine.snapshot(), 0);
    }

    private String text(Preview preview) {
        return new Plan(preview.operations()).render(machine.snapshot().names());
    }

    @Test
    void without_an_agent_it_is_what_run_would_start_with() {
        Step first = AgentCore.step(
                AgentState.initial(config, Effect.Memory.EMPTY, 0), new Event.Observed(machine.snapshot()), 0);
        List<KernelOp> operations = Preview.of(first).operations();
        assertThat(operations).isNotEmpty();
        assertThat(preview(Optional.empty()).operations()).isEqualTo(operations);
        assertThat(text(preview(Optional.empty())))
                .contains("ip route add default table 7900 proto 77 nexthop via 198.51.100.1 dev eth1 weight 1"
                        + " nexthop via 192.0.2.1 dev eth0 weight 3");
    }

    @Test
    void it_is_empty_once_applied() {
        machine.apply(preview(Optional.empty()).operations());
        assertThat(text(preview(Optional.empty()))).isEmpty();
    }

    @Test
    void it_is_empty_once_applied_with_an_uplink_down() {
        machine.link(8, "eth1", false);
        machine.apply(preview(Optional.empty()).operations());
        assertThat(text(preview(Optional.empty()))).isEmpty();
    }

    @Test
    void what_is_dead_is_left_out_and_keeps_its_table() {
        for (String name : List.of("eth1", "seed")) {
            assertThat(text(preview(Optional.empty(), name)))
                    .contains("ip route add default via 192.0.2.1 dev eth0 table 7900")
                    .contains("ip route add default via 198.51.100.1 dev eth1 table 7711")
                    .doesNotContain("198.51.100.1 dev eth1 table 7900");
        }
        machine.apply(preview(Optional.empty(), "eth1").operations());
        assertThat(text(preview(Optional.empty(), "eth1"))).isEmpty();
        assertThat(text(preview(Optional.empty()))).contains("traffic balanced over seed 1, hinet 3");
    }

    @Test
    void all_dead_leaves_none_to_use() {
        Preview preview = preview(Optional.empty(), "eth0", "eth1");
        assertThat(preview.state().carrying4().isEmpty()).isTrue();
        assertThat(preview.state().carrying6().isEmpty()).isTrue();
        assertThat(text(preview)).doesNotContain("proto 77 table 7900").doesNotContain("table 7900 proto 77");
    }

    @Test
    void a_running_agents_health_counts() {
        AgentState running = machine.started(config, 0);
        for (long now = 0; now < 10 * SECOND; now += SECOND / 20) {
            running = TwoUplinks.probed(running, "hinet", now, 1);
            running = machine.settled(running, now);
        }
        assertThat(running.carrying4().slots()).containsExactly(0);
        assertThat(text(preview(Optional.of(HealthReport.of(running))))).isEmpty();
        assertThat(text(preview(Optional.empty()))).contains("traffic balanced over seed 1, hinet 3");
    }

    @Test
    void with_all_dead_to_the_probes_the_running_agents_last_choice_stands() {
        AgentState running = machine.started(config, 0);
        for (long now = 0; now < 20 * SECOND; now += SECOND / 20) {
            running = TwoUplinks.probed(running, now < 10 * SECOND ? "hinet" : "neither", now, 1);
            running = machine.settled(running, now);
        }
        assertThat(running.views().get(0).ipv4().carries()).isFalse();
        assertThat(running.carrying4().slots()).containsExactly(0);
        assertThat(text(preview(Optional.of(HealthReport.of(running))))).isEmpty();
    }

    @Test
    void facts_overrule_a_running_agents_word() {
        AgentState running = machine.started(config, 0);
        machine.link(8, "eth1", false);
        assertThat(text(preview(Optional.of(HealthReport.of(running)))))
                .contains("ip route replace default via 192.0.2.1 dev eth0 table 7900");
    }

    @Test
    void an_operators_word_counts() {
        AgentState running = AgentCore.step(machine.started(config, 0), new Event.Override("hinet", false), 1)
                .state();
        running = machine.settled(running, 2);
        assertThat(text(preview(Optional.of(HealthReport.of(running))))).isEmpty();
    }

    @Test
    void discovered_uplinks_keep_the_slots_the_running_agent_gave_them() {
        AgentConfig discovering = TwoUplinks.config("[discover]\ninterfaces = [\"eth*\"]\n");
        machine.link(3, "eth2", true);
        HealthReport report = new HealthReport(
                List.of(
                        new HealthReport.Uplink("eth2", "eth2", true, 1, known(), known()),
                        new HealthReport.Uplink("eth9", "eth9", true, 1, known(), known()),
                        new HealthReport.Uplink("wlan0", "wlan0", true, 1, known(), known()),
                        new HealthReport.Uplink("eth0", "eth0", true, 1, known(), known())),
                List.of(),
                List.of(),
                Effect.Memory.EMPTY);
        AgentConfig widened = Preview.widened(discovering, report);
        Preview preview =
                Preview.of(widened, Effect.Memory.EMPTY, Optional.of(report), Set.of(), machine.snapshot(), 0);
        assertThat(preview.state().views().stream().map(view -> view.name()))
                .containsExactly("eth2", "eth9", "eth0", "eth1");
    }

    private static HealthReport.Known known() {
        return new HealthReport.Known(dev.multipath.agent.uplink.Verdict.UP, false, false, false);
    }
}

package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.Sites;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose echoes count as a gateway's, after which its link-layer address alone is no answer any more. */
final class GatewayEchoTest {
    private static final String TARGETS = Sites.PROBE + Sites.HINET;
    private static final String GATEWAY = "[probe]\ntype = \"gateway\"\n" + Sites.HINET;
    private static final long TICK = 100_000_000L;

    private final InMemoryKernel kernel = Sites.three();
    private final List<ProbeRequest> sent = new ArrayList<>();
    private AgentState state = AgentState.initial(Configs.of(TARGETS), Effect.Memory.EMPTY, 0);
    private boolean looksNext = true;
    private long now;

    @Test
    void once_a_gateway_has_echoed_its_link_layer_address_is_no_answer_any_more() {
        nextProbe();
        handle(new Event.Reloaded(Configs.of(GATEWAY)));
        ProbeRequest first = nextProbe();
        assertThat(first.neighbourCounts()).isTrue();

        handle(new Event.ProbeAnswered(first.id(), now, false));
        handle(new Event.ProbeAnswered(first.id(), now, true));

        assertThat(nextProbe().neighbourCounts()).as("the echo came second").isFalse();
    }

    @Test
    void a_target_that_answers_after_a_reload_is_no_echo_of_the_gateway() {
        ProbeRequest target = nextProbe();

        handle(new Event.Reloaded(Configs.of(GATEWAY)));
        handle(new Event.ProbeAnswered(target.id(), now, true));

        ProbeRequest gateway = nextProbe();
        assertThat(gateway.target().literal()).contains(IpAddress.parse("192.0.2.1"));
        assertThat(gateway.neighbourCounts()).isTrue();
        handle(new Event.ProbeAnswered(target.id(), now, true));
        assertThat(nextProbe().neighbourCounts()).as("it was even later").isTrue();
    }

    /** Over IPv4; until it is sent the agent looks whenever it likes to, and no answer comes. */
    private ProbeRequest nextProbe() {
        sent.clear();
        for (int ticks = 0; ticks < 600; ticks++) {
            while (looksNext) {
                looksNext = false;
                handle(new Event.Observed(kernel.snapshot()));
            }
            for (ProbeRequest probe : sent) {
                if (probe.source().isIpv4() && probe.id().target() != ProbeId.GATEWAY) {
                    return probe;
                }
            }
            now += TICK;
            handle(new Event.Tick());
        }
        throw new AssertionError("nothing is probed");
    }

    private void handle(Event event) {
        Step step = AgentCore.step(state, event, now);
        state = step.state();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Observe) {
                looksNext = true;
            } else if (effect instanceof Effect.SendProbes send) {
                sent.addAll(send.probes());
            } else if (effect instanceof Effect.Apply apply) {
                List<Event.Outcome> outcomes = new ArrayList<>();
                apply.plan().operations().forEach(each -> outcomes.add(new Event.Outcome(each, kernel.apply(each))));
                handle(new Event.Applied(outcomes));
            }
        }
    }
}

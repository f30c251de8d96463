package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thirty-two uplinks with four targets each: how many probes they come to when all of them are in trouble. */
final class ProbeBudgetTest {
    private static final int UPLINKS = 32;
    private static final int TARGETS = 4;
    private static final int STEADY = UPLINKS * TARGETS;

    private static World world(String... probe) {
        InMemoryKernel kernel = new InMemoryKernel();
        StringBuilder file = new StringBuilder("[probe]\n");
        file.append("targets = [\"203.0.113.1\", \"203.0.113.2\", \"203.0.113.3\", \"203.0.113.4\"]\n");
        file.append(String.join("\n", probe)).append('\n');
        for (int i = 0; i < UPLINKS; i++) {
            kernel.ethernet("eth" + i).address("eth" + i, "10.0." + i + ".2/24");
            file.append("[[uplink]]\ninterface = \"eth").append(i).append("\"\n");
            file.append("gateway = \"10.0.").append(i).append(".1\"\ngateway6 = \"off\"\n");
        }
        return new World(kernel, file.toString(), 3);
    }

    private static int probes(World world) {
        int probes = 0;
        for (int i = 0; i < UPLINKS; i++) {
            probes += world.line("eth" + i).probes;
        }
        return probes;
    }

    private static void kill(World world) {
        for (int i = 0; i < UPLINKS; i++) {
            world.line("eth" + i).alive = false;
        }
    }

    @Test
    void a_disaster_of_all_uplinks_at_once_is_noticed_as_fast_as_that_of_one() {
        World world = world();
        world.run(5_000);
        kill(world);
        world.run(1_700);

        for (int i = 0; i < UPLINKS; i++) {
            Health health = world.view("eth" + i).health(AddressFamily.INET);
            assertThat(health.verdict()).isEqualTo(Verdict.DOWN);
        }
    }

    @Test
    void suspicion_without_end_is_bounded_in_probes_and_just_to_all() {
        World world = world("fall = 300");
        world.run(5_000);
        kill(world);
        world.run(20_000);
        List<Integer> before = new ArrayList<>();
        for (int i = 0; i < UPLINKS; i++) {
            before.add(world.line("eth" + i).probes);
        }
        int all = probes(world);
        world.run(10_000);

        assertThat(world.is("eth7")).isEqualTo(UplinkState.SUSPECT);
        assertThat(probes(world) - all).isBetween(4 * STEADY * 9, 4 * STEADY * 10 + UPLINKS * TARGETS);
        for (int i = 0; i < UPLINKS; i++) {
            int rounds = (world.line("eth" + i).probes - before.get(i)) / TARGETS;
            assertThat(rounds).as("four rounds a second for each").isBetween(35, 42);
        }
    }

    @Test
    void what_was_never_sent_is_never_lost() {
        World world = world("fall = 100");
        world.run(5_000);
        int answered = world.line("eth7").probes;
        kill(world);
        int sent = 0;
        while (world.view("eth7").health(AddressFamily.INET).verdict() != Verdict.DOWN) {
            world.run(100);
            sent = (world.line("eth7").probes - answered) / TARGETS;
        }

        assertThat(sent).as("a slow round, and the fast ones of the verdict").isBetween(101, 108);
    }

    @Test
    void in_a_steady_state_it_delays_nothing() {
        World world = world();
        world.run(5_000);
        int before = probes(world);
        world.run(60_000);

        assertThat(probes(world) - before).isBetween(STEADY * 59, STEADY * 61);
    }
}

package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.netlink.model.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundsDueTest {
    private static final long SECOND = 1_000 * World.MILLI;
    private static final String FILE = Sites.PROBE + Sites.HINET + Sites.SEED + Sites.DSL;

    @Test
    void a_slow_round_waits_for_the_next_look_at_the_carriers_and_nothing_else_does() {
        RoundsDue rounds = new RoundsDue(700, 300);
        assertThat(rounds.wake(350)).isEqualTo(350);
        assertThat(rounds.wake(250)).isEqualTo(300);
        assertThat(rounds.wake(900)).isEqualTo(700);
        assertThat(rounds.isDue(299)).isFalse();
        assertThat(rounds.isDue(300)).isTrue();
    }

    @Test
    void without_uplinks_nothing_is_ever_due() {
        assertThat(RoundsDue.of(List.of())).isEqualTo(RoundsDue.NEVER);
        assertThat(RoundsDue.NEVER.isDue(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void fast_rounds_and_deadlines_are_punctual() {
        World world = new World(Sites.three(), FILE, 1).run(5_000);
        assertThat(world.state().rounds().unhurried() - world.now()).isBetween(0L, SECOND);
        assertThat(world.state().rounds().punctual()).as("all have answered").isEqualTo(Long.MAX_VALUE);

        world.line("eth0").alive = false;
        for (int i = 0; i < 300 && world.state().rounds().punctual() == Long.MAX_VALUE; i++) {
            world.run(5);
        }
        assertThat(world.state().rounds().punctual() - world.now())
                .as("an answer that is awaited")
                .isBetween(0L, SECOND);
        world.run(400);
        assertThat(world.state().rounds().punctual() - world.now())
                .as("the next of the fast rounds")
                .isBetween(0L, SECOND / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void it_is_that_of_the_uplinks_after_whatever_happens(long seed) {
        World world = new World(Sites.three(), FILE, seed);
        world.check(() -> {
            AgentState state = world.state();
            assertThat(state.rounds()).isEqualTo(RoundsDue.of(state.uplinks()));
            assertThat(state.devices())
                    .containsExactlyElementsOf(state.uplinks().stream()
                            .map(uplink -> uplink.config().interfaceName())
                            .toList());
            long earliest = Long.MAX_VALUE;
            for (TrackedUplink uplink : state.uplinks()) {
                for (AddressFamily family : new AddressFamily[] {AddressFamily.INET, AddressFamily.INET6}) {
                    earliest = Math.min(earliest, HealthPolicy.nextWake(uplink.health(family), uplink.probe(family)));
                }
            }
            assertThat(Math.min(state.rounds().punctual(), state.rounds().unhurried()))
                    .isEqualTo(earliest);
        });
        world.run(3_000);
        world.line("eth0").alive = false;
        world.run(5_000).carrier("eth1", false).run(2_000);
        world.line("eth0").alive = true;
        world.carrier("eth1", true).run(10_000);
        world.reload(Sites.PROBE + Sites.DSL + Sites.SEED + Sites.HINET).run(5_000);
        world.reload(Sites.PROBE + "[discover]\ninterfaces = [\"ppp*\"]\n" + Sites.SEED)
                .run(5_000)
                .stopped(3_000);
        world.restart(FILE).run(5_000);
    }
}

package dev.multipath.agent.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.multipath.agent.sim.VirtualGateway;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario in virtual time, at some moments between two probes. {@link ScenariosNetnsIT} plays the same in earnest. */
final class ScenariosTest {
    private static final int SEEDS = 5;

    @TestFactory
    Stream<DynamicTest> every_scenario_in_virtual_time() {
        return Scenarios.all().stream()
                .map(scenario -> dynamicTest(scenario.name(), () -> {
                    for (int seed = 0; seed < SEEDS; seed++) {
                        Duration before = Duration.ofMillis(3_000 + 1_000L * seed / SEEDS);
                        try (VirtualGateway gateway = VirtualGateway.start(seed, scenario.configuration())) {
                            assertThat(Play.of(scenario, gateway, before).wrong())
                                    .as("seed %d", seed)
                                    .isEmpty();
                        }
                    }
                }));
    }
}

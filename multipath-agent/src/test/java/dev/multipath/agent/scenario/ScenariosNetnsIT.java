package dev.multipath.agent.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.multipath.testkit.netns.NetnsTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of {@link ScenariosTest} with the packaged jar in namespaces, several at a time. */
@NetnsTest
final class ScenariosNetnsIT {
    /** They mostly wait. */
    private static final int AT_ONCE = 6;

    private static final Duration BEFORE = Duration.ofSeconds(2);

    private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> every_scenario_in_earnest() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            Future<Play.Outcome> outcome = executor.submit(() -> play(scenario));
            tests.add(dynamicTest(
                    scenario.name(), () -> assertThat(result(outcome).wrong()).isEmpty()));
        }
        return tests.stream();
    }

    private static Play.Outcome play(Scenario scenario) {
        try (RealGateway gateway = RealGateway.start(scenario.configuration())) {
            return Play.of(scenario, gateway, BEFORE);
        }
    }

    private static Play.Outcome result(Future<Play.Outcome> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }
}

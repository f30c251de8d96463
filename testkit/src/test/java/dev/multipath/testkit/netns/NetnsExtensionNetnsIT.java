package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What the extension leaves behind, seen from outside: it runs a class of tests that fail. */
@NetnsTest
class NetnsExtensionNetnsIT {

    @Test
    void nothingIsLeftOfAFailedTest() {
        Failing.namespaces.clear();
        Failing.processes.clear();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Failing.class))
                .configurationParameter(OnlyOnDemand.KEY, "true")
                .build();
        LauncherFactory.create().execute(request, listener);

        assertThat(listener.getSummary().getTestsFailedCount()).isEqualTo(2);
        assertThat(Failing.namespaces).hasSize(8);
        for (Namespace namespace : Failing.namespaces) {
            assertThatThrownBy(namespace::netlink).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Failing.processes).hasSize(2).noneMatch(Process::isAlive);
    }

    /** Fails, and must not run but for the test above. */
    @NetnsTest
    @ExtendWith(OnlyOnDemand.class)
    static class Failing {
        private static final List<Namespace> namespaces = new ArrayList<>();
        private static final List<Process> processes = new ArrayList<>();

        @BeforeEach
        void takeOne(Namespace namespace) {
            namespaces.add(namespace);
        }

        @Test
        void withANamespace(Namespace namespace) {
            namespaces.add(namespace);
            processes.add(namespace.process("sleep", "1000"));
            throw new AssertionError("on purpose");
        }

        @Test
        void withATopology(Topology.Builder builder) {
            Topology topology = builder.uplink(UplinkSpec.fixed("one")).build();
            namespaces.addAll(List.of(topology.gateway(), topology.client(), topology.internet()));
            namespaces.add(topology.uplink("one").isp());
            namespaces.add(topology.uplink("one").nextHopRouter());
            processes.add(topology.client().process("sleep", "1000"));
            throw new AssertionError("on purpose");
        }
    }

    /** Lets tests run only where a configuration parameter says so. */
    static final class OnlyOnDemand implements ExecutionCondition {
        static final String KEY = "netns.failing.tests";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(KEY).isPresent()
                    ? ConditionEvaluationResult.enabled("asked for")
                    : ConditionEvaluationResult.disabled("fails on purpose");
        }
    }
}

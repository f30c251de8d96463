package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Plan;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.kernel.FakeKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlanExecutorTest {
    private static final Route DEFAULT4 = unreachable(AddressFamily.INET);
    private static final Route DEFAULT6 = unreachable(AddressFamily.INET6);
    private static final KernelOp ADD4 = new KernelOp.AddRoute(DEFAULT4, "wanted");
    private static final KernelOp REPLACE4 = new KernelOp.ReplaceRoute(DEFAULT4, "wanted");
    private static final KernelOp REPLACE6 = new KernelOp.ReplaceRoute(DEFAULT6, "wanted");
    private static final KernelOp RULE4 = new KernelOp.AddRule(rule(AddressFamily.INET, 7900), "leads there");
    private static final KernelOp RULE6 = new KernelOp.AddRule(rule(AddressFamily.INET6, 7900), "leads there");
    private static final KernelOp OTHER = new KernelOp.AddRule(rule(AddressFamily.INET, 7710), "leads elsewhere");
    private static final KernelOp DELETION =
            new KernelOp.DeleteRule(rule(AddressFamily.INET, 9100), "no longer wanted");

    @Test
    void everything_is_done_in_order() {
        assertThat(tried(Set.of(), REPLACE4, RULE4, DELETION)).containsExactly(REPLACE4, RULE4, DELETION);
    }

    @Test
    void after_a_refusal_the_rest_is_added_and_nothing_is_deleted() {
        assertThat(tried(Set.of(ADD4), ADD4, REPLACE6, RULE4, RULE6, DELETION))
                .containsExactly(ADD4, REPLACE6, RULE4, RULE6);
    }

    @Test
    void no_new_rule_leads_into_a_table_whose_route_could_not_be_replaced() {
        assertThat(tried(Set.of(REPLACE4), REPLACE4, REPLACE6, RULE4, RULE6, OTHER))
                .as("the table of the same number in the other family is another one")
                .containsExactly(REPLACE4, REPLACE6, RULE6, OTHER);
    }

    @Test
    void what_another_program_put_in_the_place_of_a_route_is_not_replaced() {
        List<KernelOp> tried = new ArrayList<>();
        Port port = new Port(Set.of(), tried, Optional.of(DEFAULT4.protocol(Protocol.DHCP)));
        List<Event.Outcome> outcomes = new PlanExecutor(port).apply(new Plan(List.of(ADD4, REPLACE4, RULE4, DELETION)));
        assertThat(tried).containsExactly(ADD4);
        assertThat(outcomes).hasSize(2).last().satisfies(outcome -> {
            assertThat(outcome.operation()).isEqualTo(REPLACE4);
            assertThat(outcome.error()).contains("another program has put a route of its own there");
        });
    }

    /** What the kernel was asked for while it refuses these. */
    private static List<KernelOp> tried(Set<KernelOp> refused, KernelOp... operations) {
        List<KernelOp> tried = new ArrayList<>();
        List<Event.Outcome> outcomes =
                new PlanExecutor(new Port(refused, tried, Optional.of(DEFAULT4))).apply(new Plan(List.of(operations)));
        assertThat(outcomes).extracting(Event.Outcome::operation).isEqualTo(tried);
        assertThat(outcomes).allMatch(outcome -> outcome.error().isPresent() == refused.contains(outcome.operation()));
        return tried;
    }

    private static Route unreachable(AddressFamily family) {
        return Route.defaultRoute(family)
                .table(RouteTable.of(7900))
                .priority(1024)
                .type(RouteType.UNREACHABLE);
    }

    private static Rule rule(AddressFamily family, long table) {
        return Rule.lookup(family, RouteTable.of(table)).priority(table);
    }

    /** @param first what stands where a route is to be replaced */
    private record Port(Set<KernelOp> refused, List<KernelOp> tried, Optional<Route> first) implements KernelPort {
        @Override
        public Optional<Route> first(Route like) {
            return first;
        }

        @Override
        public void apply(KernelOp operation) {
            tried.add(operation);
            if (refused.contains(operation)) {
                throw refusal();
            }
        }

        /** Only the library makes these. */
        private static NetlinkException refusal() {
            FakeKernel kernel = new FakeKernel();
            try (RtNetlink netlink = kernel.netlink()) {
                netlink.routes().delete(DEFAULT4);
                throw new AssertionError("there is no such route");
            } catch (NetlinkException refused) {
                return refused;
            }
        }

        @Override
        public KernelSnapshot observe(AgentConfig config, List<String> devices) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Event.DeviceLook> look(List<String> devices) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}

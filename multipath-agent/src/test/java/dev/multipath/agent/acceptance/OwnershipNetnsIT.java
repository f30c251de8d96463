package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is whose: strangers' objects are never touched, the agent's own come back, and go when told to. */
// "try": a monitor works by being open.
@SuppressWarnings("try")
@NetnsTest
final class OwnershipNetnsIT {

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    @Test
    void remove_leaves_exactly_what_was_there_before(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        strangers(topology);
        String before = kernel.everything();
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "settings",
                    () -> topology.gateway()
                            .sysctl("net.ipv4.fib_multipath_hash_policy")
                            .equals("1"));
            assertThat(agent.command("remove").exit())
                    .as("refused while it runs")
                    .isEqualTo(1);
            assertThat(agent.terminate()).isZero();
            assertThat(kernel.ownRules()).as("on-exit is keep").isNotEmpty();
            agent.command("remove").ok();
            assertThat(kernel.everything()).isEqualTo(before);
        }
    }

    @Test
    void strangers_with_our_tables_and_priorities_are_left_alone(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        strangers(topology);
        List<String> foreign = foreign(topology);
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(foreign(topology)).isEqualTo(foreign);
            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            assertThat(foreign(topology)).isEqualTo(foreign);
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(foreign(topology)).isEqualTo(foreign);
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    /** Same tables, priorities, destinations and metrics as the agent's; another protocol. */
    private static void strangers(Topology topology) {
        for (String command : List.of(
                "ip route add default via 198.18.0.1 dev wan0 table 7900 proto static",
                "ip route add default via 198.18.0.1 dev wan0 table 7900 proto static metric 1001",
                "ip -6 route add default via " + topology.uplink("a").nextHop(AddressFamily.INET6)
                        + " dev wan0 table 7900 proto static metric 1024",
                "ip route add 192.0.2.0/24 dev lo table 7710 proto static",
                "ip rule add priority 7700 from all lookup main suppress_prefixlength 0 protocol static",
                "ip rule add priority 7710 from 192.0.2.9 lookup 7710 protocol static",
                "ip -6 rule add priority 7900 from 2001:db8:1::/48 lookup 7900 protocol static")) {
            topology.gateway().run(command.split(" "));
        }
    }

    private static List<String> foreign(Topology topology) {
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        return kernel.everything()
                .lines()
                .filter(line -> line.contains("proto static"))
                .toList();
    }

    @Test
    void what_another_program_deletes_comes_back(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            // Settings are written apart from routes, and may be later.
            Await.until(
                    GatewayKernel.SOON,
                    "nothing left to do",
                    () -> agent.command("plan").exit() == 0);
            String before = kernel.everything();
            for (Rule rule : kernel.ownRules()) {
                topology.gateway().netlink().rules().deleteIfPresent(rule);
                Await.until(
                        GatewayKernel.SOON,
                        rule + " again",
                        () -> kernel.ownRules().stream()
                                .anyMatch(other -> other.key().equals(rule.key())));
            }
            for (Route route : kernel.ownRoutes()) {
                topology.gateway().netlink().routes().deleteIfPresent(route);
                Await.until(
                        GatewayKernel.SOON,
                        route + " again",
                        () -> kernel.ownRoutes().stream()
                                .anyMatch(other -> other.key().equals(route.key())));
            }
            Await.until(
                    GatewayKernel.SOON,
                    "all as before",
                    () -> sorted(kernel.everything()).equals(sorted(before)));
            assertThat(agent.command("status").exit()).isZero();
        }
    }

    private static List<String> sorted(String text) {
        return text.lines().sorted().toList();
    }

    @Test
    void killed_and_started_again_it_finds_its_work_done(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "an empty plan",
                    () -> agent.command("plan").ok(),
                    String::isEmpty);
            String before = kernel.everything();
            List<Object> heard = new CopyOnWriteArrayList<>();
            try (Monitor monitor =
                    topology.gateway().netlink().monitor().routes().rules().start(heard::add)) {
                agent.kill();
                agent.start();
                Await.until(
                        GatewayKernel.SOON, "both verified", () -> agent.log().split("unknown -> up", -1).length > 2);
            }
            assertThat(heard).as("route and rule messages").isEmpty();
            assertThat(kernel.everything()).isEqualTo(before);
        }
    }

    @Test
    void a_steady_state_writes_nothing(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "an empty plan",
                    () -> agent.command("plan").ok(),
                    String::isEmpty);
            List<Object> heard = new CopyOnWriteArrayList<>();
            try (Monitor monitor =
                    topology.gateway().netlink().monitor().routes().rules().start(heard::add)) {
                // Longer than the period of the complete look.
                Await.always(Duration.ofSeconds(12), "silence, but heard " + heard, heard::isEmpty);
            }
        }
    }

    @Test
    void on_exit_remove_takes_everything_along(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String before = kernel.everything();
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(),
                GatewayFile.of(topology).quick().agent("on-exit = \"remove\"").text())) {
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.terminate()).isZero();
            assertThat(kernel.everything()).isEqualTo(before);
        }
    }
}

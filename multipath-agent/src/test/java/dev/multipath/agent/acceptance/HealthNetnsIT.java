package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficStream;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tiers, degraded lines, silence under traffic, dead targets, and what is told of all that. */
@NetnsTest
@SuppressWarnings("try") // a server and a stream need only be there
final class HealthNetnsIT {
    private static final int PORT = 7777;

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    @Test
    void the_lowest_tier_that_lives_carries(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology)
                .quick()
                .probe("standby-interval = \"400ms\"")
                .uplink("b", "tier = 2")
                .text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0");
            Await.until(
                    GatewayKernel.SOON,
                    "b to stand by",
                    () -> agent.command("status", "--json").ok().contains("\"tier\":2,\"standsBy\":true"));
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(kernel.ownRoutes().toString())
                    .as("behind the default")
                    .contains("table 7900 proto 77 metric 1080");

            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            topology.heal();
            kernel.awaitBalanced("wan0");

            assertThat(agent.terminate()).isZero();
            agent.command("apply", "--dead", "a").ok();
            kernel.awaitBalanced("wan1");
            agent.command("apply").ok();
            kernel.awaitBalanced("wan0");
        }
    }

    @Test
    void a_cable_pulled_from_the_first_tier_leaves_the_traffic_to_the_second_without_any_agent(
            Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology).quick().uplink("b", "tier = 2").text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0");
            Await.until(
                    GatewayKernel.SOON,
                    "settings",
                    () -> topology.gateway()
                            .sysctl("net/ipv4/conf/wan0/ignore_routes_with_linkdown")
                            .equals("1"));
            agent.kill();
            topology.uplink("a").cutCarrier();
            String target = topology.target(AddressFamily.INET).toString();
            Await.until(
                    GatewayKernel.SOON,
                    "the kernel to leave by wan1",
                    () -> topology.gateway().run("ip", "route", "get", target).contains("dev wan1"));
        }
    }

    @Test
    void a_lossy_line_leaves_the_balance_and_carries_when_nothing_better_is_left(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology)
                .probe("interval = \"100ms\"")
                .probe("hold-up = \"1s\"")
                .probe("loss-degraded = \"10%\"")
                .targets(topology.target(AddressFamily.INET), topology.target(AddressFamily.INET6))
                .text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").loss(12);
            Await.until(
                    GatewayKernel.SOON.multipliedBy(2),
                    "a to be left as degraded",
                    () -> kernel.balanced(AddressFamily.INET).equals(Set.of("wan1"))
                            && agent.command("status", "--json").ok().contains("\"state\":\"degraded\""));
            topology.uplink("b").blackhole();
            kernel.awaitBalanced(AddressFamily.INET, "wan0");
        }
    }

    @Test
    void silence_under_traffic_is_suspicious_before_any_probe_is_lost(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology)
                .probe("interval = \"5s\"")
                .probe("hold-up = \"1s\"")
                .text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file);
                EchoServer server = EchoServer.start(topology, PORT);
                TrafficStream stream =
                        TrafficStream.start(topology.client(), topology.target(AddressFamily.INET), PORT, 500)) {
            kernel.awaitBalanced("wan0", "wan1");
            int before = stream.report().answered();
            Await.until(
                    GatewayKernel.SOON, "steady traffic", () -> stream.report().answered() >= before + 1_000);
            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            assertThat(agent.command("events").ok())
                    .contains(" a inet up -> suspect: receives nothing any more while it sends")
                    .contains(" a inet suspect -> down: no answer from ")
                    .doesNotContain(" b inet up -> suspect: receives nothing");
        }
    }

    @Test
    void dead_targets_change_no_route_while_gateways_answer(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology)
                .agent("all-dead = \"unreachable\"")
                .quick()
                .text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0", "wan1");
            Await.until(GatewayKernel.SOON, "both up", () -> count(agent, "\"state\":\"up\"") >= 2);
            Await.until(
                    GatewayKernel.SOON,
                    "nothing left to do",
                    () -> agent.command("plan").ok().isEmpty());
            int plans = plans(agent);
            topology.targets().forEach(topology::targetDead);
            Await.until(
                    GatewayKernel.SOON,
                    "the targets to be suspected",
                    () -> agent.command("status").ok().contains("note: IPv4: every uplink seems dead at once"));
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.command("plan").ok()).isEmpty();

            topology.targets().forEach(topology::targetAlive);
            Await.until(GatewayKernel.SOON, "both up again", () -> count(agent, "\"state\":\"up\"") >= 2);
            assertThat(agent.command("events").ok()).contains("the targets were at fault, not the uplink");
            assertThat(plans(agent)).as("plans meanwhile").isEqualTo(plans);
        }
    }

    @Test
    void events_have_the_id_that_the_log_has(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").cutCarrier();
            kernel.awaitBalanced("wan1");
            Pattern down = Pattern.compile(" event=(\\d+) a inet \\w+ -> down: no carrier");
            Matcher told = Await.until(
                    GatewayKernel.SOON,
                    "the event",
                    () -> down.matcher(agent.command("events").ok()),
                    Matcher::find);
            String id = told.group(1);
            List<String> events = agent.command("events").ok().lines().toList();
            assertThat(events)
                    .anyMatch(line -> line.contains(" event=" + id + " ") && line.contains("to routes and rules"));
            assertThat(events).anyMatch(line -> line.startsWith("    ip route replace default"));
            assertThat(agent.log())
                    .contains("event=" + id + " uplink=a family=inet")
                    .contains("event=" + id + " ip route replace default");
            assertThat(agent.command("events", "--json").ok().lines())
                    .allMatch(line -> line.startsWith("{\"number\":") && line.endsWith("]}"));
            String status = agent.command("status").ok();
            assertThat(status).contains("no carrier").contains("history: last down");
        }
    }

    private static int plans(AgentProcess agent) {
        return agent.command("events", "--json").ok().split("\"kind\":\"plan\"", -1).length - 1;
    }

    private static int count(AgentProcess agent, String text) {
        return agent.command("status", "--json").ok().split(text, -1).length - 1;
    }
}

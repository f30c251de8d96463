package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Dead ones out, recovered ones back. */
@NetnsTest
final class FailoverNetnsIT {

    private static Topology three(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("fixed"))
                .uplink(UplinkSpec.behindNat("nat"))
                .uplink(UplinkSpec.pointToPoint("ppp").device("ppp0"))
                .build();
    }

    private static void outAndBack(Topology.Builder builder, String name, Consumer<UplinkHandle> fault) {
        Topology topology = three(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(),
                GatewayFile.of(topology).quick().weight("fixed", 4).text())) {
            kernel.awaitBalanced("wan0", "wan1", "ppp0");
            UplinkHandle uplink = topology.uplink(name);
            String[] others = topology.uplinks().stream()
                    .map(UplinkHandle::device)
                    .filter(device -> !device.equals(uplink.device()))
                    .toArray(String[]::new);
            fault.accept(uplink);
            kernel.awaitBalanced(others);
            assertThat(agent.command("status", "--json").ok()).contains("\"down\"");
            uplink.heal();
            kernel.awaitBalanced("wan0", "wan1", "ppp0");
        }
    }

    @Test
    void a_pulled_cable_is_left_and_taken_back(Topology.Builder builder) {
        outAndBack(builder, "fixed", UplinkHandle::cutCarrier);
    }

    @Test
    void a_device_set_down_is_left_and_taken_back(Topology.Builder builder) {
        outAndBack(builder, "fixed", UplinkHandle::adminDown);
    }

    @Test
    void a_silent_blackhole_upstream_is_left_and_taken_back(Topology.Builder builder) {
        outAndBack(builder, "nat", UplinkHandle::blackhole);
    }

    @Test
    void an_isp_that_answers_no_route_is_left_and_taken_back(Topology.Builder builder) {
        outAndBack(builder, "fixed", UplinkHandle::unreachable);
    }

    @Test
    void a_dead_next_hop_is_left_and_taken_back(Topology.Builder builder) {
        outAndBack(builder, "fixed", UplinkHandle::gatewayDead);
    }

    @Test
    void without_targets_a_dead_gateway_is_noticed_by_probing_it(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).targets().quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").gatewayDead();
            kernel.awaitBalanced("wan1");
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.command("status").ok()).contains("wan0");
        }
    }

    @Test
    void a_gateway_that_answers_no_echo_is_judged_by_its_neighbour_entry(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        topology.uplink("a").nextHopRouter().sysctl("net.ipv4.icmp_echo_ignore_all", "1");
        topology.uplink("a").nextHopRouter().sysctl("net.ipv6.icmp.echo_ignore_all", "1");
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).targets().quick().text())) {
            Await.until(
                    GatewayKernel.SOON,
                    "the silent gateway to be up",
                    () -> agent.command("status", "--json").ok().split("\"state\":\"up\"", -1).length > 2);
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").gatewayDead();
            kernel.awaitBalanced("wan1");
        }
    }

    @Test
    void when_all_are_dead_to_the_probes_the_last_default_stays(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            topology.uplink("b").blackhole();
            Await.until(
                    GatewayKernel.SOON,
                    "both down",
                    () -> !agent.command("status", "--json").ok().contains("\"state\":\"up\""));
            assertThat(kernel.balanced(AddressFamily.INET)).containsExactly("wan1");
            assertThat(kernel.balanced(AddressFamily.INET6)).containsExactly("wan1");
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1");
        }
    }

    @Test
    void all_dead_falls_through_to_main_or_refuses_where_told_to(Topology.Builder builder) throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a")).build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        GatewayFile file = GatewayFile.of(topology).quick();
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), file.agent("all-dead = \"fallthrough\"").text())) {
            kernel.awaitBalanced("wan0");
            topology.uplink("a").blackhole();
            kernel.awaitBalanced();
            agent.write(GatewayFile.of(topology)
                    .quick()
                    .agent("all-dead = \"unreachable\"")
                    .text());
            agent.signal("HUP");
            Await.until(
                    GatewayKernel.SOON,
                    "an unreachable default",
                    () -> kernel.ownRoutes().toString().contains("unreachable default"));
            topology.heal();
            kernel.awaitBalanced("wan0");
            assertThat(kernel.ownRoutes().toString()).doesNotContain("unreachable");
        }
    }
}

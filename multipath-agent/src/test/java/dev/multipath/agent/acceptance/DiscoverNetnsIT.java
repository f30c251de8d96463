package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code [discover]}: uplinks nobody listed come and go with their interfaces; internal interfaces never are any. */
@NetnsTest
final class DiscoverNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;

    private static final String FILE = """
            [agent]
            internal-interfaces = ["lan0"]

            [discover]
            interfaces = ["wan*", "ppp*", "lan*"]

            [probe]
            interval = "200ms"
            hold-up = "1s"
            """;

    private static List<String> rules(GatewayKernel kernel) {
        return kernel.ownRules().stream().map(Rule::toString).sorted().toList();
    }

    private static void awaitGone(AgentProcess agent, GatewayKernel kernel, String device) {
        Await.until(
                GatewayKernel.SOON,
                device + " to be gone from status",
                () -> agent.command("status").ok(),
                status -> !status.contains(device));
        awaitSettled(agent);
        assertThat(rules(kernel)).noneMatch(rule -> rule.contains(device));
        assertThat(agent.command("status", "--json").ok()).doesNotContain("\"interface\":\"" + device + "\"");
    }

    /** A plan under way has its rules for marked connections last. */
    private static void awaitSettled(AgentProcess agent) {
        Await.until(
                GatewayKernel.SOON,
                "nothing left to do",
                () -> agent.command("plan").ok().isEmpty());
    }

    @Test
    void uplinks_come_and_go_with_their_interfaces_and_come_back_as_what_they_were(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b").mainDefault(200))
                .uplink(UplinkSpec.pointToPoint("c").device("ppp0"))
                .build();
        topology.uplink("c").hangUp();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), FILE)) {
            kernel.awaitBalanced(INET, "wan0", "wan1");
            topology.heal();
            kernel.awaitBalanced(INET, "ppp0", "wan0", "wan1");
            assertThat(agent.command("status").ok()).contains("ppp0").doesNotContain("lan0");
            assertThat(agent.log()).contains("discovered uplink ppp0").doesNotContain("lan0");
            awaitSettled(agent);
            List<String> before = rules(kernel);

            topology.gateway().deleteLink("wan1");
            kernel.awaitBalanced("ppp0", "wan0");
            awaitGone(agent, kernel, "wan1");
            topology.uplink("c").hangUp();
            kernel.awaitBalanced("wan0");
            awaitGone(agent, kernel, "ppp0");

            topology.heal();
            topology.uplink("b").recreate();
            kernel.awaitBalanced("ppp0", "wan0", "wan1");
            awaitSettled(agent);
            assertThat(rules(kernel)).as("each by its old number").isEqualTo(before);
        }
    }

    @Test
    void a_lease_or_a_default_makes_a_discovered_interface_carry(Topology.Builder builder) throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv4().mainDefault(100))
                .uplink(UplinkSpec.fixed("b").onlyIpv4().subnet("198.18.50.0/24"))
                .uplink(UplinkSpec.fixed("c").onlyIpv4().subnet("198.18.60.0/24"))
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), FILE)) {
            DhcpLine line = new DhcpLine(topology, "b", agent);
            agent.start();
            kernel.awaitBalanced(INET, "wan0");
            assertThat(agent.command("status").ok())
                    .contains("wan1")
                    .contains("wan2")
                    .contains("no IPv4 gateway");
            line.serve("3,198.18.50.1");
            line.lease(Path.of("/bin/true"));
            kernel.awaitBalanced(INET, "wan0", "wan1");
            topology.gateway().route("0.0.0.0/0", "198.18.60.1", "wan2");
            kernel.awaitBalanced(INET, "wan0", "wan1", "wan2");
        }
    }
}

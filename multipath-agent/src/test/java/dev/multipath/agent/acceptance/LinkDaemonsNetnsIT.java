package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Beside the programs that configure links: systemd-networkd, which deletes what it did not make, and NetworkManager, which
 * does not. The leases are theirs, of a real server.
 */
@NetnsTest
final class LinkDaemonsNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final String DELETED_ROUTE = "Removing foreign route (";
    private static final String DELETED_RULE = "Removing foreign routing policy rule (";

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4().subnet("198.18.50.0/24"))
                .build();
    }

    /** With a line b that serves addresses, the one of its device taken away. */
    private static AgentProcess agent(Topology topology) throws Exception {
        topology.gateway().run("ip", "-4", "address", "flush", "dev", "wan1");
        String file = GatewayFile.of(topology)
                .quick()
                .targets(topology.target(INET))
                .autoGatewaysExceptFirst()
                .uplink("b", "gateway6 = \"off\"")
                .text();
        AgentProcess agent = AgentProcess.configured(topology.gateway(), file);
        new DhcpLine(topology, "b", agent).serve("3,198.18.50.1");
        return agent;
    }

    private static void awaitSettled(AgentProcess agent, GatewayKernel kernel, String source) {
        kernel.awaitBalanced(INET, "wan0", "wan1");
        Await.until(
                GatewayKernel.SOON,
                "a gateway from " + source,
                () -> agent.command("status", "--json").ok(),
                status -> status.contains("\"gatewaySource\":\"" + source + "\""));
        Await.until(
                GatewayKernel.SOON,
                "nothing left to do",
                () -> agent.command("plan").ok().isEmpty());
    }

    private static List<String> own(GatewayKernel kernel) {
        List<String> all = new ArrayList<>(
                kernel.ownRoutes().stream().map(Object::toString).toList());
        kernel.ownRules().stream().map(Rule::toString).forEach(all::add);
        return all.stream().sorted().toList();
    }

    @Test
    void networkd_deletes_routes_and_rules_when_it_starts_and_the_agent_puts_them_back_and_says_what_to_do(
            Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = agent(topology);
                LinkDaemon networkd = LinkDaemon.networkd(topology.gateway(), agent, "wan1", "")) {
            networkd.start();
            agent.start();
            awaitSettled(agent, kernel, "DHCP lease (systemd-networkd)");
            assertThat(agent.command("status").ok())
                    .contains("conflict: systemd-networkd runs")
                    .contains("put ManageForeignRoutes=no and ManageForeignRoutingPolicyRules=no into the section");
            List<String> before = own(kernel);
            networkd.stop();
            networkd.start();
            assertThat(networkd.log()).contains(DELETED_ROUTE).contains(DELETED_RULE);
            Await.until(GatewayKernel.SOON, "all that was there: " + before, () -> own(kernel), before::equals);
            awaitSettled(agent, kernel, "DHCP lease (systemd-networkd)");
        }
    }

    @Test
    void told_not_to_networkd_leaves_them_alone(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String no = "[Network]\nManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n";
        try (AgentProcess agent = agent(topology);
                LinkDaemon networkd = LinkDaemon.networkd(topology.gateway(), agent, "wan1", no)) {
            networkd.start();
            agent.start();
            awaitSettled(agent, kernel, "DHCP lease (systemd-networkd)");
            List<String> before = own(kernel);
            networkd.stop();
            networkd.start();
            Await.until(GatewayKernel.SOON, "all that was there: " + before, () -> own(kernel), before::equals);
            assertThat(networkd.log()).doesNotContain(DELETED_ROUTE).doesNotContain(DELETED_RULE);
            assertThat(agent.command("status").ok()).doesNotContain("conflict:");
        }
    }

    @Test
    void networkmanager_s_lease_gives_the_gateway_and_its_restart_touches_nothing(Topology.Builder builder)
            throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = agent(topology);
                LinkDaemon manager = LinkDaemon.networkManager(topology.gateway(), agent, "wan1")) {
            manager.start();
            agent.start();
            awaitSettled(agent, kernel, "DHCP lease (NetworkManager)");
            List<String> before = own(kernel);
            String log = agent.log();
            manager.stop();
            manager.start();
            assertThat(own(kernel)).isEqualTo(before);
            assertThat(agent.log()).as("nothing happened").isEqualTo(log);
            assertThat(agent.command("status").ok()).doesNotContain("conflict:");
            assertThat(agent.root().resolve("var/lib/NetworkManager/internal-" + LinkDaemon.CONNECTION + "-wan1.lease"))
                    .exists();
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import org.junit.jupiter.api.Test;

/** Interfaces and addresses that come and go: all end in the right tables without a restart. */
@NetnsTest
final class ChurnNetnsIT {

    private static void awaitRightTables(Topology topology, AgentProcess agent) {
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String[] devices = topology.uplinks().stream().map(UplinkHandle::device).toArray(String[]::new);
        kernel.awaitBalanced(devices);
        for (int slot = 0; slot < devices.length; slot++) {
            UplinkHandle uplink = topology.uplinks().get(slot);
            for (AddressFamily family : GatewayKernel.FAMILIES) {
                int table = slot;
                String hop = " via " + uplink.nextHop(family) + " dev if"
                        + topology.gateway().index(uplink.device()) + " ";
                Await.until(
                        GatewayKernel.SOON,
                        "table " + (7710 + slot) + hop,
                        () -> kernel.uplinkTable(family, table),
                        text -> text.contains(hop));
                String to = " lookup " + (7710 + slot);
                String address = uplink.address(family).toString();
                // On a shared link, IPv6 rules are of its prefix, which holds for temporary addresses too.
                String prefix = IpPrefix.parse(address + (family.equals(AddressFamily.INET) ? "/32" : "/64"))
                        .network()
                        .toString();
                Await.until(
                        GatewayKernel.SOON,
                        "from " + address + " or " + prefix + to,
                        () -> kernel.ownRules().toString(),
                        text -> text.contains("from " + address + to) || text.contains("from " + prefix + to));
            }
        }
        Await.until(
                GatewayKernel.SOON, "an empty plan", () -> agent.command("plan").ok(), String::isEmpty);
    }

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    @Test
    void an_interface_deleted_and_made_again(Topology.Builder builder) {
        Topology topology = two(builder);
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            awaitRightTables(topology, agent);
            topology.uplink("a").recreate();
            awaitRightTables(topology, agent);
            assertThat(topology.gateway().sysctl("net.ipv4.conf.wan0.ignore_routes_with_linkdown"))
                    .isEqualTo("1");
        }
    }

    @Test
    void addresses_removed_and_put_back(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            awaitRightTables(topology, agent);
            topology.uplink("a").removeAddresses();
            kernel.awaitBalanced("wan1");
            topology.heal();
            awaitRightTables(topology, agent);
        }
    }

    @Test
    void an_uplink_renumbered_with_gateways_found_out(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b").mainDefault(200))
                .build();
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(),
                GatewayFile.of(topology).autoGateways().quick().text())) {
            awaitRightTables(topology, agent);
            topology.uplink("a").renumber("198.18.99.0/24");
            awaitRightTables(topology, agent);
            assertThat(new GatewayKernel(topology.gateway()).ownRules().toString())
                    .doesNotContain("from 198.18.0.");
        }
    }

    @Test
    void a_point_to_point_link_dialled_again_with_another_address(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.pointToPoint("b").device("ppp0"))
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(),
                GatewayFile.of(topology).autoGatewaysExceptFirst().quick().text())) {
            awaitRightTables(topology, agent);
            topology.uplink("b").hangUp();
            kernel.awaitBalanced("wan0");
            topology.uplink("b").dial(IpAddress.parse("198.18.55.7"));
            awaitRightTables(topology, agent);
        }
    }

    @Test
    void a_link_down_at_the_start(Topology.Builder builder) {
        Topology topology = two(builder);
        topology.uplink("a").adminDown();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan1");
            topology.heal();
            awaitRightTables(topology, agent);
        }
    }

    @Test
    void all_uplinks_dead_at_the_start(Topology.Builder builder) {
        Topology topology = two(builder);
        topology.uplinks().forEach(UplinkHandle::blackhole);
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            Await.until(
                    GatewayKernel.SOON,
                    "both down",
                    () -> !agent.command("status", "--json").ok().contains("\"state\":\"unknown\""));
            topology.heal();
            awaitRightTables(topology, agent);
        }
    }

    @Test
    void no_interface_at_all_at_the_start(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.pointToPoint("a").device("ppp0"))
                .uplink(UplinkSpec.pointToPoint("b").device("ppp1"))
                .build();
        topology.uplinks().forEach(UplinkHandle::hangUp);
        String file = GatewayFile.of(topology).quick().text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            assertThat(agent.command("status", "--json").ok()).contains("\"absent\"");
            topology.heal();
            awaitRightTables(topology, agent);
        }
    }

    @Test
    void two_uplinks_with_the_same_subnet_and_gateway(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.behindNat("a").subnet("192.168.1.0/24"))
                .uplink(UplinkSpec.behindNat("b").subnet("192.168.1.0/24"))
                .build();
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            awaitRightTables(topology, agent);
        }
    }

    @Test
    void names_of_fifteen_characters(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").device("uplink-to-isp-a"))
                .uplink(UplinkSpec.fixed("b").device("uplink.isp.b.15"))
                .build();
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            awaitRightTables(topology, agent);
        }
    }
}

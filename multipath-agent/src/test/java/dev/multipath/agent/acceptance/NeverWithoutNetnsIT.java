package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficReport;
import dev.multipath.testkit.netns.TrafficStream;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** While one uplink lives there is never an instant without a usable default. */
@NetnsTest
final class NeverWithoutNetnsIT {
    private static final int PORT = 7007;

    private static void throughFaults(Topology.Builder builder, String layout, RouteTable table) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.behindNat("b"))
                .uplink(UplinkSpec.pointToPoint("c").device("ppp0"))
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        List<TrafficStream> streams = new ArrayList<>();
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(),
                        GatewayFile.of(topology)
                                .quick()
                                .agent(layout)
                                .weight("a", 4)
                                .text())) {
            awaitBalanced(kernel, table, "wan0", "wan1", "ppp0");
            for (AddressFamily family : GatewayKernel.FAMILIES) {
                IpAddress target = topology.target(family);
                streams.add(TrafficStream.start(topology.gateway(), target, PORT, 1000));
                streams.add(TrafficStream.start(topology.client(), target, PORT, 1000));
            }
            topology.uplink("a").cutCarrier();
            awaitBalanced(kernel, table, "wan1", "ppp0");
            topology.heal();
            awaitBalanced(kernel, table, "wan0", "wan1", "ppp0");
            topology.uplink("b").blackhole();
            awaitBalanced(kernel, table, "wan0", "ppp0");
            topology.uplink("a").gatewayDead();
            awaitBalanced(kernel, table, "ppp0");
            topology.heal();
            awaitBalanced(kernel, table, "wan0", "wan1", "ppp0");
            topology.uplink("c").hangUp();
            awaitBalanced(kernel, table, "wan0", "wan1");
            topology.heal();
            awaitBalanced(kernel, table, "wan0", "wan1", "ppp0");
            agent.kill();
            agent.start();
            awaitBalanced(kernel, table, "wan0", "wan1", "ppp0");
            assertThat(server.datagrams()).isNotEmpty();
        } finally {
            List<TrafficReport> reports = new ArrayList<>();
            streams.forEach(stream -> reports.add(stream.stop()));
            for (TrafficReport report : reports) {
                assertThat(report.noRoute()).as("%s", report).isZero();
                assertThat(report.answered()).as("%s", report).isGreaterThan(report.sent() / 2);
            }
        }
    }

    private static void awaitBalanced(GatewayKernel kernel, RouteTable table, String... devices) {
        Set<String> wanted = new TreeSet<>(List.of(devices));
        for (AddressFamily family : GatewayKernel.FAMILIES) {
            Await.until(
                    GatewayKernel.SOON,
                    family + " default over " + wanted,
                    () -> kernel.balanced(family, table),
                    wanted::equals);
        }
    }

    @Test
    void in_the_isolated_layout(Topology.Builder builder) {
        throughFaults(builder, "layout = \"isolated\"", GatewayKernel.BALANCE);
    }

    @Test
    void in_the_main_layout(Topology.Builder builder) {
        throughFaults(builder, "layout = \"main\"", RouteTable.MAIN);
    }

    @Test
    void in_the_main_layout_a_dhcp_clients_default_of_the_same_metric_survives(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(0).onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        List<Route> dhcp = ofDhcp(topology);
        assertThat(dhcp).hasSize(1);
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(),
                GatewayFile.of(topology).quick().agent("layout = \"main\"").text())) {
            Await.until(
                    GatewayKernel.SOON,
                    "both",
                    () -> kernel.balanced(AddressFamily.INET, RouteTable.MAIN).size() == 2);
            topology.uplink("b").blackhole();
            Await.until(
                    GatewayKernel.SOON,
                    "one",
                    () -> kernel.balanced(AddressFamily.INET, RouteTable.MAIN).equals(Set.of("wan0")));
            assertThat(ofDhcp(topology)).isEqualTo(dhcp);
            assertThat(agent.terminate()).isZero();
            agent.command("remove").ok();
            assertThat(ofDhcp(topology)).isEqualTo(dhcp);
        }
    }

    private static List<Route> ofDhcp(Topology topology) {
        RouteFilter main = RouteFilter.of(AddressFamily.INET).table(RouteTable.MAIN);
        return topology.gateway().netlink().routes().list(main).stream()
                .filter(route -> route.isDefault() && route.protocol().equals(Protocol.DHCP))
                .toList();
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.TcpBurst;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficStream;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lines that are wired in unusual ways, and traffic of the LAN over each of them. */
@NetnsTest
@SuppressWarnings("try") // servers and streams need only be there
final class UplinkCasesNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final int PORT = 7777;

    private static void awaitTrafficOverAll(Topology topology) {
        try (EchoServer server = EchoServer.start(topology, PORT)) {
            for (UplinkHandle uplink : topology.uplinks()) {
                IpAddress source = uplink.publicAddress(INET);
                Await.until(
                        GatewayKernel.SOON,
                        "connections of the LAN to arrive from " + source,
                        () -> TcpBurst.open(topology.client(), topology.target(INET), PORT, 20, Duration.ofSeconds(2)),
                        burst -> burst.bySource().getOrDefault(source, 0) > 0 && burst.failed() == 0);
            }
        }
    }

    private static Topology sameSubnet(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.behindNat("a").subnet("192.168.1.0/24").onlyIpv4())
                .uplink(UplinkSpec.behindNat("b").subnet("192.168.1.0/24").onlyIpv4())
                .build();
    }

    @Test
    void on_one_subnet_each_router_gets_arp_answers_for_its_own_line_only(Topology.Builder builder) {
        Topology topology = sameSubnet(builder);
        Namespace gateway = topology.gateway();
        gateway.run("ip", "address", "del", "192.168.1.2/24", "dev", "wan1");
        gateway.address("wan1", "192.168.1.3/24");
        String file =
                GatewayFile.of(topology).quick().targets(topology.target(INET)).text();
        try (AgentProcess agent = AgentProcess.started(gateway, file)) {
            new GatewayKernel(gateway).awaitBalanced(INET, "wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "settings of ARP",
                    () -> gateway.sysctl("net.ipv4.conf.wan0.arp_ignore").equals("1")
                            && gateway.sysctl("net.ipv4.conf.wan1.arp_announce").equals("2"));
            Namespace router = topology.uplink("b").nextHopRouter();
            Await.until(
                    GatewayKernel.SOON,
                    "an answer for b's address",
                    () -> neighbour(router, "192.168.1.3"),
                    known -> known.contains("lladdr"));
            assertThat(neighbour(router, "192.168.1.2")).as("for a's address").doesNotContain("lladdr");
            awaitTrafficOverAll(topology);
            assertThat(agent.command("status").ok())
                    .contains("conflict: uplinks a and b are both on 192.168.1.0/24: its hosts are reached over one");
            assertThat(agent.command("check").err()).contains("kernel: warning: uplinks a and b are both on");
            assertThat(agent.terminate()).isZero();
            agent.command("remove").ok();
            assertThat(gateway.sysctl("net.ipv4.conf.wan0.arp_ignore")).isEqualTo("0");
        }
    }

    private static String neighbour(Namespace router, String address) {
        router.call(() -> {
            try {
                return java.net.InetAddress.getByName(address).isReachable(300);
            } catch (java.io.IOException unreachable) {
                return false;
            }
        });
        return router.run("ip", "neighbour", "show", address);
    }

    @Test
    void one_address_on_two_uplinks_is_refused_by_check_and_said_by_status(Topology.Builder builder) {
        Topology topology = sameSubnet(builder);
        String file =
                GatewayFile.of(topology).quick().targets(topology.target(INET)).text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            String text = "uplinks a and b have the same address 192.168.1.2";
            AgentProcess.Said check = agent.command("check");
            assertThat(check.exit()).isEqualTo(78);
            assertThat(check.err()).contains("kernel: " + text);
            assertThat(check.out()).isEmpty();
            assertThat(agent.command("status").ok()).contains("conflict: " + text);
        }
    }

    @Test
    void strict_reverse_path_filtering_is_named_and_its_remedy_works(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
        Namespace gateway = topology.gateway();
        gateway.sysctl("net.ipv4.conf.all.rp_filter", "1");
        // The operator sends the LAN out by b, which is not in the balance, in a way the filter does not see.
        gateway.nft(
                "table ip by-b {\nchain pre {\n type filter hook prerouting priority mangle;\n iifname lan0 meta mark set 5;\n}\n}\n");
        gateway.run("ip", "rule", "add", "priority", "100", "fwmark", "5", "lookup", "7711");
        String file = GatewayFile.of(topology)
                .quick()
                .targets(topology.target(INET))
                .uplink("b", "tier = 2")
                .text();
        try (AgentProcess agent = AgentProcess.started(gateway, file);
                EchoServer server = EchoServer.start(topology, PORT);
                TrafficStream stream = TrafficStream.start(topology.client(), topology.target(INET), PORT, 50)) {
            new GatewayKernel(gateway).awaitBalanced(INET, "wan0");
            Await.until(
                    GatewayKernel.SOON,
                    "packets to get there by b",
                    () -> server.datagramsFrom(topology.uplink("b").address(INET)) > 20);
            int before = stream.report().answered();
            String status = Await.until(
                    GatewayKernel.SOON,
                    "the filter to be named",
                    () -> agent.command("status").ok(),
                    said -> said.contains("strict reverse-path filtering on wan0, wan1"));
            assertThat(stream.report().answered()).as("answers, all dropped").isEqualTo(before);
            assertThat(agent.command("check").err()).contains("kernel: warning: strict reverse-path filtering");

            String remedy = "sysctl -w net.ipv4.conf.wan1.rp_filter=2";
            assertThat(status).contains(remedy);
            gateway.run(remedy.split(" "));
            Await.until(GatewayKernel.SOON, "answers", () -> stream.report().answered() > before + 10);
            assertThat(agent.command("check").err()).contains("filtering on wan0 drops");
        }
    }

    @Test
    void a_point_to_point_line_needs_no_gateway(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.pointToPoint("ppp").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
        String file = GatewayFile.of(topology)
                .quick()
                .targets(topology.target(INET))
                .text()
                .replace("gateway = \"" + topology.uplink("ppp").nextHop(INET) + "\"", "gateway = \"none\"");
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            GatewayKernel kernel = new GatewayKernel(topology.gateway());
            kernel.awaitBalanced(INET, "ppp0", "wan0");
            assertThat(kernel.uplinkTable(INET, 0))
                    .isEqualTo("default dev " + index(topology, "ppp0") + " table 7710 proto 77");
            awaitTrafficOverAll(topology);
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    private static String index(Topology topology, String device) {
        return "if" + topology.gateway().index(device);
    }

    @Test
    void a_gateway_outside_the_subnet_is_reached_on_the_link(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
        topology.uplink("b").nextHopRouter().address("customer", "10.255.255.1/32");
        String file = GatewayFile.of(topology)
                .quick()
                .targets(topology.target(INET))
                .text()
                .replace("gateway = \"" + topology.uplink("b").nextHop(INET) + "\"", "gateway = \"10.255.255.1\"");
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            GatewayKernel kernel = new GatewayKernel(topology.gateway());
            kernel.awaitBalanced(INET, "wan0", "wan1");
            assertThat(kernel.uplinkTable(INET, 1)).contains("via 10.255.255.1").contains("onlink");
            awaitTrafficOverAll(topology);
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }
}

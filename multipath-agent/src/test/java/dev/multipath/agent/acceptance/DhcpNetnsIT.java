package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Gateways out of real leases: dhclient(8) asks dnsmasq(8), and nobody or dhclient makes routes of the answer. */
@NetnsTest
final class DhcpNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final Path NOBODY = Path.of("/bin/true");

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4().subnet("198.18.50.0/24"))
                .build();
    }

    private static AgentProcess agent(Topology topology, String gateway) {
        String uplink = "gateway = \"" + gateway + "\"\ngateway6 = \"off\"";
        String file = GatewayFile.of(topology)
                .quick()
                .targets(topology.target(INET))
                .autoGatewaysExceptFirst()
                .uplink("b", uplink)
                .text();
        return AgentProcess.configured(topology.gateway(), file);
    }

    private static String gatewayOf(AgentProcess agent, String source) {
        return Await.until(
                GatewayKernel.SOON,
                "a gateway from " + source,
                () -> agent.command("status", "--json").ok(),
                status -> status.contains("\"gatewaySource\":\"" + source + "\""));
    }

    @Test
    void a_lease_nobody_made_routes_of_gives_the_gateway_and_a_changed_one_reaches_all_tables(Topology.Builder builder)
            throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = agent(topology, "auto")) {
            DhcpLine line = new DhcpLine(topology, "b", agent);
            agent.start();
            kernel.awaitBalanced(INET, "wan0");
            line.serve("3,198.18.50.1");
            line.lease(NOBODY);
            kernel.awaitBalanced(INET, "wan0", "wan1");
            gatewayOf(agent, "DHCP lease (dhclient)");
            Await.until(
                    GatewayKernel.SOON,
                    "the Internet to answer over b",
                    () -> agent.log().contains("uplink=b family=inet unknown -> up")
                            || agent.log().contains("uplink=b family=inet proving -> up"));

            IpAddress second = line.secondRouter("198.18.50.254/24");
            line.serve("3,198.18.50.1", "121,0.0.0.0/0,198.18.50.254");
            line.lease(NOBODY);
            Await.until(
                    GatewayKernel.SOON,
                    second + " in all tables",
                    () -> kernel.ownRoutes().stream()
                            .flatMap(route -> route.target().hops().stream())
                            .filter(hop -> hop.gateway().isPresent())
                            .map(hop -> hop.gateway().get())
                            .filter(second::equals)
                            .count(),
                    count -> count == 3);
            assertThat(kernel.uplinkTable(INET, 1)).contains("via 198.18.50.254");
            assertThat(agent.command("status").ok()).contains("198.18.50.254 (DHCP lease (dhclient))");

            // A bad file loses nothing.
            Files.writeString(
                    line.leases(), Files.readString(line.leases()).replace("fixed-address 1", "fixed-address x"));
            Await.until(
                    GatewayKernel.SOON,
                    "a word on the bad file",
                    () -> agent.log().contains("no address: x98"));
            assertThat(kernel.uplinkTable(INET, 1)).contains("via 198.18.50.254");
        }
    }

    @Test
    void without_its_address_a_lease_does_not_count_and_gateway_dhcp_asks_for_nothing_else(Topology.Builder builder)
            throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = agent(topology, "dhcp")) {
            DhcpLine line = new DhcpLine(topology, "b", agent);
            topology.gateway().route("0.0.0.0/0", "198.18.50.1", "wan1");
            agent.start();
            assertThat(agent.command("status").ok()).contains("no IPv4 gateway");
            line.serve("3,198.18.50.1");
            line.lease(NOBODY);
            kernel.awaitBalanced(INET, "wan0", "wan1");
            topology.gateway().run("ip", "address", "add", "198.18.50.99/24", "dev", "wan1");
            topology.gateway().run("ip", "address", "del", "198.18.50.2/24", "dev", "wan1");
            kernel.awaitBalanced(INET, "wan0");
        }
    }

    @Test
    void beside_a_dhclient_that_sets_its_own_default_both_defaults_stay(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = agent(topology, "auto")) {
            DhcpLine line = new DhcpLine(topology, "b", agent);
            Path script = Files.writeString(
                    agent.directory().resolve("script"),
                    "#!/bin/sh\n[ -n \"$new_routers\" ] && ip route replace default via $new_routers dev $interface\n"
                            + "exit 0\n");
            script.toFile().setExecutable(true);
            line.serve("3,198.18.50.1");
            line.lease(script);
            agent.start();
            kernel.awaitBalanced(INET, "wan0", "wan1");
            gatewayOf(agent, "kernel route");
            line.lease(script);
            String main = topology.gateway().run("ip", "route", "show", "default");
            assertThat(main).isEqualTo("default via 198.18.50.1 dev wan1 \n");
            kernel.awaitBalanced(INET, "wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "nothing left to do",
                    () -> agent.command("plan").ok().isEmpty());
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code [[policy]]}: what a rule can match, and which uplinks it leads to; the kernel's own lookup is the judge. */
@NetnsTest
final class PoliciesNetnsIT {
    private static final String FOUR = "45.9.9.9";
    private static final String SIX = "2a0a::9";

    private static Topology three(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .uplink(UplinkSpec.fixed("c"))
                .build();
    }

    private static AgentProcess started(Topology topology, String... policies) {
        StringBuilder file = new StringBuilder(GatewayFile.of(topology).quick().text());
        for (String policy : policies) {
            file.append("\n[[policy]]\n").append(policy.replace("; ", "\n")).append('\n');
        }
        return AgentProcess.started(topology.gateway(), file.toString());
    }

    /** The device the kernel answers for such a packet; why not, where it does not. */
    private static String device(Namespace gateway, Consumer<RouteLookup.Builder> packet, String to) {
        RouteLookup.Builder lookup = RouteLookup.to(IpAddress.parse(to)).toBuilder();
        packet.accept(lookup);
        try {
            Route found = gateway.netlink().routes().lookup(lookup.build());
            int index = found.target().hops().get(0).interfaceIndex();
            return gateway.netlink().links().get(index).map(Link::name).orElse("gone");
        } catch (NetlinkException.Rejected refused) {
            return refused.errno().name();
        }
    }

    private static void await(Namespace gateway, Consumer<RouteLookup.Builder> packet, String to, String device) {
        Await.until(GatewayKernel.SOON, to + " by " + device, () -> device(gateway, packet, to), device::equals);
    }

    private static void awaitUp(AgentProcess agent) {
        Await.until(
                GatewayKernel.SOON,
                "all uplinks to be up",
                () -> agent.command("status", "--json").ok(),
                status -> status.split("\"state\":\"up\"", -1).length > 9);
    }

    @Test
    void every_match_leads_its_packets_and_no_other_to_the_first_live_uplink(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent = started(
                topology,
                "name = \"from\"; from = [\"10.30.0.0/24\"]; to = [\"45.9.9.0/24\"]; incoming = \"lan0\"; via = [\"b\", \"c\"]",
                "name = \"udp\"; protocol = \"udp\"; destination-port = \"5060-5061\"; via = [\"c\"]",
                "name = \"sport\"; protocol = \"tcp\"; source-port = 7000; via = [\"b\"]",
                "name = \"uid\"; uid = \"1000-1999\"; via = [\"c\", \"b\"]",
                "name = \"proto\"; protocol = \"gre\"; via = [\"b\"]",
                "name = \"six\"; to = [\"2a0a:1::/32\"]; via = [\"c\"]",
                "name = \"rest\"; to = [\"45.0.0.0/8\", \"2a0a::/16\"]; via = [\"a\"]")) {
            awaitUp(agent);
            for (String to : List.of(FOUR, SIX)) {
                await(gateway, p -> p.ipProtocol(17).destinationPort(5061), to, "wan2");
                await(gateway, p -> p.ipProtocol(17).destinationPort(5062), to, "wan0");
                await(gateway, p -> p.ipProtocol(6).destinationPort(5061), to, "wan0");
                await(gateway, p -> p.ipProtocol(6).sourcePort(7000), to, "wan1");
                await(gateway, p -> p.ipProtocol(6).sourcePort(7001), to, "wan0");
                await(gateway, p -> p.uid(1500), to, "wan2");
                await(gateway, p -> p.uid(2000), to, "wan0");
            }
            await(gateway, p -> {}, "2a0a:1::5", "wan2");
            assertThat(gateway.run("ip", "rule"))
                    .contains("7810:\tfrom 10.30.0.0/24 to 45.9.9.0/24 iif lan0 lookup 7810");
            agent.command("explain", FOUR, "--protocol", "udp", "--destination-port", "5060")
                    .ok();
            assertThat(agent.command("explain", FOUR, "--protocol", "udp", "--destination-port", "5060")
                            .ok())
                    .contains("uplink c")
                    .contains("policy udp");
            assertThat(agent.command("status").ok()).contains("policy udp: IPv4 over c; IPv6 over c");
            topology.uplink("c").blackhole();
            await(gateway, p -> p.uid(1500), FOUR, "wan1");
            await(gateway, p -> p.uid(1500), SIX, "wan1");
            await(gateway, p -> p.ipProtocol(17).destinationPort(5060), FOUR, "wan0");
            topology.heal();
            await(gateway, p -> p.uid(1500), FOUR, "wan2");
            await(gateway, p -> p.uid(1500), SIX, "wan2");
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(agent.terminate()).isZero();
            agent.command("remove").ok();
            assertThat(new GatewayKernel(gateway).ownRules()).isEmpty();
            assertThat(new GatewayKernel(gateway).ownRoutes()).isEmpty();
        }
    }

    @Test
    void each_otherwise_is_honoured_while_none_of_its_uplinks_lives(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent = started(
                topology,
                "name = \"balance\"; uid = 1001; via = [\"b\"]",
                "name = \"main\"; uid = 1002; via = [\"b\"]; otherwise = \"main\"",
                "name = \"refuse\"; uid = 1003; via = [\"b\"]; otherwise = \"unreachable\"",
                "name = \"block\"; uid = 1004; via = []; otherwise = \"unreachable\"")) {
            for (int uid = 1001; uid < 1004; uid++) {
                int user = uid;
                await(gateway, p -> p.uid(user), FOUR, "wan1");
                await(gateway, p -> p.uid(user), SIX, "wan1");
            }
            await(gateway, p -> p.uid(1004), FOUR, "EHOSTUNREACH");
            await(gateway, p -> p.uid(1004), SIX, "EHOSTUNREACH");
            topology.uplink("b").blackhole();
            await(gateway, p -> p.uid(1003), FOUR, "EHOSTUNREACH");
            await(gateway, p -> p.uid(1003), SIX, "EHOSTUNREACH");
            agent.command("disable", "a").ok();
            await(gateway, p -> p.uid(1001), FOUR, "wan2");
            await(gateway, p -> p.uid(1001), SIX, "wan2");
            assertThat(device(gateway, p -> p.uid(1002), FOUR))
                    .as("main's default")
                    .isEqualTo("wan0");
            assertThat(device(gateway, p -> p.uid(1002), SIX))
                    .as("main's default")
                    .isEqualTo("wan0");
            gateway.run("ip", "rule", "del", "priority", "7811", "lookup", "7811");
            topology.heal();
            await(gateway, p -> p.uid(1002), FOUR, "wan1");
            await(gateway, p -> p.uid(1003), FOUR, "wan1");
            gateway.run("ip", "link", "set", "wan1", "down");
            await(gateway, p -> p.uid(1002), FOUR, "wan0");
            assertThat(device(gateway, p -> p.uid(1003), FOUR)).isEqualTo("EHOSTUNREACH");
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    @Test
    void a_policy_that_balances_weighs_the_live_ones_of_its_lowest_tier(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        String file = GatewayFile.of(topology)
                .quick()
                .weight("b", 3)
                .uplink("a", "tier = 2")
                .text();
        String policy = "\n[[policy]]\nname = \"bulk\"\nuid = 1001\nvia = [\"a\", \"b\", \"c\"]\nmode = \"balance\"\n";
        GatewayKernel kernel = new GatewayKernel(gateway);
        RouteTable table = RouteTable.of(7810);
        try (AgentProcess agent = AgentProcess.started(gateway, file + policy)) {
            for (AddressFamily family : GatewayKernel.FAMILIES) {
                awaitBalanced(kernel, family, table, "wan1", "wan2");
                assertThat(weights(gateway, family, table)).containsExactlyInAnyOrder(3, 1);
            }
            topology.uplink("b").blackhole();
            awaitBalanced(kernel, AddressFamily.INET, table, "wan2");
            topology.uplink("c").blackhole();
            awaitBalanced(kernel, AddressFamily.INET6, table, "wan0");
            topology.heal();
            awaitBalanced(kernel, AddressFamily.INET6, table, "wan1", "wan2");
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    private static void awaitBalanced(GatewayKernel kernel, AddressFamily family, RouteTable table, String... devices) {
        Set<String> wanted = new TreeSet<>(List.of(devices));
        Await.until(
                GatewayKernel.SOON,
                family + " policy over " + wanted,
                () -> kernel.balanced(family, table),
                wanted::equals);
    }

    private static List<Integer> weights(Namespace gateway, AddressFamily family, RouteTable table) {
        List<Integer> weights = new ArrayList<>();
        Route first = gateway.netlink()
                .routes()
                .list(RouteFilter.of(family).table(table))
                .get(0);
        for (NextHop hop : first.target().hops()) {
            weights.add(hop.weight());
        }
        return weights;
    }

    @Test
    void traffic_of_a_port_leaves_by_the_uplink_of_its_policy(Topology.Builder builder) throws IOException {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent = started(
                topology,
                "name = \"voip\"; protocol = \"udp\"; destination-port = 5060; via = [\"b\", \"c\"]",
                "name = \"other\"; protocol = \"udp\"; to = [\"45.0.0.0/8\"]; via = [\"a\"]")) {
            awaitUp(agent);
            assertThat(sent(gateway, "wan1", 5060)).isGreaterThanOrEqualTo(50);
            assertThat(sent(gateway, "wan0", 5061)).isGreaterThanOrEqualTo(50);
            topology.uplink("b").cutCarrier();
            await(gateway, p -> p.ipProtocol(17).destinationPort(5060), FOUR, "wan2");
            assertThat(sent(gateway, "wan2", 5060)).isGreaterThanOrEqualTo(50);
        }
    }

    /** Packets that left by a device while 50 were sent to a port. */
    private static long sent(Namespace gateway, String device, int port) throws IOException {
        gateway.nft("add table inet count");
        gateway.nft("add chain inet count out { type filter hook output priority 0; }");
        gateway.nft("add rule inet count out oifname " + device + " udp dport " + port + " counter");
        try (DatagramSocket socket = gateway.call(DatagramSocket::new)) {
            for (int i = 0; i < 50; i++) {
                socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(FOUR), port));
            }
            Matcher counter =
                    Pattern.compile("packets (\\d+)").matcher(gateway.run("nft", "list", "table", "inet", "count"));
            assertThat(counter.find()).isTrue();
            return Long.parseLong(counter.group(1));
        } finally {
            gateway.nft("delete table inet count");
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code [flows]} with IPv6: unique local addresses that the agent translates, and global ones that nobody does. */
@NetnsTest
final class Ipv6FlowsNetnsIT {
    private static final AddressFamily INET6 = AddressFamily.INET6;
    private static final int PORT = 7009;
    private static final int FORWARDED = 8080;
    private static final IpAddress LOCAL = IpAddress.parse("fd77::10");
    /** Of a prefix that is led to the site by uplink b. */
    private static final IpAddress GLOBAL = IpAddress.parse("2001:db8:7700::10");

    /** Nobody but the agent translates anything. */
    private static Topology three(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv6().mainDefault(100))
                .uplink(UplinkSpec.fixed("b").onlyIpv6())
                .uplink(UplinkSpec.fixed("c").onlyIpv6())
                .build();
        topology.gateway().nft("flush ruleset\n");
        return topology;
    }

    private static GatewayFile file(Topology topology) {
        return GatewayFile.of(topology).quick().targets(topology.target(INET6));
    }

    private static AgentProcess started(Topology topology, GatewayFile file, String flows, String... devices) {
        AgentProcess agent = AgentProcess.started(topology.gateway(), file.text() + "\n[flows]\n" + flows + "\n");
        new GatewayKernel(topology.gateway()).awaitBalanced(INET6, devices);
        Await.until(
                GatewayKernel.SOON,
                "the table",
                () -> topology.gateway().run("nft", "list", "tables").contains("inet multipath"));
        return agent;
    }

    private static IpAddress six(Topology topology, String uplink) {
        return topology.uplink(uplink).address(INET6);
    }

    private static List<Call> calls(Topology topology, IpAddress from, int count) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(Call.from(topology.client(), from, topology.target(INET6), PORT));
        }
        return calls;
    }

    /** A host behind the gateway has an address of its own that the Internet finds over uplink b. */
    private static void giveGlobalAddress(Topology topology) {
        UplinkHandle b = topology.uplink("b");
        topology.gateway().address(Topology.LAN_DEVICE, "2001:db8:7700::1/64");
        topology.client().address("eth0", GLOBAL + "/64");
        b.isp().route("2001:db8:7700::/64", six(topology, "b").toString(), "customer");
        String transit = b.isp().run("ip", "-6", "-o", "address", "show", "dev", "transit", "scope", "global");
        String isp = transit.split("inet6 ", -1)[1].split("/", -1)[0];
        topology.internet().route("2001:db8:7700::/64", isp, "isp1");
    }

    @Test
    void translated_connections_on_living_uplinks_notice_nothing_and_those_of_the_dead_one_end(
            Topology.Builder builder) {
        Topology topology = three(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent =
                        started(topology, file(topology), "masquerade = \"uplinks\"", "wan0", "wan1", "wan2")) {
            List<Call> calls = calls(topology, LOCAL, 40);
            IpAddress dead = six(topology, "a");
            assertThat(calls)
                    .extracting(Call::knownAs)
                    .contains(dead, six(topology, "b"), six(topology, "c"))
                    .doesNotContain(LOCAL);

            topology.uplink("a").blackhole();
            kernel.awaitBalanced(INET6, "wan1", "wan2");
            for (Call call : calls) {
                Call.Answer wanted = call.knownAs().equals(dead) ? Call.Answer.ENDED : Call.Answer.ECHO;
                assertThat(call.askUntil(3_000))
                        .as("known as %s", call.knownAs())
                        .isEqualTo(wanted);
            }
            calls.removeIf(call -> call.knownAs().equals(dead));
            assertThat(agent.command("events").ok()).contains("connections of a (IPv6) moved, it cannot be used");

            topology.heal();
            kernel.awaitBalanced(INET6, "wan0", "wan1", "wan2");
            assertThat(calls).allMatch(call -> call.ask(3_000) == Call.Answer.ECHO);
            calls.forEach(Call::close);
            assertThat(server.connections()).hasSize(3);
        }
    }

    @Test
    void a_translated_conversation_without_connection_goes_on_over_another_uplink(Topology.Builder builder)
            throws IOException {
        Topology topology = three(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent =
                        started(topology, file(topology), "masquerade = \"uplinks\"", "wan0", "wan1", "wan2");
                DatagramSocket socket = topology.client().call(() -> new DatagramSocket())) {
            Await.until(GatewayKernel.SOON, "an answer", () -> isAnswered(topology, socket));
            String used = List.of("a", "b", "c").stream()
                    .filter(uplink -> server.datagramsFrom(six(topology, uplink)) > 0)
                    .findFirst()
                    .orElseThrow();
            topology.uplink(used).blackhole();
            String device = topology.uplink(used).device();
            Await.until(
                    GatewayKernel.SOON,
                    "another way",
                    () -> !kernel.balanced(INET6).contains(device));
            Await.until(GatewayKernel.SOON, "an answer over it", () -> isAnswered(topology, socket));
            assertThat(agent.command("events").ok()).contains("connections of " + used + " (IPv6) moved");
        }
    }

    private static boolean isAnswered(Topology topology, DatagramSocket socket) throws IOException {
        socket.setSoTimeout(100);
        socket.send(new DatagramPacket(new byte[] {1}, 1, topology.target(INET6).toInetAddress(), PORT));
        try {
            socket.receive(new DatagramPacket(new byte[9], 9));
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    @Test
    void what_bears_an_address_of_its_own_goes_on_over_another_uplink_and_stays_there(Topology.Builder builder) {
        Topology topology = three(builder);
        giveGlobalAddress(topology);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, file(topology), "pin = \"on\"", "wan0", "wan1", "wan2")) {
            List<Call> calls = calls(topology, GLOBAL, 40);
            assertThat(calls).extracting(Call::knownAs).containsOnly(GLOBAL);
            List<Long> marked = marked(topology);
            assertThat(marked).as("connections of each").hasSize(3).allMatch(count -> count > 0);

            topology.uplink("a").blackhole();
            kernel.awaitBalanced(INET6, "wan1", "wan2");
            // What is asked before leaves by another uplink already, and is forgotten all the same.
            Await.until(GatewayKernel.SOON, "forgotten", () -> marked(topology).get(0) == 0);
            assertThat(calls).allMatch(call -> call.askUntil(10_000) == Call.Answer.ECHO);
            List<Long> moved = marked(topology);
            assertThat(moved.get(0)).isZero();
            assertThat(moved.get(1)).isGreaterThanOrEqualTo(marked.get(1));
            assertThat(moved.get(2)).isGreaterThanOrEqualTo(marked.get(2));

            topology.heal();
            kernel.awaitBalanced(INET6, "wan0", "wan1", "wan2");
            assertThat(calls).allMatch(call -> call.ask(3_000) == Call.Answer.ECHO);
            assertThat(marked(topology)).isEqualTo(moved);
            calls.forEach(Call::close);
            assertThat(server.connections()).hasSize(1);
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    /** How many connections to the server bear the number of each uplink. */
    private static List<Long> marked(Topology topology) {
        List<Long> counts = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            counts.add(topology.gateway()
                    .run("conntrack", "-L", "-f", "ipv6", "-p", "tcp", "-m", (number << 24) + "/" + 0x3f000000)
                    .lines()
                    .filter(line -> line.contains("dport=" + PORT + " "))
                    .count());
        }
        return counts;
    }

    @Test
    void who_is_called_on_another_uplink_than_the_default_answers_by_it(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv6().mainDefault(100))
                .uplink(UplinkSpec.fixed("b").onlyIpv6())
                .build();
        giveGlobalAddress(topology);
        topology.gateway()
                .nft("flush ruleset\ntable ip6 operator {\nchain pre {\ntype nat hook prerouting priority dstnat;\n"
                        + "iifname { wan0, wan1 } ip6 daddr " + six(topology, "b")
                        + " tcp dport 8080 dnat to [fd77::10]:8080\n}\n}\n");
        Namespace other = topology.uplink("a").isp();
        other.nft("table ip6 bcp38 {\nchain forward {\ntype filter hook forward priority -300;\n"
                + "iifname \"customer\" ip6 saddr != " + six(topology, "a") + " counter drop;\n}\n}\n");
        try (EchoServer server = EchoServer.start(topology.client(), List.of(LOCAL, GLOBAL), FORWARDED);
                AgentProcess agent = started(
                        topology,
                        file(topology).uplink("b", "tier = 2"),
                        "pin = \"on\"\nmasquerade = \"uplinks\"",
                        "wan0")) {
            for (IpAddress called : List.of(six(topology, "b"), GLOBAL)) {
                for (int i = 0; i < 20; i++) {
                    try (Call call = Call.from(topology.internet(), called, FORWARDED)) {
                        assertThat(call.ask(3_000)).as("at %s", called).isEqualTo(Call.Answer.ECHO);
                    }
                }
            }
            assertThat(server.connections()).hasSize(1);
            assertThat(other.run("nft", "list", "ruleset")).contains("counter packets 0 ");
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code [flows]}: what running connections through and from a masquerading gateway notice, which is nothing. */
@NetnsTest
final class FlowsNetnsIT {
    private static final int PORT = 7007;
    private static final String TABLE = "inet multipath";

    private static Topology three(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .uplink(UplinkSpec.fixed("c"))
                .build();
    }

    private static AgentProcess started(Topology topology, String flows) {
        AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text() + "\n[flows]\n" + flows + "\n");
        new GatewayKernel(topology.gateway()).awaitBalanced("wan0", "wan1", "wan2");
        awaitTable(topology.gateway());
        return agent;
    }

    private static void awaitTable(Namespace gateway) {
        Await.until(GatewayKernel.SOON, "the table", () -> tables(gateway).contains(TABLE));
    }

    /** Some line of {@code events} has all of these. */
    private static void awaitSaid(AgentProcess agent, String... parts) {
        Await.until(
                GatewayKernel.SOON,
                String.join(" … ", parts),
                () -> agent.command("events")
                        .ok()
                        .lines()
                        .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
    }

    private static String tables(Namespace gateway) {
        return gateway.run("nft", "list", "tables");
    }

    private static IpAddress four(Topology topology, String uplink) {
        return topology.uplink(uplink).address(AddressFamily.INET);
    }

    private static List<Call> calls(Topology topology, int count) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(Call.from(topology.client(), topology.target(AddressFamily.INET), PORT));
        }
        return calls;
    }

    @Test
    void connections_on_living_uplinks_notice_nothing_and_those_of_the_dead_one_end(Topology.Builder builder) {
        Topology topology = three(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "")) {
            assertThat(agent.command("status").ok()).contains("pinned, the machine forwards");
            List<Call> calls = calls(topology, 40);
            IpAddress dead = four(topology, "a");
            assertThat(calls).extracting(Call::knownAs).contains(dead, four(topology, "b"), four(topology, "c"));

            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1", "wan2");
            for (Call call : calls) {
                Call.Answer wanted = call.knownAs().equals(dead) ? Call.Answer.ENDED : Call.Answer.ECHO;
                assertThat(call.askUntil(3_000))
                        .as("known as %s", call.knownAs())
                        .isEqualTo(wanted);
            }
            calls.removeIf(call -> call.knownAs().equals(dead));
            awaitSaid(agent, "connections of a (IPv4) moved, it cannot be used");

            topology.heal();
            kernel.awaitBalanced("wan0", "wan1", "wan2");
            assertThat(calls).allMatch(call -> call.ask(3_000) == Call.Answer.ECHO);
            calls.forEach(Call::close);
            assertThat(server.connections()).isNotEmpty();
        }
    }

    @Test
    void a_conversation_without_connection_goes_on_over_another_uplink(Topology.Builder builder) throws IOException {
        Topology topology = three(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "");
                DatagramSocket socket = topology.client().call(() -> new DatagramSocket())) {
            assertThat(isAnswered(topology, socket, 3_000)).isTrue();
            String used = List.of("a", "b", "c").stream()
                    .filter(uplink -> server.datagramsFrom(four(topology, uplink)) > 0)
                    .findFirst()
                    .orElseThrow();
            topology.uplink(used).blackhole();
            String device = topology.uplink(used).device();
            Await.until(
                    GatewayKernel.SOON,
                    "another way",
                    () -> !kernel.balanced(AddressFamily.INET).contains(device));
            Await.until(GatewayKernel.SOON, "an answer over it", () -> isAnswered(topology, socket, 100));
            awaitSaid(agent, "connections of " + used + " (IPv4) moved");
        }
    }

    private static boolean isAnswered(Topology topology, DatagramSocket socket, int millis) throws IOException {
        InetAddress target = topology.target(AddressFamily.INET).toInetAddress();
        socket.setSoTimeout(millis);
        socket.send(new DatagramPacket(new byte[] {1}, 1, target, PORT));
        try {
            socket.receive(new DatagramPacket(new byte[9], 9));
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    @Test
    void the_gateways_own_connections_end_and_those_over_others_stay(Topology.Builder builder) {
        Topology topology = three(builder);
        IpAddress target = topology.target(AddressFamily.INET);
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "");
                Call dead = Call.from(topology.gateway(), four(topology, "a"), target, PORT);
                Call living = Call.from(topology.gateway(), four(topology, "b"), target, PORT)) {
            assertThat(dead.knownAs()).isEqualTo(four(topology, "a"));
            topology.uplink("a").blackhole();
            new GatewayKernel(topology.gateway()).awaitBalanced("wan1", "wan2");

            assertThat(dead.askUntil(3_000)).isEqualTo(Call.Answer.ENDED);
            assertThat(living.ask(3_000)).isEqualTo(Call.Answer.ECHO);
            awaitSaid(agent, "connections of a (IPv4) moved", " 1 sockets of this machine ended");
            assertThat(server.connections()).hasSize(2);
        }
    }

    @Test
    void a_forwarded_port_is_answered_by_the_uplink_it_was_called_on(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        topology.gateway()
                .nft("table ip operator {\nchain pre {\ntype nat hook prerouting priority dstnat;\n"
                        + "iifname { wan0, wan1 } tcp dport 8080 dnat to 10.77.0.10:8080\n}\n}\n");
        String file = GatewayFile.of(topology).quick().uplink("b", "tier = 2").text();
        try (EchoServer server = EchoServer.start(topology.client(), List.of(IpAddress.parse("10.77.0.10")), 8080);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            new GatewayKernel(topology.gateway()).awaitBalanced("wan0");
            awaitTable(topology.gateway());
            for (String filter : List.of("0", "2")) {
                topology.gateway().sysctl("net.ipv4.conf.wan1.rp_filter", filter);
                for (int i = 0; i < 20; i++) {
                    try (Call call = Call.from(topology.internet(), four(topology, "b"), 8080)) {
                        assertThat(call.ask(3_000)).isEqualTo(Call.Answer.ECHO);
                    }
                }
            }
            assertThat(server.connections()).hasSize(1);
            topology.gateway().sysctl("net.ipv4.conf.wan1.rp_filter", "1");
            assertThat(agent.command("check").err())
                    .contains("strict reverse-path filtering on wan1")
                    .contains("sysctl -w net.ipv4.conf.wan1.rp_filter=2");
        }
    }

    @Test
    void the_table_outlasts_what_the_operator_does_to_nf_tables_and_connections_live(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "masquerade = \"uplinks\"")) {
            List<Call> calls = calls(topology, 12);
            String table = gateway.run("nft", "list", "table", "inet", "multipath");
            gateway.nft("flush ruleset\n");
            assertThat(gateway.run("nft", "list", "table", "inet", "multipath")).isEqualTo(table);
            assertThatThrownBy(() -> gateway.nft("flush chain " + TABLE + " prerouting\n"))
                    .hasMessageContaining("Operation not permitted");
            agent.kill();
            gateway.nft("flush chain " + TABLE + " prerouting\n");
            agent.start();
            Await.until(
                    GatewayKernel.SOON,
                    "its rules again",
                    () -> gateway.run("nft", "list", "table", "inet", "multipath")
                            .equals(table));
            assertThat(calls).allMatch(call -> call.ask(3_000) == Call.Answer.ECHO);
            calls.forEach(Call::close);
            assertThat(server.connections()).isNotEmpty();
        }
    }

    @Test
    void strangers_tables_stay_byte_for_byte_and_remove_leaves_nothing(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        gateway.nft("table inet filter {\nchain in {\ntype filter hook input priority 0; policy accept;\n"
                + "meta mark set meta mark | 0x5\nct mark set 0x7 counter\n}\n}\n");
        gateway.nft("table ip nat2 {\nmap m {\ntype ipv4_addr : ipv4_addr\n}\n}\n");
        String before = stateless(gateway);
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "clamp-mss = true")) {
            List<Call> calls = calls(topology, 40);
            assertThat(gateway.run("conntrack", "-L", "-m", "16777216/1056964608"))
                    .contains("mark=");
            String ours = gateway.run("nft", "-s", "list", "table", "inet", "multipath")
                            .strip() + "\n";
            assertThat(stateless(gateway).replace(ours, "")).isEqualTo(before);
            assertThat(agent.command("plan").ok()).isEmpty();
            agent.terminate();
            assertThat(tables(gateway)).as("on-exit is keep").contains(TABLE);
            assertThat(agent.command("remove").ok()).contains("nft delete table inet multipath", "conntrack -U -m 0/");
            assertThat(stateless(gateway)).isEqualTo(before);
            assertThat(gateway.run("ip", "rule")).doesNotContain("fwmark");
            assertThat(gateway.run("conntrack", "-L")).doesNotContainPattern("mark=[1-9][0-9]{6,}");
            assertThat(agent.command("plan").ok()).contains("add table inet multipath", "\tmap marked {");
            assertThat(agent.command("apply").ok()).contains("add table inet multipath");
            assertThat(tables(gateway)).contains(TABLE);
            assertThat(agent.command("plan").ok()).isEmpty();
            calls.forEach(Call::close);
            assertThat(server.connections()).isNotEmpty();
        }
    }

    private static String stateless(Namespace gateway) {
        return gateway.run("nft", "-s", "list", "ruleset");
    }

    @Test
    void a_strangers_table_of_the_same_name_is_left_alone_and_said(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        gateway.nft("table inet multipath {\nchain mine {\n}\n}\n");
        String before = stateless(gateway);
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            Await.until(
                    GatewayKernel.SOON,
                    "the conflict",
                    () -> agent.command("status").ok().contains("somebody else's"));
            assertThat(stateless(gateway)).isEqualTo(before);
            assertThat(agent.command("check").err()).contains("somebody else's");
            gateway.nft("delete table inet multipath\n");
            Await.until(GatewayKernel.SOON, "ours", () -> stateless(gateway).contains("multipath-agent, protocol 77"));
        }
    }

    @Test
    void killed_in_the_middle_it_finishes_when_it_starts_again(Topology.Builder builder) {
        Topology topology = three(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "")) {
            List<Call> calls = calls(topology, 30);
            IpAddress dead = four(topology, "a");
            topology.uplink("a").blackhole();
            agent.kill();
            agent.start();
            kernel.awaitBalanced("wan1", "wan2");
            for (Call call : calls) {
                Call.Answer wanted = call.knownAs().equals(dead) ? Call.Answer.ENDED : Call.Answer.ECHO;
                assertThat(call.askUntil(3_000))
                        .as("known as %s", call.knownAs())
                        .isEqualTo(wanted);
            }
            agent.kill();
            agent.start();
            calls.removeIf(call -> call.knownAs().equals(dead));
            assertThat(calls).allMatch(call -> call.ask(3_000) == Call.Answer.ECHO);
            calls.forEach(Call::close);
            assertThat(server.connections()).isNotEmpty();
        }
    }

    @Test
    void the_agent_masquerades_where_the_operator_does_not(Topology.Builder builder) {
        Topology topology = three(builder);
        topology.gateway().nft("flush ruleset\n");
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "masquerade = [\"wan0\", \"wan1\", \"wan2\"]")) {
            List<Call> calls = calls(topology, 20);
            assertThat(calls)
                    .extracting(Call::knownAs)
                    .containsOnly(four(topology, "a"), four(topology, "b"), four(topology, "c"));
            assertThat(calls).allMatch(call -> call.ask(3_000) == Call.Answer.ECHO);
            calls.forEach(Call::close);
            assertThat(agent.command("status", "--json").ok()).contains("\"tablePresent\":true");
            assertThat(server.connections()).isNotEmpty();
        }
    }

    @Test
    void what_is_left_on_a_backup_is_moved_after_a_while(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology).quick().uplink("b", "tier = 2").text();
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent =
                        AgentProcess.started(topology.gateway(), file + "\n[flows]\ndrain-backup = \"3s\"\n")) {
            kernel.awaitBalanced("wan0");
            awaitTable(topology.gateway());
            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            List<Call> calls = calls(topology, 3);
            assertThat(calls).extracting(Call::knownAs).containsOnly(four(topology, "b"));
            topology.heal();
            kernel.awaitBalanced("wan0");
            assertThat(calls.get(0).ask(1_000)).as("not at once").isEqualTo(Call.Answer.ECHO);
            awaitSaid(agent, "connections of b (IPv4) moved, uplinks of a better tier are back");
            assertThat(calls).allMatch(call -> call.askUntil(3_000) == Call.Answer.ENDED);
            calls.forEach(Call::close);
            assertThat(server.connections()).isNotEmpty();
        }
    }

    @Test
    void single_packets_are_spread_by_weight(Topology.Builder builder) throws IOException {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        String file = GatewayFile.of(topology).quick().weight("a", 3).text();
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent =
                        AgentProcess.started(topology.gateway(), file + "\n[flows]\nbalance = \"packet\"\n");
                DatagramSocket socket = topology.client().call(() -> new DatagramSocket())) {
            new GatewayKernel(topology.gateway()).awaitBalanced("wan0", "wan1");
            awaitTable(topology.gateway());
            // Whether they arrive depends on the ISPs; here it counts by which way they left.
            topology.gateway().nft("delete table inet nat\n");
            long first = sent(topology, "wan0");
            long second = sent(topology, "wan1");
            InetAddress target = topology.target(AddressFamily.INET).toInetAddress();
            for (int i = 0; i < 400; i++) {
                socket.send(new DatagramPacket(new byte[] {1}, 1, target, PORT));
            }
            Await.until(
                    GatewayKernel.SOON,
                    "three of four, and the fourth",
                    () -> sent(topology, "wan0") >= first + 300 && sent(topology, "wan1") >= second + 100);
            assertThat(topology.gateway().run("conntrack", "-L")).doesNotContain("mark=16777216");
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(server.connections()).isEmpty();
        }
    }

    private static long sent(Topology topology, String device) {
        return topology.gateway()
                .netlink()
                .links()
                .signals(List.of(device))
                .get(0)
                .orElseThrow()
                .sent();
    }
}

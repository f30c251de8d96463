package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts behind the gateway that say nothing learn all the same that the uplink of their connection died. */
@NetnsTest
final class SilentHostsNetnsIT {
    private static final int PORT = 7007;
    private static final IpAddress HOST = IpAddress.parse("10.77.0.10");

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    private static AgentProcess started(Topology topology) {
        AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text());
        new GatewayKernel(topology.gateway()).awaitBalanced("wan0", "wan1");
        Await.until(
                GatewayKernel.SOON,
                "the table",
                () -> topology.gateway().run("nft", "list", "tables").contains("inet multipath"));
        return agent;
    }

    @Test
    void a_caller_that_only_listens_is_told_and_no_other_is(Topology.Builder builder) {
        Topology topology = two(builder);
        IpAddress dead = topology.uplink("a").address(AddressFamily.INET);
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology)) {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(Call.from(topology.client(), topology.target(AddressFamily.INET), PORT));
            }
            assertThat(calls).extracting(Call::knownAs).contains(dead).hasSizeGreaterThan(1);

            topology.uplink("a").blackhole();
            for (Call call : calls) {
                if (call.knownAs().equals(dead)) {
                    assertThat(call.listen(10_000)).isEqualTo(Call.Answer.ENDED);
                }
            }
            for (Call call : calls) {
                if (!call.knownAs().equals(dead)) {
                    assertThat(call.listen(1)).isEqualTo(Call.Answer.SILENCE);
                    assertThat(call.ask(3_000)).isEqualTo(Call.Answer.ECHO);
                }
            }
            calls.forEach(Call::close);
            assertThat(agent.command("events").ok()).contains("connections of a (IPv4) moved");
            assertThat(server.connections()).containsKey(dead);
        }
    }

    @Test
    void a_host_behind_a_forwarded_port_is_told_that_its_caller_is_out_of_reach(Topology.Builder builder) {
        Topology topology = two(builder);
        topology.gateway()
                .nft("table ip operator {\nchain pre {\ntype nat hook prerouting priority dstnat;\n"
                        + "iifname { wan0, wan1 } tcp dport 8080 dnat to " + HOST + ":8080\n}\n}\n");
        IpAddress called = topology.uplink("b").address(AddressFamily.INET);
        try (EchoServer server = EchoServer.start(topology.client(), List.of(HOST), 8080);
                AgentProcess agent = started(topology);
                Call call = Call.from(topology.internet(), called, 8080)) {
            assertThat(open(topology)).hasSize(1);
            topology.uplink("b").blackhole();
            Await.until(
                    GatewayKernel.SOON, "the end of it", () -> open(topology).isEmpty());
            assertThat(call.listen(1)).as("nobody can tell the caller").isEqualTo(Call.Answer.SILENCE);
            assertThat(agent.command("events").ok()).contains("connections of b (IPv4) moved");
            assertThat(server.connections()).hasSize(1);
        }
    }

    /** Connections of the forwarded port on the host behind it. */
    private static List<String> open(Topology topology) {
        return topology.client()
                .run("ss", "-Htn", "state", "established", "sport", "=", ":8080")
                .lines()
                .toList();
    }
}

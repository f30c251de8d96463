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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code on-down = "keep"}: connections of a dead uplink wait for its return, however it died. */
@NetnsTest
final class KeptConnectionsNetnsIT {
    private static final int PORT = 7007;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void they_go_on_where_they_stopped(boolean pulled, Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        IpAddress dead = topology.uplink("a").address(AddressFamily.INET);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology).quick().text() + "\n[flows]\non-down = \"keep\"\n";
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "the table",
                    () -> topology.gateway().run("nft", "list", "tables").contains("inet multipath"));
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                calls.add(Call.from(topology.client(), topology.target(AddressFamily.INET), PORT));
            }
            if (pulled) {
                topology.uplink("a").cutCarrier();
            } else {
                topology.uplink("a").blackhole();
            }
            kernel.awaitBalanced("wan1");
            List<Call> waiting =
                    calls.stream().filter(call -> call.knownAs().equals(dead)).toList();
            assertThat(waiting).isNotEmpty();
            assertThat(waiting).allMatch(call -> call.ask(100) == Call.Answer.SILENCE);
            topology.heal();
            assertThat(waiting).allMatch(call -> call.askUntil(10_000) == Call.Answer.ECHO);
            calls.forEach(Call::close);
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(server.connections()).containsKey(dead);
        }
    }
}

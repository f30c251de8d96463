package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.acceptance.AgentProcess.Said;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands, as operators and their scripts use them. */
@NetnsTest
final class CommandsNetnsIT {

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    @Test
    void plan_shows_what_apply_does_and_is_empty_afterwards(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.configured(
                topology.gateway(), GatewayFile.of(topology).weight("a", 4).text())) {
            String before = kernel.everything();
            String plan = agent.command("plan").ok();
            assertThat(plan)
                    .contains("ip route add default via " + topology.uplink("a").nextHop(AddressFamily.INET)
                            + " dev wan0 table 7710")
                    .contains("weight 4")
                    .contains("ip rule add priority 7900 from all lookup 7900")
                    .contains("sysctl -w net.ipv4.fib_multipath_hash_policy=1")
                    .contains("  # ");
            assertThat(kernel.everything()).as("plan changes nothing").isEqualTo(before);
            assertThat(agent.command("plan", "--exit-code").exit()).isEqualTo(2);
            agent.command("apply").ok();
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(agent.command("plan", "--exit-code").exit()).isZero();
            assertThat(agent.command("apply").exit()).isZero();
            agent.command("remove").ok();
            assertThat(kernel.everything()).isEqualTo(before);
        }
    }

    @Test
    void apply_leaves_out_the_dead_and_says_when_none_is_left(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.configured(
                topology.gateway(), GatewayFile.of(topology).text())) {
            agent.command("apply", "--dead", "wan0").ok();
            kernel.awaitBalanced("wan1");
            Said none = agent.command("apply", "--dead", "wan0", "b");
            assertThat(none.exit()).isEqualTo(2);
            assertThat(none.err()).contains("there is no uplink to use");
            kernel.awaitBalanced();
            agent.command("apply").ok();
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplinks().forEach(uplink -> topology.gateway().down(uplink.device()));
            assertThat(agent.command("apply").exit()).isEqualTo(2);
        }
    }

    @Test
    void plan_is_empty_with_an_uplink_down_because_it_asks_the_running_agent(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    @Test
    void an_uplink_disabled_by_hand_stays_out_over_a_restart(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            agent.command("disable", "a").ok();
            kernel.awaitBalanced("wan1");
            assertThat(agent.command("status", "--json").ok()).contains("\"disabled\"");
            assertThat(kernel.uplinkTable(AddressFamily.INET, 0))
                    .as("its own table stays")
                    .isNotEmpty();
            assertThat(agent.terminate()).isZero();
            agent.start();
            kernel.awaitBalanced("wan1");
            assertThat(agent.command("disable", "nobody").exit()).isEqualTo(1);
            agent.command("enable", "a").ok();
            kernel.awaitBalanced("wan0", "wan1");
        }
    }

    @Test
    void a_bad_file_is_refused_at_reload_and_the_old_one_stays(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            agent.write("[agent]\nprotocl = 77\n");
            agent.signal("HUP");
            Await.until(GatewayKernel.SOON, "the complaint", () -> agent.log().contains("protocl"));
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.running().isAlive()).isTrue();
            agent.write(GatewayFile.of(topology).quick().weight("b", 7).text());
            agent.signal("HUP");
            Await.until(
                    GatewayKernel.SOON,
                    "weight 7",
                    () -> kernel.ownRoutes().toString().contains("weight 7"));
            kernel.awaitBalanced("wan0", "wan1");
        }
    }

    @Test
    void a_second_agent_on_the_same_socket_is_told_so_and_a_stale_socket_is_replaced(Topology.Builder builder) {
        Topology topology = two(builder);
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            Said second = agent.command("run");
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.err()).contains("another agent");
            agent.kill();
            assertThat(Files.exists(agent.directory().resolve("agent.sock"))).isTrue();
            assertThat(agent.command("status").exit()).isEqualTo(69);
            agent.start();
            agent.command("status").ok();
            assertThat(agent.terminate()).isZero();
            assertThat(Files.exists(agent.directory().resolve("agent.sock"))).isFalse();
        }
    }

    @Test
    void state_of_another_boot_or_namespace_is_not_believed(Topology.Builder builder) throws Exception {
        Topology topology =
                builder.uplink(UplinkSpec.fixed("a").mainDefault(100)).build();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology).autoGateways().quick().text();
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0");
            Path state = agent.directory().resolve("state").resolve("state");
            Await.until(
                    GatewayKernel.SOON,
                    "a remembered gateway",
                    () -> Files.exists(state) && Files.readString(state).contains("gateway4.a"));
            assertThat(agent.terminate()).isZero();
            agent.command("remove").ok();
            for (String family : new String[] {"-4", "-6"}) {
                topology.gateway().run("ip", family, "route", "del", "default", "dev", "wan0");
            }
            agent.start();
            kernel.awaitBalanced("wan0");
            assertThat(agent.terminate()).isZero();
            agent.command("remove").ok();
            Files.writeString(state, Files.readString(state).replaceAll("(?m)^namespace=.*$", "namespace=cookie 1"));
            agent.start();
            assertThat(agent.command("status").ok()).contains("gateway");
            assertThat(kernel.balanced(AddressFamily.INET)).isEmpty();
        }
    }

    @Test
    void a_missing_capability_is_named(Topology.Builder builder) {
        Topology topology = two(builder);
        try (AgentProcess agent = AgentProcess.configured(
                topology.gateway(), GatewayFile.of(topology).text())) {
            for (String capability : new String[] {"net_raw", "net_admin"}) {
                Said said = agent.without(capability, "run");
                assertThat(said.exit()).isEqualTo(77);
                assertThat(said.err()).contains("CAP_" + capability.toUpperCase(java.util.Locale.ROOT));
            }
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Beside a full tunnel, its rules as wg-quick(8) sets them up: all but the tunnel's own packets go into its table. */
@NetnsTest
@SuppressWarnings("try") // a monitor works by being open
final class TunnelNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;

    private static Topology two(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b"))
                .build();
        topology.gateway().veth("wg0", topology.client(), "far-end");
        topology.gateway().address("wg0", "10.99.0.2/32");
        return topology;
    }

    private static void tunnelUp(Namespace gateway) {
        gateway.run("ip", "-4", "route", "add", "0.0.0.0/0", "dev", "wg0", "table", "51820");
        gateway.run("ip", "-4", "rule", "add", "not", "fwmark", "51820", "table", "51820");
        gateway.run("ip", "-4", "rule", "add", "table", "main", "suppress_prefixlength", "0");
    }

    /** In the end the agent's own rule of the same words is deleted with theirs. */
    private static void tunnelDown(Namespace gateway) {
        gateway.run("sh", "-c", """
                while ip -4 rule show | grep -q 'lookup 51820'; do ip -4 rule delete table 51820; done
                while ip -4 rule show | grep -q 'from all lookup main suppress_prefixlength 0'
                do ip -4 rule delete table main suppress_prefixlength 0; done
                ip -4 route flush table 51820
                """);
    }

    private static void awaitNothingToDo(AgentProcess agent) {
        Await.until(
                GatewayKernel.SOON,
                "nothing left to do",
                () -> agent.command("plan").ok().isEmpty());
    }

    private static String rules(Namespace gateway) {
        return gateway.run("ip", "-4", "rule")
                .lines()
                .filter(line -> !line.contains("proto 77"))
                .toList()
                .toString();
    }

    private static String way(Topology topology, String... more) {
        List<String> argv = new java.util.ArrayList<>(
                List.of("ip", "route", "get", topology.target(INET).toString()));
        argv.addAll(List.of(more));
        return topology.gateway().run(argv.toArray(String[]::new));
    }

    /** Longer than the period of the complete look. */
    private static void assertPeace(Topology topology) {
        List<Object> heard = new CopyOnWriteArrayList<>();
        try (Monitor monitor =
                topology.gateway().netlink().monitor().routes().rules().start(heard::add)) {
            Await.always(Duration.ofSeconds(11), "silence, but heard " + heard, heard::isEmpty);
        }
    }

    @Test
    void a_tunnel_that_was_there_before_would_be_bypassed_and_check_refuses_that(Topology.Builder builder)
            throws Exception {
        Topology topology = two(builder);
        tunnelUp(topology.gateway());
        String before = rules(topology.gateway());
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        GatewayFile file = GatewayFile.of(topology).quick();
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file.text())) {
            AgentProcess.Said check = agent.command("check");
            assertThat(check.exit()).isEqualTo(78);
            assertThat(check.err())
                    .contains("kernel: rule \"priority 32765 not from all fwmark 0xca6c lookup 51820\" sends everything"
                            + " elsewhere")
                    .contains("layout = \"main\"");
            assertThat(agent.command("check", "--json").out())
                    .contains("\"ok\":false,\"errors\":[]")
                    .contains("\"kernel\":[{\"error\":true,");

            agent.start();
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.command("status").ok()).contains("conflict: rule \"priority 32765 not from all fwmark");
            assertThat(way(topology)).contains("dev wan");
            agent.terminate();
            agent.command("remove").ok();

            agent.write(file.agent("layout = \"main\"").text());
            assertThat(agent.command("check").ok()).isEqualTo("ok\n");
            agent.start();
            Await.until(GatewayKernel.SOON, "both up", () -> agent.log().split("-> up", -1).length > 4);
            assertThat(way(topology)).as("into the tunnel").contains("dev wg0");
            assertThat(way(topology, "mark", "51820")).as("the tunnel's own").contains("dev wan");
            assertThat(rules(topology.gateway())).isEqualTo(before);
            assertPeace(topology);
        }
    }

    /** Its own packets, which go to the other end's port, are balanced; all else is left to its rules. */
    private static final String PAST_THE_BALANCE = """

            [[policy]]
            name = "enciphered"
            protocol = "udp"
            destination-port = 51820
            via = ["a", "b"]
            mode = "balance"

            [[policy]]
            name = "plain"
            to = ["0.0.0.0/0"]
            via = []
            otherwise = "main"
            """;

    private static String lan(Topology topology) {
        return way(topology, "from", "10.77.0.10", "iif", "lan0");
    }

    @Test
    void beside_a_policy_that_goes_past_the_balance_the_tunnel_has_its_way(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        tunnelUp(topology.gateway());
        String before = rules(topology.gateway());
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology).quick().text() + PAST_THE_BALANCE;
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file)) {
            assertThat(agent.command("check").ok()).isEqualTo("ok\n");
            agent.start();
            kernel.awaitBalanced("wan0", "wan1");
            awaitNothingToDo(agent);
            Await.until(GatewayKernel.SOON, "both up", () -> agent.log().split("-> up", -1).length > 4);
            assertThat(way(topology)).as("into the tunnel").contains("dev wg0");
            assertThat(lan(topology)).as("of hosts behind it, too").contains("dev wg0");
            assertThat(way(topology, "mark", "51820", "ipproto", "udp", "dport", "51820"))
                    .as("the tunnel's own")
                    .contains("dev wan");
            String target = topology.target(INET).toString();
            assertThat(agent.command("explain", target).ok())
                    .contains(target + " leaves by wg0")
                    .contains("before priority 7811 from all goto 7999 protocol 77\n"
                            + "       matches, and goes on at 7999");
            assertThat(agent.command("status").ok()).doesNotContain("conflict:");
            assertThat(rules(topology.gateway())).isEqualTo(before);
            assertPeace(topology);

            tunnelDown(topology.gateway());
            assertThat(way(topology)).as("main's default").contains("dev wan0");
            Await.until(
                    GatewayKernel.SOON,
                    "the agent's own rule, deleted with theirs",
                    () -> kernel.ownRules().toString(),
                    own -> own.contains("priority 7700 from all lookup main suppress_prefixlength 0"));
            awaitNothingToDo(agent);
            tunnelUp(topology.gateway());
            assertThat(way(topology)).as("started after the agent").contains("dev wg0");
            assertThat(way(topology, "mark", "51820", "ipproto", "udp", "dport", "51820"))
                    .contains("dev wan");
            agent.terminate();
            agent.command("remove").ok();
            assertThat(kernel.ownRules()).isEmpty();
        }
    }

    @Test
    void a_tunnel_that_comes_later_has_its_way_and_the_uplinks_stay_up(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text())) {
            kernel.awaitBalanced("wan0", "wan1");
            awaitNothingToDo(agent);
            tunnelUp(topology.gateway());
            String theirs = rules(topology.gateway());
            Await.until(
                    GatewayKernel.SOON,
                    "the tunnel's rule to be named",
                    () -> agent.command("status").ok(),
                    status -> status.contains(
                            "conflict: rule \"priority 7699 not from all fwmark 0xca6c lookup 51820\" comes"
                                    + " before the agent's at 7900: nothing is balanced"));
            assertThat(way(topology)).as("into the tunnel").contains("dev wg0");
            assertThat(way(topology, "mark", "51820")).as("the tunnel's own").contains("dev wan");
            assertPeace(topology);
            assertThat(rules(topology.gateway())).isEqualTo(theirs);
            assertThat(agent.log()).doesNotContain("-> down");
            kernel.awaitBalanced("wan0", "wan1");
        }
    }

    @Test
    void rules_in_each_others_way_are_named(Topology.Builder builder) {
        Topology topology = two(builder);
        Namespace gateway = topology.gateway();
        String nextHop = topology.uplink("b").nextHop(INET).toString();
        gateway.run("ip", "route", "add", "default", "via", nextHop, "dev", "wan1", "table", "100");
        gateway.run("ip", "rule", "add", "priority", "100", "from", "10.77.0.10", "lookup", "100");
        gateway.run("ip", "rule", "add", "priority", "9000", "from", "10.77.0.11", "lookup", "100");
        gateway.run("ip", "rule", "add", "priority", "220", "lookup", "220");
        String file = GatewayFile.of(topology).quick().text();
        try (AgentProcess agent = AgentProcess.configured(gateway, file)) {
            AgentProcess.Said check = agent.command("check");
            assertThat(check.exit()).isZero();
            assertThat(check.err().lines().filter(line -> line.startsWith("kernel: ")))
                    .containsExactly(
                            "kernel: warning: rule \"priority 100 from 10.77.0.10 lookup 100\" comes before the"
                                    + " agent's at 7900: its packets are not balanced",
                            "kernel: warning: rule \"priority 9000 from 10.77.0.11 lookup 100\" is never reached: the"
                                    + " agent's at 7900 decides before it; give it a priority below 7700");
        }
    }
}

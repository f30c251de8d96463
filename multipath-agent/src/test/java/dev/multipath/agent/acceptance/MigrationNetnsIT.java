package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/migrating.md, step by step, on a machine whose kernel is as the scripts of 2004 left it. */
@NetnsTest
final class MigrationNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final List<String> TABLES = List.of("10", "20", "30");

    /** What the route script and {@code statics} run, and a host route of a ping that was not ended. */
    private static final String SCRIPTS = """
        ip rule add pref 10 from 198.18.0.2 table 10
        ip route replace default via 198.18.0.1 dev eth0 table 10
        ip rule add pref 20 from 192.168.1.2 table 20
        ip route replace default via 192.168.1.1 dev eth1 table 20
        ip rule add pref 30 from 198.18.2.2 table 30
        ip route replace default via 198.18.2.1 dev ppp0 table 30
        ip route replace default nexthop via 198.18.0.1 dev eth0 weight 4 nexthop via 192.168.1.1 dev eth1 weight 1 \
        nexthop via 198.18.2.1 dev ppp0 weight 1
        ip route replace 198.51.100.0/24 via 192.168.1.1
        ip route replace 203.0.113.7 via 198.18.0.1
        ip route replace 203.0.113.53 via 192.168.1.1 dev eth1
        """;

    @TempDir
    private Path files;

    private static Topology scripted(Topology.Builder builder) {
        Topology topology = builder.uplink(
                        UplinkSpec.fixed("eth0").device("eth0").onlyIpv4())
                .uplink(UplinkSpec.behindNat("eth1").device("eth1").onlyIpv4())
                .uplink(UplinkSpec.pointToPoint("ppp0").onlyIpv4())
                .build();
        SCRIPTS.lines().forEach(line -> run(topology.gateway(), line));
        return topology;
    }

    private static String run(Namespace where, String command) {
        return where.run(command.split(" +"));
    }

    /** Step 1 and 2; what is printed, with nothing done by hand but these replacements. */
    private AgentProcess imported(Topology topology, String... replaced) throws IOException {
        Path configs =
                Files.writeString(files.resolve("configs"), OriginalConfigs.text(files.resolve("Kddns.+157+1.key")));
        AgentProcess agent = AgentProcess.configured(topology.gateway(), "");
        AgentProcess.Said said = agent.command("import-configs", configs.toString());
        assertThat(said.err())
                .contains(configs + ":17: fixed_gw=\"eth0:198.18.0.1:4 eth1:192.168.1.1:1\" -> [[uplink]] eth0, eth1\n")
                .contains(configs + ":34: MASQ_IF=\"eth1\": BY HAND: [ddns] public-address = \"http\" in ")
                .endsWith("24 statements: 9 translated, 9 not needed, 6 to be looked at by hand\n");
        String toml = said.ok();
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(toml).contains(replaced[i]);
            toml = toml.replace(replaced[i], replaced[i + 1]);
        }
        agent.write(toml);
        AgentProcess.Said check = agent.command("check");
        assertThat(check.ok()).isEqualTo("ok\n");
        assertThat(check.err().lines().filter(line -> line.contains("comes before the agent's at 7900")))
                .hasSize(3);
        assertThat(check.err())
                .contains("kernel: warning: route seed_net: table main, which comes first, has routes of its own to"
                        + " 198.51.100.0/24; ")
                .contains("kernel: warning: route studyarea: ");
        return agent;
    }

    private static String way(Topology topology, String destination) {
        return run(topology.gateway(), "ip route get " + destination)
                .replaceAll("(?s).* (dev \\S+) .*", "$1")
                .strip();
    }

    private static void awaitWay(Topology topology, String destination, String device) {
        Await.until(
                GatewayKernel.SOON,
                destination + " by " + device,
                () -> way(topology, destination),
                ("dev " + device)::equals);
    }

    private static void awaitState(AgentProcess agent, String state, int uplinks) {
        Await.until(
                GatewayKernel.SOON,
                uplinks + " uplinks " + state,
                () -> agent.command("status").ok(),
                said -> said.lines()
                                .filter(line -> line.matches("\\S+ +" + state + " .*"))
                                .count()
                        == uplinks);
    }

    @Test
    void an_afternoon(Topology.Builder builder) throws Exception {
        Topology topology = scripted(builder);
        Namespace gateway = topology.gateway();
        GatewayKernel kernel = new GatewayKernel(gateway);
        String before = kernel.everything();
        String main = run(gateway, "ip route show default");
        String quicker = "interval = \"200ms\"\nhold-up = \"500ms\"\n#";
        try (AgentProcess agent = imported(topology, "interval = \"1s\"", quicker)) {
            assertThat(agent.command("plan").ok())
                    .contains("ip route add default table 7900 proto 77 nexthop via 192.168.1.1 dev eth1 weight 1 ");
            assertThat(kernel.everything()).as("plan changes nothing").isEqualTo(before);
            agent.start();
            kernel.awaitBalanced(INET, "eth0", "eth1", "ppp0");
            assertThat(run(gateway, "ip route show default")).isEqualTo(main);
            // Probes work with all the scripts left behind, a host route to their target too.
            awaitState(agent, "up", 3);

            topology.uplink("eth1").blackhole();
            kernel.awaitBalanced(INET, "eth0", "ppp0");
            awaitState(agent, "down", 1);
            assertThat(way(topology, "198.51.100.10"))
                    .as("the scripts' own static")
                    .isEqualTo("dev eth1");
            assertThat(agent.command("explain", "198.51.100.10").ok())
                    .contains("  table  main\n  route  198.51.100.0/24 via 192.168.1.1 dev eth1 proto boot\n");
            for (String destination : List.of("198.51.100.0/24", "203.0.113.7", "203.0.113.53")) {
                run(gateway, "ip route del " + destination);
            }
            awaitWay(topology, "198.51.100.10", "eth0");
            for (String table : TABLES) {
                run(gateway, "ip rule del pref " + table);
                run(gateway, "ip route flush table " + table);
            }
            assertThat(agent.command("check")).isEqualTo(new AgentProcess.Said(0, "ok\n", ""));
            topology.heal();
            awaitWay(topology, "198.51.100.10", "eth1");
            assertThat(agent.command("explain", "198.51.100.10").ok())
                    .startsWith("198.51.100.10 leaves by uplink eth1, via 192.168.1.1 dev eth1\n")
                    .contains("  rule   priority 7800 from all lookup 7800 protocol 77\n");
            assertThat(run(gateway, "ip route show default")).isEqualTo(main);
        }
    }

    @Test
    void and_back_again(Topology.Builder builder) throws Exception {
        Topology topology = scripted(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String before = kernel.everything();
        try (AgentProcess agent = imported(topology)) {
            agent.start();
            kernel.awaitBalanced(INET, "eth0", "eth1", "ppp0");
            assertThat(agent.terminate()).isZero();
            kernel.awaitBalanced(INET, "eth0", "eth1", "ppp0");
            agent.command("remove").ok();
            assertThat(kernel.everything()).isEqualTo(before);
        }
    }

    @Test
    void routes_once_without_the_dead_as_the_route_script_made_them(Topology.Builder builder) throws Exception {
        Topology topology = scripted(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = imported(topology)) {
            agent.command("apply", "--dead", "eth1", "ppp0").ok();
            kernel.awaitBalanced(INET, "eth0");
            agent.command("apply").ok();
            kernel.awaitBalanced(INET, "eth0", "eth1", "ppp0");
            assertThat(agent.command("apply", "--dead", "eth0", "eth1", "ppp0").exit())
                    .isEqualTo(2);
            kernel.awaitBalanced(INET);
        }
    }

    @Test
    void in_layout_main_the_weighted_default_stands_where_the_scripts_had_it(Topology.Builder builder)
            throws Exception {
        Topology topology = scripted(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent = imported(topology, "[agent]\n", "[agent]\nlayout = \"main\"\n")) {
            agent.start();
            Await.until(
                    GatewayKernel.SOON,
                    "the agent's default in table main",
                    () -> run(gateway, "ip route show default proto 77"),
                    shown -> shown.startsWith("default \n\tnexthop via 192.168.1.1 dev eth1 weight 1 \n"
                            + "\tnexthop via 198.18.0.1 dev eth0 weight 4 \n"));
        }
    }

    @Test
    void the_scripts_default_tells_a_gateway_before_a_lease_does(Topology.Builder builder) throws Exception {
        Topology topology = scripted(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent = imported(topology, "gateway = \"192.168.1.1\"\n", "")) {
            Path leases = Files.createDirectories(agent.root().resolve("var/lib/dhcp"));
            Files.writeString(leases.resolve("dhclient.leases"), """
                lease {
                  interface "eth1";
                  fixed-address 192.168.1.2;
                  option subnet-mask 255.255.255.0;
                  option routers 192.168.1.254;
                  expire never;
                }
                """);
            agent.start();
            assertThat(agent.command("status").ok()).contains("gateway 192.168.1.1 (kernel route)");
            run(gateway, "ip route flush table 20");
            assertThat(agent.command("status").ok()).contains("gateway 192.168.1.1 (kernel route)");
            run(gateway, "ip route del default");
            Await.until(
                    GatewayKernel.SOON,
                    "the lease to count",
                    () -> agent.command("status").ok(),
                    said -> said.contains("gateway 192.168.1.254 (DHCP lease (dhclient))"));
        }
    }
}

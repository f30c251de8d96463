package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Beside routing daemons that write defaults and learn what they find in the kernel: BIRD and FRR, started before the agent
 * and after it. Skipped where they are not installed: they are large.
 */
@NetnsTest
@SuppressWarnings("try") // a monitor works by being open
final class RoutingDaemonsNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final Path FRR = Path.of("/usr/lib/frr");

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
    }

    private static String config(Topology topology, String layout) {
        return GatewayFile.of(topology)
                .agent("layout = \"" + layout + "\"")
                .quick()
                .targets(topology.target(INET))
                .autoGatewaysExceptFirst()
                .uplink("b", "gateway6 = \"off\"")
                .text();
    }

    /** A default over b, a static route, and everything else the kernel holds imported. */
    private static void bird(Topology topology, Path directory) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/bird")), "bird2 is not installed");
        Path conf = Files.writeString(directory.resolve("bird.conf"), """
                router id 192.0.2.1;
                protocol device { scan time 1; }
                protocol kernel { learn; scan time 1; metric 64; ipv4 { import all; export where source = RTS_STATIC; }; }
                protocol static {
                  ipv4;
                  route 0.0.0.0/0 via %1$s;
                  route 192.0.2.0/24 via %1$s;
                }
                """.formatted(
                        topology.uplink("b").nextHop(INET)));
        start(
                topology.gateway(),
                directory.resolve("bird.log"),
                "bird",
                "-f",
                "-c",
                conf.toString(),
                "-s",
                directory.resolve("bird.ctl").toString());
    }

    /** Its daemons give up being root, for a user that a user namespace does not have. */
    private static void frr(Topology topology, Path agents) throws IOException {
        assumeTrue(Files.isExecutable(FRR.resolve("zebra")), "frr is not installed");
        assumeTrue(
                Files.readString(Path.of("/proc/self/uid_map")).contains("4294967295"), "frr needs more than one user");
        Files.setPosixFilePermissions(agents, PosixFilePermissions.fromString("rwx--x--x"));
        Path directory = Files.createDirectory(agents.resolve("frr"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path conf = Files.writeString(directory.resolve("frr.conf"), """
                hostname gateway
                ip route 0.0.0.0/0 %1$s
                ip route 192.0.2.0/24 %1$s
                """.formatted(
                        topology.uplink("b").nextHop(INET)));
        Path zserv = directory.resolve("zserv.api");
        start(
                topology.gateway(),
                directory.resolve("zebra.log"),
                frr(
                        "zebra",
                        directory,
                        zserv,
                        Files.writeString(directory.resolve("zebra.conf"), "hostname gateway\n")));
        Await.until(GatewayKernel.SOON, "zebra", () -> Files.exists(zserv));
        start(topology.gateway(), directory.resolve("staticd.log"), frr("staticd", directory, zserv, conf));
    }

    private static String[] frr(String daemon, Path directory, Path zserv, Path conf) {
        return new String[] {
            FRR.resolve(daemon).toString(),
            "-u",
            "frr",
            "-g",
            "frr",
            "-P",
            "0",
            "-i",
            directory.resolve(daemon + ".pid").toString(),
            "-z",
            zserv.toString(),
            "--vty_socket",
            directory.toString(),
            "-f",
            conf.toString()
        };
    }

    private static void start(Namespace gateway, Path log, String... argv) {
        gateway.start(gateway.processBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()));
    }

    private static void daemon(String name, Topology topology, Path directory) throws IOException {
        if (name.equals("bird")) {
            bird(topology, directory);
        } else {
            frr(topology, directory);
        }
    }

    private static String theirs(Topology topology) {
        return topology.gateway()
                .run("ip", "route", "show", "table", "all")
                .lines()
                .filter(line ->
                        line.contains("proto bird") || line.contains("proto static") || line.contains("proto 196"))
                .toList()
                .toString();
    }

    /**
     * FRR prefers the kernel's routes to its own static ones, and so takes its default back where the agent's stands beside
     * it in table main.
     */
    @ParameterizedTest
    @CsvSource({
        "bird, isolated, true, kernel route",
        "bird, main, false, kernel route",
        "frr, isolated, false, kernel route",
        "frr, main, true, remembered"
    })
    void both_keep_their_routes_and_nobody_writes_any_more(
            String daemon, String layout, boolean before, String source, Topology.Builder builder) throws IOException {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), config(topology, layout))) {
            if (before) {
                daemon(daemon, topology, agent.directory());
                Await.until(
                        GatewayKernel.SOON, "its routes", () -> theirs(topology).contains("192.0.2.0/24"));
                agent.start();
            } else {
                agent.start();
                Await.until(
                        GatewayKernel.SOON,
                        "the agent's routes",
                        () -> !kernel.ownRoutes().isEmpty());
                daemon(daemon, topology, agent.directory());
            }
            Await.until(
                    GatewayKernel.SOON,
                    "the daemon's default to give b's gateway",
                    () -> agent.command("status", "--json").ok(),
                    status -> status.contains("\"gatewaySource\":\"" + source + "\""));
            Await.until(GatewayKernel.SOON, "both up", () -> agent.log().split("inet \\w+ -> up", -1).length > 2);
            Await.until(
                    GatewayKernel.SOON,
                    "nothing left to do",
                    () -> agent.command("plan").ok().isEmpty());
            String routes = theirs(topology);
            assertThat(routes).contains("192.0.2.0/24");
            assertThat(routes.contains("default")).isEqualTo(source.equals("kernel route"));
            List<Object> heard = new CopyOnWriteArrayList<>();
            try (Monitor monitor =
                    topology.gateway().netlink().monitor().routes().rules().start(heard::add)) {
                // Longer than the agent's complete look and many of the daemon's.
                Await.always(Duration.ofSeconds(11), "silence, but heard " + heard, heard::isEmpty);
            }
            assertThat(theirs(topology)).isEqualTo(routes);

            RouteTable table = layout.equals("main") ? RouteTable.MAIN : GatewayKernel.BALANCE;
            topology.uplink("b").blackhole();
            Await.until(GatewayKernel.SOON, "only a", () -> kernel.balanced(INET, table), Set.of("wan0")::equals);
            assertThat(theirs(topology)).isEqualTo(routes);
            topology.heal();
            Await.until(
                    GatewayKernel.SOON, "b again", () -> kernel.balanced(INET, table), Set.of("wan0", "wan1")::equals);
            assertThat(agent.command("remove").exit()).isEqualTo(1);
            agent.terminate();
            agent.command("remove").ok();
            Await.until(GatewayKernel.SOON, "their default", () -> theirs(topology), all -> all.contains("default"));
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks and mail of the packaged agent, with a mail server on the Internet. */
@NetnsTest
final class NoticesNetnsIT {

    @TempDir
    private Path directory;

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String hook(Path program) {
        return "\n[[hook]]\nrun = [\"" + program + "\"]\n";
    }

    private static String mail(String server) {
        return "\n[mail]\nto = [\"root@localhost\"]\nfrom = \"multipath@localhost\"\nsmtp = \"smtp://" + server + ":"
                + SmtpServer.PORT + "\"\n";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void an_outage_is_one_notice_when_it_begins_and_one_when_it_is_over_and_mail_outlives_the_loss_of_all(
            Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String server = topology.target(AddressFamily.INET).toString();
        Path told = directory.resolve("told");
        Path program = script(
                "hook",
                "echo $MULTIPATH_EVENT $MULTIPATH_UPLINK $MULTIPATH_FAMILY >> " + told + "\ncat >> "
                        + directory.resolve("json"));
        String file = GatewayFile.of(topology).quick().text() + hook(program) + mail(server);
        try (SmtpServer smtp = new SmtpServer(topology.internet(), topology.target(AddressFamily.INET));
                AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            kernel.awaitBalanced("wan0", "wan1");
            topology.uplink("a").blackhole();
            kernel.awaitBalanced("wan1");
            smtp.await(1);
            assertThat(smtp.subjects()).containsExactly("a is down");
            assertThat(smtp.text(0))
                    .contains("a (wan0) is down in IPv4 and IPv6 since ")
                    .contains("IPv4 goes over b\n")
                    .contains("IPv6 goes over b");
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1");
            smtp.await(2);
            assertThat(smtp.subjects().get(1)).isEqualTo("a is up again");
            assertThat(lines(told)).containsExactlyInAnyOrder("down a inet", "down a inet6", "up a inet", "up a inet6");
            assertThat(lines(told).subList(0, 2)).allMatch(line -> line.startsWith("down"));
            assertThat(Files.readString(directory.resolve("json")))
                    .contains("\"event\":\"down\",\"uplink\":\"a\",\"interface\":\"wan0\",\"family\":\"inet\"");

            topology.uplink("a").blackhole();
            topology.uplink("b").blackhole();
            Await.until(GatewayKernel.SOON, "all down", () -> lines(told).contains("all-down"));
            Await.until(
                    GatewayKernel.SOON,
                    "mail that waits",
                    () -> agent.command("status").ok().contains("mail: 1 message waits"));
            topology.heal();
            Await.until(GatewayKernel.SOON, "the end of it", () -> lines(told).contains("recovered"));
            kernel.awaitBalanced("wan0", "wan1");
            smtp.await(3);
            Await.until(
                    GatewayKernel.SOON,
                    "nothing to wait",
                    () -> agent.command("status", "--json").ok().contains("\"mailsWaiting\":0"));
            assertThat(smtp.text(2)).contains("no uplink answers since ");
            assertThat(agent.terminate()).isZero();
            assertThat(agent.log()).contains(program + " down a: exit status 0");
        }
    }

    @Test
    void check_names_a_hook_that_cannot_be_run_with_its_place(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        String file = GatewayFile.of(topology).text();
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file + hook(Path.of("/no/such/hook")))) {
            AgentProcess.Said said = agent.command("check");
            assertThat(said.exit()).isEqualTo(78);
            assertThat(said.err())
                    .containsPattern("agent.toml:\\d+:7: /no/such/hook does not exist; expected a program");
            agent.start();
            assertThat(agent.log()).contains("/no/such/hook does not exist");
        }
    }

    /**
     * A mail server that swallows everything, a hook that never ends, and a state directory without room: the hook's and
     * the mail's time limits are many times what a change of routes may take here.
     */
    @Test
    void a_dead_mail_server_a_hanging_hook_and_a_full_disk_together_delay_no_route(Topology.Builder builder)
            throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        Path hung = directory.resolve("hung");
        Path program = script("hook", "trap '' TERM\necho $MULTIPATH_EVENT >> " + hung + "\nwhile :; do sleep 1; done");
        Path full = Files.createDirectory(directory.resolve("full"));
        topology.gateway().run("mount", "-t", "tmpfs", "-o", "size=4k", "full", full.toString());
        try {
            Files.write(full.resolve("filler"), new byte[4096]);
            // The server's address is swallowed on the way, so that connecting to it takes its whole time limit.
            topology.internet().run("ip", "route", "add", "blackhole", "203.0.113.254/32");
            GatewayFile plain = GatewayFile.of(topology).quick();
            Duration without = worst(topology, kernel, plain.text(), List.of());
            String file = plain.text() + hook(program) + mail("203.0.113.254");
            Duration with = worst(topology, kernel, file, List.of(full));
            assertThat(lines(hung)).as("the hook did start").isNotEmpty();
            assertThat(with).as("without it is %s", without).isLessThan(without.plus(Duration.ofSeconds(2)));
        } finally {
            topology.gateway().run("umount", full.toString());
        }
    }

    /** The longest of several failovers. */
    private static Duration worst(Topology topology, GatewayKernel kernel, String file, List<Path> stateDir) {
        Duration worst = Duration.ZERO;
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file)) {
            stateDir.forEach(agent::keepStateIn);
            agent.start();
            for (int i = 0; i < 3; i++) {
                kernel.awaitBalanced("wan0", "wan1");
                String dying = i % 2 == 0 ? "a" : "b";
                topology.uplink(dying).blackhole();
                long from = System.nanoTime();
                kernel.awaitBalanced(dying.equals("a") ? "wan1" : "wan0");
                Duration took = Duration.ofNanos(System.nanoTime() - from);
                worst = took.compareTo(worst) > 0 ? took : worst;
                topology.heal();
            }
            if (!stateDir.isEmpty()) {
                Await.until(
                        GatewayKernel.SOON,
                        "the disk to be full",
                        () -> agent.log().contains("memory only"));
            }
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(agent.terminate()).isZero();
            agent.command("remove");
        }
        return worst;
    }
}

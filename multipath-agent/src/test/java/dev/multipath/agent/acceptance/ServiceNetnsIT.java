package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager is told by the socket that {@code NOTIFY_SOCKET} names, as sd_notify(3) has it. */
@NetnsTest
final class ServiceNetnsIT {
    /** Writes down each datagram as a line: the JDK has unix sockets for streams only. */
    private static final String RECEIVER = """
        use Socket; $| = 1;
        socket(S, PF_UNIX, SOCK_DGRAM, 0) && bind(S, sockaddr_un($ARGV[0])) || die "$ARGV[0]: $!";
        while (defined recv(S, $m, 4096, 0)) { $m =~ s/\\n/|/g; print "$m\\n"; }
        """;

    @TempDir
    private Path directory;

    private Path received;

    private Path receiver(Topology topology) {
        Path socket = directory.resolve("notify");
        received = directory.resolve("received");
        topology.gateway()
                .start(topology.gateway()
                        .processBuilder("perl", "-e", RECEIVER, socket.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(received.toFile()));
        Await.until(GatewayKernel.SOON, "the socket", () -> Files.exists(socket));
        return socket;
    }

    private List<String> received() {
        try {
            return Files.readAllLines(received);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The latest news is this; what comes in between may be said too. */
    private void awaitNews(String last) {
        Await.until(
                GatewayKernel.SOON,
                "the news " + last,
                () -> received().stream()
                        .filter(line -> !line.equals("WATCHDOG=1"))
                        .reduce("", (before, next) -> next),
                last::equals);
    }

    private void awaitAnotherPing() {
        int before = received().size();
        Await.until(GatewayKernel.SOON, "another ping of the watchdog", () -> {
            List<String> now = received();
            return now.subList(before, now.size()).contains("WATCHDOG=1");
        });
    }

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
    }

    private static String file(Topology topology) {
        return GatewayFile.of(topology)
                .quick()
                .targets(topology.target(AddressFamily.INET))
                .text();
    }

    @Test
    void it_is_ready_when_its_routes_stand_says_how_it_fares_pings_and_says_that_it_stops(Topology.Builder builder) {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file(topology))) {
            agent.environment("NOTIFY_SOCKET", receiver(topology).toString());
            agent.environment("WATCHDOG_USEC", "400000");
            agent.startUnawaited();
            Await.until(GatewayKernel.SOON, "a first word", () -> !received().isEmpty());
            assertThat(kernel.balanced(AddressFamily.INET)).containsExactly("wan0", "wan1");
            assertThat(received().get(0)).isEqualTo("READY=1|STATUS=2 of 2 uplinks up, default via a, b");
            awaitAnotherPing();
            awaitAnotherPing();
            topology.uplink("a").cutCarrier();
            awaitNews("STATUS=1 of 2 uplinks up, default via b");
            awaitAnotherPing();
            topology.heal();
            awaitNews("STATUS=2 of 2 uplinks up, default via a, b");
            assertThat(agent.terminate()).isZero();
            awaitNews("STOPPING=1");
            assertThat(received()).filteredOn(line -> line.startsWith("READY")).hasSize(1);
        }
    }

    @Test
    void a_reload_is_announced_and_ends_with_its_being_ready_and_without_a_watchdog_nothing_is_pinged(
            Topology.Builder builder) throws IOException {
        Topology topology = two(builder);
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file(topology))) {
            agent.environment("NOTIFY_SOCKET", receiver(topology).toString());
            agent.start();
            Await.until(GatewayKernel.SOON, "readiness", () -> !received().isEmpty());
            agent.write(file(topology).replace("name = \"b\"", "name = \"second\""));
            agent.signal("HUP");
            awaitNews("READY=1|STATUS=2 of 2 uplinks up, default via a, second");
            assertThat(received().get(1)).matches("RELOADING=1\\|MONOTONIC_USEC=[0-9]+");
            assertThat(agent.terminate()).isZero();
            awaitNews("STOPPING=1");
            assertThat(received()).doesNotContain("WATCHDOG=1");
        }
    }
}

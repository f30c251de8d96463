package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider of dynamic names is told the live uplinks' addresses. */
@NetnsTest
final class DyndnsNetnsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SERVER = "203.0.113.53";

    @TempDir
    private Path directory;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String answer = "good";
    private volatile int status = 200;

    private HttpServer provider(Topology topology) throws IOException {
        HttpServer server = topology.internet()
                .<HttpServer, IOException>call(() -> HttpServer.create(
                        new InetSocketAddress(IpAddress.parse(SERVER).toInetAddress(), 8080), 0));
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRemoteAddress().getAddress().getHostAddress());
            byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    private String file(Topology topology) throws IOException {
        Path password = directory.resolve("password");
        if (!Files.exists(password)) {
            Files.writeString(password, "secret\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        }
        return GatewayFile.of(topology).quick().text() + "\n[dyndns]\nurl = \"http://" + SERVER
                + ":8080/nic/update?hostname=www&myip={addresses}\"\nuser = \"me\"\npassword-file = \"" + password
                + "\"\npublish = \"ipv4\"\n";
    }

    private void awaitRequests(int count) {
        Await.until(SOON, count + " requests", () -> List.copyOf(requests), seen -> seen.size() == count);
    }

    private static void awaitStatus(AgentProcess agent, String text) {
        Await.until(SOON, text, () -> agent.command("status").ok(), said -> said.contains(text));
    }

    @Test
    void each_change_is_told_once_and_not_again_after_a_restart(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        HttpServer provider = provider(topology);
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology))) {
            awaitRequests(1);
            assertThat(requests.get(0))
                    .startsWith("/nic/update?hostname=www&myip=198.18.0.2,198.18.1.2 Basic bWU6c2VjcmV0 198.18.");
            agent.command("disable", "a").ok();
            awaitRequests(2);
            assertThat(requests.get(1))
                    .isEqualTo("/nic/update?hostname=www&myip=198.18.1.2 Basic bWU6c2VjcmV0 198.18.1.2");
            awaitStatus(agent, "DynDNS " + SERVER + ": 198.18.1.2\n  ok ");
            assertThat(agent.terminate()).isZero();
            agent.start();
            awaitStatus(agent, "told before");
            agent.command("enable", "a").ok();
            awaitRequests(3);
            assertThat(agent.command("status", "--json").ok()).contains("\"dyndns\":{\"name\":\"" + SERVER + "\"");
            assertThat(agent.log()).doesNotContain("secret");
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void a_final_no_ends_it_until_the_configuration_is_loaded_again(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        HttpServer provider = provider(topology);
        answer = "badauth";
        status = 401;
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology))) {
            awaitStatus(agent, "stopped until the configuration is changed or reloaded: status 401, \"badauth\"");
            agent.command("disable", "a").ok();
            assertThat(agent.terminate()).isZero();
            agent.start();
            awaitStatus(agent, "stopped until the configuration is changed");
            assertThat(requests).hasSize(1);
            answer = "good 198.18.1.2";
            status = 200;
            agent.signal("HUP");
            awaitRequests(2);
            awaitStatus(agent, "DynDNS " + SERVER + ": 198.18.1.2\n  ok ");
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void trouble_on_the_way_is_tried_again(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology))) {
            awaitStatus(agent, "failed ");
            HttpServer provider = provider(topology);
            try {
                awaitRequests(1);
                awaitStatus(agent, "ok ");
            } finally {
                provider.stop(0);
            }
        }
    }

    @Test
    void secrets_that_everybody_may_read_are_refused(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        String file = file(topology);
        Path password = directory.resolve("password");
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file)) {
            assertThat(agent.command("check").ok()).contains("ok");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
            AgentProcess.Said said = agent.command("check");
            assertThat(said.exit()).isEqualTo(78);
            assertThat(said.err())
                    .containsPattern("agent.toml:\\d+:17: " + password
                            + " may be read or written by everybody; expected mode 0600 or 0640");
            agent.start();
            awaitStatus(agent, "may be read or written by everybody");
            assertThat(agent.terminate()).isZero();
            Files.delete(password);
            assertThat(agent.command("check").err()).contains(password + " does not exist; expected a file");
        }
    }
}

package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.ddns.Bind;
import dev.multipath.agent.ddns.ForwardingProxy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An uplink whose address only the Internet knows, and {@code ip-echo}, which tells it. */
@NetnsTest
final class PublicAddressNetnsIT {
    private static final String SERVER = "203.0.113.53";
    private static final int PORT = 8080;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    /** The command, started and listening. */
    private Process ipEcho(Namespace where) {
        Path log = directory.resolve("ip-echo");
        String java = ProcessHandle.current().info().command().orElse("java");
        String jar = System.getProperty("multipath.agent.jar");
        Process process =
                where.start(where.processBuilder(java, "-jar", jar, "ip-echo", "--listen", SERVER + ":" + PORT)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile()));
        Await.until(
                SOON, "ip-echo", () -> Files.readString(log), text -> text.contains("listening on http://" + SERVER));
        return process;
    }

    private static Bind bind(Topology topology) throws IOException {
        return Bind.start(topology.internet(), SERVER, "hmac-sha256", "ip A " + SERVER);
    }

    private static String file(Topology topology, Bind bind, String how, String... extra) throws IOException {
        GatewayFile file = GatewayFile.of(topology).quick().probe("resolvers = [\"" + SERVER + "\"]");
        return file.uplink(how, "ddns.public-address = \"http\"").text() + "\n[ddns]\nserver = \"" + SERVER
                + "\"\nzone = \"example.net\"\nrecord = \"www.example.net\"\npublish = \"ipv4\"\nkey-file = \""
                + bind.keyFile(Bind.SECRET) + "\"\nhttp-url = \"http://ip.example.net:" + PORT + "/\"\n"
                + String.join("\n", extra) + "\n";
    }

    private static void awaitRecords(Bind bind, String... addresses) {
        Await.until(SOON, "A " + List.of(addresses), () -> bind.records("A"), List.of(addresses)::equals);
    }

    private static String publicAddress(Topology topology, String uplink) {
        return topology.uplink(uplink).publicAddress(AddressFamily.INET).toString();
    }

    @Test
    void behind_a_nat_router_the_address_of_the_router_is_published(Topology.Builder builder) throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.behindNat("b"))
                .build();
        Process echo = ipEcho(topology.internet());
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind, "b"))) {
            awaitRecords(bind, publicAddress(topology, "a"), publicAddress(topology, "b"));
            assertThat(topology.uplink("b").address(AddressFamily.INET).toString())
                    .startsWith("192.168.");
            topology.uplink("b").blackhole();
            awaitRecords(bind, publicAddress(topology, "a"));
            topology.heal();
            awaitRecords(bind, publicAddress(topology, "a"), publicAddress(topology, "b"));

            // Another address behind the same gateway: nothing here changes, but the operator knows and reloads.
            String other = publicAddress(topology, "b").replaceFirst("\\.\\d+$", ".77");
            Namespace router = topology.uplink("b").nextHopRouter();
            router.address("outside", other + "/24");
            router.nft("table ip other {\nchain postrouting {\n type nat hook postrouting priority 50;\n"
                    + " oifname \"outside\" snat to " + other + ";\n}\n}\n");
            agent.signal("HUP");
            awaitRecords(bind, publicAddress(topology, "a"), other);
            assertThat(agent.running().isAlive()).isTrue();
        }
        echo.destroy();
        assertThat(echo.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(echo.exitValue()).isZero();
    }

    @Test
    void behind_a_providers_proxy_it_is_the_address_the_proxy_was_asked_from(Topology.Builder builder)
            throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a")).build();
        ipEcho(topology.internet());
        Namespace provider = topology.uplink("a").isp();
        provider.nft("table ip proxy {\nchain prerouting {\n type nat hook prerouting priority -100;\n tcp dport "
                + PORT + " redirect to :3128;\n}\n}\n");
        try (ForwardingProxy proxy = ForwardingProxy.open(
                        provider,
                        3128,
                        new InetSocketAddress(IpAddress.parse(SERVER).toInetAddress(), PORT));
                Bind bind = bind(topology)) {
            assertThat(proxy.port()).isEqualTo(3128);
            try (AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind, "a"))) {
                awaitRecords(bind, publicAddress(topology, "a"));
                agent.write(file(topology, bind, "a", "http-client = \"proxy\"", "allow-private = true"));
                agent.signal("HUP");
                Await.until(
                        SOON,
                        "the proxy's own",
                        () -> bind.records("A"),
                        seen -> seen.size() == 1 && !seen.contains(publicAddress(topology, "a")));
            }
        }
    }

    @Test
    void while_the_page_does_not_answer_what_nobody_knows_is_left_alone(Topology.Builder builder) throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.behindNat("b"))
                .build();
        try (Bind bind = bind(topology)) {
            bind.update("update add www.example.net 60 A 198.18.1.2");
            try (AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind, "b"))) {
                awaitRecords(bind, publicAddress(topology, "a"), "198.18.1.2");
                Await.until(
                        SOON,
                        "a remark",
                        () -> agent.command("status").ok(),
                        said -> said.contains("  b: ip.example.net: "));
                ipEcho(topology.internet());
                Await.until(
                        SOON,
                        "no remark",
                        () -> agent.command("status").ok(),
                        said -> !said.contains("  b: ip.example.net: "));
                awaitRecords(bind, publicAddress(topology, "a"), publicAddress(topology, "b"));
            }
        }
    }

    @Test
    void a_wrong_place_to_listen_is_a_usage_error(Namespace namespace) {
        try (AgentProcess agent = AgentProcess.configured(namespace, "")) {
            for (String wrong : List.of("80", "localhost:80", "127.0.0.1:99999", "::1:80")) {
                AgentProcess.Said said = agent.command("ip-echo", "--listen", wrong);
                assertThat(said.exit()).as(wrong).isEqualTo(64);
                assertThat(said.err()).contains("is no address with a port");
            }
            assertThat(agent.command("ip-echo").exit()).isEqualTo(64);
            AgentProcess.Said said = agent.command("ip-echo", "--listen", "192.0.2.1:80");
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err()).contains("cannot listen on ");
        }
    }
}

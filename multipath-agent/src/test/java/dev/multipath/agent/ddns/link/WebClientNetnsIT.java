package dev.multipath.agent.ddns.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.multipath.agent.config.WebUrl;
import dev.multipath.agent.ddns.Bind;
import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages asked for over one uplink, in the clear and by TLS. */
@NetnsTest
final class WebClientNetnsIT {
    private static final String SERVER = "203.0.113.53";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    private static Way way(Topology topology, String name, AddressFamily family) {
        UplinkHandle uplink = topology.uplink(name);
        return new Way(name, uplink.device(), 1, uplink.address(family), List.of(IpAddress.parse(SERVER)));
    }

    private static WebAnswer get(Topology topology, WebClient client, Way way, WebUrl url) throws Exception {
        return topology.gateway().<WebAnswer, Exception>call(() -> client.get(way, url, Optional.of("Basic bWU6eA==")));
    }

    private static WebClient plain() {
        return new WebClient(new Names(now -> List.of()));
    }

    /** Tells the caller its address and how it authorised itself. */
    private static void serve(HttpServer server) {
        server.createContext("/", exchange -> {
            String text = exchange.getRemoteAddress().getAddress().getHostAddress()
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Host")
                    + ' '
                    + exchange.getRequestURI();
            byte[] body = text.getBytes(StandardCharsets.US_ASCII);
            // Without a length: in chunks.
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getPath().equals("/chunks") ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").mainDefault(100))
                .uplink(UplinkSpec.fixed("b").mainDefault(200))
                .build();
    }

    @Test
    void each_uplink_asks_for_itself_and_names_are_looked_up_over_it(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        HttpServer server = topology.internet()
                .<HttpServer, IOException>call(() -> HttpServer.create(
                        new InetSocketAddress(IpAddress.parse(SERVER).toInetAddress(), 8080), 0));
        try (Bind bind = Bind.start(topology.internet(), SERVER, "hmac-sha256", "ip A " + SERVER)) {
            serve(server);
            WebUrl url = new WebUrl(false, "ip.example.net", Optional.empty(), 8080, "/chunks?x=1");
            for (String uplink : new String[] {"a", "b"}) {
                Way way = way(topology, uplink, AddressFamily.INET);
                assertThat(get(topology, plain(), way, url).body())
                        .isEqualTo(way.source() + " Basic bWU6eA== ip.example.net:8080 /chunks?x=1");
            }
            assertThat(get(topology, plain(), way(topology, "a", AddressFamily.INET), url.path("/plain"))
                            .body())
                    .endsWith(" /plain");
            WebUrl nowhere = new WebUrl(false, "nowhere.example.net", Optional.empty(), 80, "/");
            assertThatThrownBy(() -> get(topology, plain(), way(topology, "a", AddressFamily.INET), nowhere))
                    .isInstanceOf(NoSuchNameException.class)
                    .hasMessage("nowhere.example.net has no IPv4 address");
            topology.uplink("a").blackhole();
            assertThatThrownBy(() -> get(topology, plain(), way(topology, "a", AddressFamily.INET), url))
                    .hasMessage("ip.example.net cannot be looked up: 203.0.113.53 does not answer");
            assertThat(get(topology, plain(), way(topology, "b", AddressFamily.INET), url)
                            .status())
                    .isEqualTo(200);
            assertThat(bind.changes()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_page_by_tls_must_be_of_the_host_and_signed_by_somebody_trusted(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        SSLContext context = context();
        HttpsServer server = topology.internet()
                .<HttpsServer, IOException>call(() -> HttpsServer.create(
                        new InetSocketAddress(IpAddress.parse(SERVER).toInetAddress(), 443), 0));
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        try {
            serve(server);
            Way way = way(topology, "a", AddressFamily.INET);
            WebUrl url = new WebUrl(true, SERVER, Optional.of(IpAddress.parse(SERVER)), 443, "/");
            WebClient trusting = new WebClient(new Names(now -> List.of()), context::getSocketFactory);
            assertThat(get(topology, trusting, way, url).body()).startsWith(way.source() + " Basic ");
            assertThatThrownBy(() -> get(topology, plain(), way, url))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(SERVER)
                    .hasMessageContaining("PKIX");
            WebUrl other = new WebUrl(true, "198.51.100.10", Optional.of(IpAddress.parse(SERVER)), 443, "/");
            assertThatThrownBy(() -> get(topology, trusting, way, other)).hasMessageContaining("198.51.100.10");
        } finally {
            server.stop(0);
        }
    }

    /** A certificate of the server's address, signed by itself. */
    private SSLContext context() throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-storetype",
                        "PKCS12",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + SERVER,
                        "-ext",
                        "SAN=ip:" + SERVER)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        trusted.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}

package dev.multipath.agent.ddns.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.ddns.ForwardingProxy;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IpEchoTest {
    private static final InetAddress LOCAL = IpAddress.parse("127.0.0.1").toInetAddress();
    private static final InetAddress LOCAL6 = IpAddress.parse("::1").toInetAddress();

    private IpEcho echo;

    @BeforeEach
    void start() throws IOException {
        echo = IpEcho.open(new InetSocketAddress(LOCAL, 0));
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    private String ask(String method, String... headers) throws IOException {
        return ask(echo.address().getPort(), method, headers);
    }

    private static String ask(int port, String method, String... headers) throws IOException {
        try (Socket socket = new Socket(LOCAL, port)) {
            StringBuilder request = new StringBuilder(method + " / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void a_caller_is_told_its_address_and_nothing_else() throws IOException {
        String response = ask("GET");
        assertThat(response).startsWith("HTTP/1.1 200 ").containsIgnoringCase("\r\ncontent-type: text/plain");
        assertThat(body(response)).isEqualTo("127.0.0.1\n");
    }

    @Test
    void what_a_proxy_claims_is_told_apart() throws IOException {
        try (ForwardingProxy proxy = ForwardingProxy.open(echo.address())) {
            assertThat(body(ask(proxy.port(), "GET"))).isEqualTo("127.0.0.1\nX-Forwarded-For: 127.0.0.1\n");
        }
        assertThat(body(ask("GET", "X-Forwarded-For: 192.0.2.1, 198.51.100.7", "X-Forwarded-For: unknown")))
                .isEqualTo("127.0.0.1\nX-Forwarded-For: 192.0.2.1, 198.51.100.7, unknown\n");
    }

    @Test
    void a_claim_is_neither_trusted_nor_let_run_on() throws IOException {
        assertThat(body(ask("GET", "X-Forwarded-For: <script>\u00e9\"")))
                .isEqualTo("127.0.0.1\nX-Forwarded-For: ?script???\n");
        String endless = body(ask("GET", "X-Forwarded-For: " + "1.".repeat(1000)));
        assertThat(endless).hasSizeLessThan(300).endsWith("...\n");
    }

    @Test
    void nothing_can_be_sent_to_it() throws IOException {
        assertThat(ask("POST", "Content-Length: 0")).startsWith("HTTP/1.1 405 ");
        String head = ask("HEAD");
        assertThat(head).startsWith("HTTP/1.1 200 ");
        assertThat(body(head)).isEmpty();
    }

    @Test
    void a_caller_over_ipv6_is_told_so() throws IOException {
        try (IpEcho six = IpEcho.open(new InetSocketAddress(LOCAL6, 0));
                Socket socket = new Socket(LOCAL6, six.address().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(body(response)).isEqualTo("::1\n");
        }
    }
}

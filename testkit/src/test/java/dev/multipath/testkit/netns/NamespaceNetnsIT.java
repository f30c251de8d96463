package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@NetnsTest
class NamespaceNetnsIT {

    @Test
    void hasOnlyTheLoopbackDeviceAndItIsUp(Namespace namespace) {
        assertThat(namespace.netlink().links().list()).singleElement().satisfies(link -> {
            assertThat(link.name()).isEqualTo("lo");
            assertThat(link.isUp()).isTrue();
        });
    }

    @Test
    void eachParameterIsOneOfItsOwn(Namespace one, Namespace two) throws IOException {
        assertThat(identity(one)).isNotEqualTo(identity(two)).isNotEqualTo(own());
    }

    @Test
    void aVethPairJoinsTwo(Namespace one, Namespace two) {
        one.veth("a-15-letter-dev", two, "eth0");
        one.address("a-15-letter-dev", "192.0.2.1/24");
        two.address("eth0", "192.0.2.2/24");
        one.address("a-15-letter-dev", "2001:db8::1/64");
        two.address("eth0", "2001:db8::2/64");
        assertThat(one.link("a-15-letter-dev").carrier()).isTrue();
        for (String address : List.of("192.0.2.2", "2001:db8::2")) {
            IpAddress target = IpAddress.parse(address);
            try (EchoServer server = EchoServer.start(two, List.of(target), 7)) {
                TcpBurst burst = TcpBurst.open(one, target, 7, 10, Duration.ofSeconds(5));
                assertThat(burst.established()).isEqualTo(10);
                assertThat(server.connections().values()).containsExactly(10L);
            }
        }
        one.deleteLink("a-15-letter-dev");
        assertThat(two.hasLink("eth0")).isFalse();
        one.deleteLink("a-15-letter-dev");
    }

    @Test
    void aTcpConnectionLearnsItsAddressAndIsEchoed(Namespace namespace) throws IOException {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        try (EchoServer server = EchoServer.start(namespace, List.of(loopback), 7);
                Socket socket = namespace.call(() -> new Socket(loopback.toInetAddress(), 7))) {
            assertThat(socket.getInputStream().readNBytes(10)).asString().isEqualTo("127.0.0.1\n");
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
            assertThat(server.connectionsFrom(loopback)).isEqualTo(1);
        }
    }

    @Test
    void sysctlsAreTheNamespacesOwn(Namespace namespace) {
        assertThat(namespace.sysctl("net.ipv4.ip_forward")).isEqualTo("0");
        namespace.forwarding();
        assertThat(namespace.sysctl("net.ipv4.ip_forward")).isEqualTo("1");
        namespace.sysctl("net/ipv4/conf/lo/rp_filter", "2");
        assertThat(namespace.sysctl("net.ipv4.conf.lo.rp_filter")).isEqualTo("2");
        assertThatThrownBy(() -> namespace.sysctl("net.ipv4.no_such_thing"))
                .isInstanceOf(NetnsException.class)
                .hasMessageContaining("net.ipv4.no_such_thing");
    }

    @Test
    void aProgramRunsInside(Namespace namespace) throws IOException {
        assertThat(namespace.run("readlink", "/proc/self/ns/net").strip()).isEqualTo(identity(namespace));
        assertThatThrownBy(() -> namespace.run("ls", "/no/such/file"))
                .isInstanceOf(NetnsException.class)
                .hasMessageContaining("exit status 2")
                .hasMessageContaining("No such file");
        assertThatThrownBy(() -> namespace.nft("nonsense"))
                .isInstanceOf(NetnsException.class)
                .hasMessageContaining("syntax error");
        assertThat(own()).as("where this JVM is").isNotEqualTo(identity(namespace));
    }

    @Test
    void closingKillsItsProgramsAndTheirChildren() throws Exception {
        Namespace namespace = Namespace.create("short-lived");
        Process shell = namespace.process("sh", "-c", "sleep 1000 & sleep 1000");
        Await.until(
                Duration.ofSeconds(5), "two children", () -> shell.descendants().count() == 2);
        List<ProcessHandle> children = shell.descendants().toList();
        namespace.close();
        namespace.close();
        assertThat(shell.waitFor(5, TimeUnit.SECONDS)).isTrue();
        for (ProcessHandle child : children) {
            Await.until(Duration.ofSeconds(5), "the end of " + child, () -> !child.isAlive());
        }
        assertThatThrownBy(() -> namespace.process("true")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(namespace::netlink).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingOfItIsLeft() throws IOException {
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            try (Namespace namespace = Namespace.create("short-lived")) {
                namespace.veth("one", namespace, "two");
            }
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static String identity(Namespace namespace) throws IOException {
        return namespace.call(NamespaceNetnsIT::own);
    }

    private static String own() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }
}

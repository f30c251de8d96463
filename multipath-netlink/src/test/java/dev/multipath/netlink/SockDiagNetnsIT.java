package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.SocketState;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets of a machine with two uplinks: listed as {@code ss} lists them, destroyed and no other. */
@Timeout(60)
final class SockDiagNetnsIT {
    private static final String A = "192.0.2.2";
    private static final String B = "198.51.100.2";
    private static final String A6 = "2001:db8:1::1";
    /** Where the server is: the other ends have no uplink's address. */
    private static final String FAR = "203.0.113.1";

    private static final String FAR6 = "2001:db8:ffff::1";
    private static final int PORT = 7000;
    private static final int MANY = 1_500;

    private LiveNamespace live;
    private SockDiag sockets;
    private int deviceA;
    private final List<Channel> open = new ArrayList<>();

    @BeforeEach
    void open() throws ErrnoException, IOException {
        live = new LiveNamespace();
        live.ip("link set lo up");
        deviceA = live.uplink("up-a", A, A6);
        live.uplink("up-b", B, "2001:db8:2::1");
        sockets = SockDiag.open(live.namespace());
        live.ip("address add " + FAR + "/32 dev lo");
        live.ip("address add " + FAR6 + "/128 dev lo");
        open.add(MasqueradingSite.listen(live.namespace(), PORT));
    }

    @AfterEach
    void close() throws IOException {
        for (Channel channel : open) {
            channel.close();
        }
        sockets.close();
        live.close();
    }

    /** A connection to the server from an address, by a socket of one family or, as Java prefers, of both. */
    private SocketChannel connect(ProtocolFamily family, String from) throws ErrnoException, IOException {
        SocketChannel client = live.namespace().<SocketChannel, IOException>call(() -> SocketChannel.open(family));
        open.add(client);
        client.bind(new InetSocketAddress(from, 0));
        client.connect(new InetSocketAddress(from.contains(":") ? FAR6 : FAR, PORT));
        return client;
    }

    private SocketChannel connect(String from) throws ErrnoException, IOException {
        return connect(StandardProtocolFamily.INET6, from);
    }

    private static SocketFilter at(String address) {
        return SocketFilter.CONNECTED.local(IpPrefix.parse(address));
    }

    /** State, both ends and cookie of each line of {@code ss}. */
    private List<String> ss(String arguments) {
        FreshNamespace.Result result = live.command("ss", "-Hne " + arguments);
        assertThat(result.status()).as(result.output()).isZero();
        List<String> lines = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            String[] words = line.split(" +", -1);
            String cookie = line.replaceFirst(".*sk:([0-9a-f]+).*", "$1");
            lines.add(words[0] + " " + words[3] + " " + words[4] + " " + cookie);
        }
        return lines;
    }

    private static List<String> lines(List<DiagSocket> list) {
        List<String> lines = new ArrayList<>();
        for (DiagSocket socket : list) {
            lines.add(socket.state() + " "
                    + end(socket.local().address(), socket.local().port()) + " "
                    + end(socket.remote().address(), socket.remote().port()) + " "
                    + Long.toHexString(socket.cookie()));
        }
        return lines;
    }

    private static String end(IpAddress address, int port) {
        String shown = address.isIpv4Mapped()
                ? "[::ffff:" + address.unmapped() + "]"
                : address.isIpv4() ? address.toString() : address.isAny() ? "*" : "[" + address + "]";
        return shown + ":" + (port == 0 ? "*" : String.valueOf(port));
    }

    @Test
    void a_list_is_what_ss_prints() throws ErrnoException, IOException {
        connect(StandardProtocolFamily.INET, A);
        connect(B);
        connect(A6);
        udp(A, true);
        udp(B, false);
        assertThat(lines(sockets.list(SocketFilter.ALL.protocol(DiagSocket.TCP))))
                .hasSize(7)
                .containsExactlyInAnyOrderElementsOf(ss("-ta"));
        assertThat(lines(sockets.list(SocketFilter.ALL.protocol(DiagSocket.UDP))))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(ss("-ua"));
        assertThat(lines(sockets.list(SocketFilter.ALL.states(SocketState.LISTEN))))
                .hasSize(1)
                .containsExactlyInAnyOrderElementsOf(ss("-tl"));
        assertThat(sockets.list(SocketFilter.ALL)).hasSize(9);
    }

    private DatagramChannel udp(String from, boolean connected) throws ErrnoException, IOException {
        DatagramChannel channel = MasqueradingSite.datagrams(live.namespace());
        open.add(channel);
        channel.bind(new InetSocketAddress(from, 0));
        if (connected) {
            channel.connect(new InetSocketAddress(from, 9));
        }
        return channel;
    }

    @Test
    void a_socket_has_its_ends_owner_and_state() throws ErrnoException, IOException {
        SocketChannel client = connect(StandardProtocolFamily.INET, A);
        int port = ((InetSocketAddress) client.getLocalAddress()).getPort();
        List<DiagSocket> found = sockets.list(at(A).remote(IpPrefix.parse(FAR)));
        assertThat(found).hasSize(1);
        DiagSocket socket = found.get(0);
        assertThat(socket.local().port()).isEqualTo(port);
        assertThat(socket.family().isIp()).isTrue();
        assertThat(socket.protocol()).isEqualTo(DiagSocket.TCP);
        assertThat(socket.state()).isEqualTo(SocketState.ESTABLISHED);
        assertThat(socket.local().address()).hasToString(A);
        assertThat(socket.remote().port()).isEqualTo(PORT);
        assertThat(socket.uid()).isZero();
        assertThat(socket.inode()).isPositive();
        assertThat(socket.mark()).hasValue(0);
        assertThat(socket.interfaceIndex()).isZero();
    }

    /** Java's own sockets are dual-stack: their address is {@code ::ffff:192.0.2.2}. */
    @Test
    void an_ipv4_address_finds_dual_stack_sockets_too() throws ErrnoException, IOException {
        connect(A);
        List<DiagSocket> found = sockets.list(at(A));
        assertThat(found).hasSize(1).allMatch(one -> one.local().address().isIpv4Mapped());
        assertThat(sockets.list(at("192.0.2.0/24"))).hasSize(1);
        assertThat(sockets.list(at("::ffff:192.0.2.2"))).hasSize(1);
        assertThat(sockets.list(at(B))).isEmpty();
        assertThat(sockets.destroyAll(at(A))).isEqualTo(1);
        assertThat(sockets.list(at(A))).isEmpty();
    }

    @Test
    void sockets_bound_to_an_address_end_at_once_and_others_live() throws Exception {
        SocketChannel doomed = connect(A);
        SocketChannel plain = connect(StandardProtocolFamily.INET, A);
        SocketChannel living = connect(B);
        CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> read(doomed));

        assertThat(sockets.destroyAll(at(A))).isEqualTo(2);

        assertThat(reading.get(10, TimeUnit.SECONDS)).contains("Software caused connection abort");
        assertThat(read(plain)).contains("Software caused connection abort");
        living.configureBlocking(false);
        assertThat(read(living)).isEqualTo("0");
        assertThat(living.write(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(sockets.list(at(B))).hasSize(1);
        assertThat(sockets.list(SocketFilter.ALL.states(SocketState.LISTEN))).hasSize(1);
    }

    private static String read(SocketChannel channel) {
        try {
            return String.valueOf(channel.read(ByteBuffer.allocate(1)));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void a_connected_udp_socket_ends_and_an_unconnected_one_stays() throws ErrnoException, IOException {
        DatagramChannel connected = udp(A, true);
        udp(A, false);
        SocketFilter unconnected = SocketFilter.ALL.local(IpPrefix.parse(A)).states(SocketState.CLOSE);
        assertThat(sockets.list(unconnected)).hasSize(1);

        assertThat(sockets.destroyAll(at(A).protocol(DiagSocket.UDP))).isEqualTo(1);

        assertThatThrownBy(() -> connected.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        assertThat(sockets.list(at(A).protocol(DiagSocket.UDP))).isEmpty();
        assertThat(sockets.list(unconnected))
                .as("the other, and what is left of the one")
                .hasSize(2);
    }

    @Test
    void a_socket_is_destroyed_once() throws ErrnoException, IOException {
        connect(StandardProtocolFamily.INET, A);
        DiagSocket socket = sockets.list(at(A)).get(0);
        assertThat(sockets.destroy(socket)).isTrue();
        assertThat(sockets.destroy(socket)).isFalse();
    }

    @Test
    void a_later_socket_of_the_same_ends_is_not_destroyed() throws ErrnoException, IOException {
        SocketChannel first = connect(StandardProtocolFamily.INET, A);
        InetSocketAddress own = (InetSocketAddress) first.getLocalAddress();
        DiagSocket listed = sockets.list(at(A)).get(0);
        sockets.destroyAll(at(A));
        SocketChannel second = live.namespace()
                .<SocketChannel, IOException>call(() -> SocketChannel.open(StandardProtocolFamily.INET));
        open.add(second);
        second.bind(own);
        second.connect(new InetSocketAddress(FAR, PORT));

        assertThat(sockets.destroy(listed)).isFalse();
        assertThat(sockets.list(at(A))).hasSize(1);
    }

    /** Without a route to answer, connect(2) never ends: what a dead uplink does to new connections. */
    @Test
    void marks_and_devices_select_sockets() throws ErrnoException, IOException {
        live.ip("route add 203.0.113.8/30 dev up-a");
        live.ip("neighbour add 203.0.113.9 lladdr 02:00:00:00:00:01 dev up-a");
        try (ConnectedSocket bound = ConnectedSocket.open(
                live.namespace(),
                ConnectedSocket.Kind.TCP,
                "up-a",
                IpAddress.parse(A),
                IpAddress.parse("203.0.113.9"),
                80)) {
            connect(A);
            List<DiagSocket> found = sockets.list(SocketFilter.CONNECTED.interfaceIndex(deviceA));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).state()).isEqualTo(SocketState.SYN_SENT);
            assertThat(sockets.list(at(A).interfaceIndex(0))).hasSize(1);
            assertThat(sockets.list(at(A).mark(FwMark.exactly(0)))).hasSize(2);
            assertThat(sockets.list(at(A).mark(new FwMark(0x100, 0xff00)))).isEmpty();
            assertThat(sockets.destroyAll(SocketFilter.CONNECTED.interfaceIndex(deviceA)))
                    .isEqualTo(1);
            assertThatThrownBy(bound::isConnected)
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.of(103)));
        }
        assertThat(sockets.list(at(A))).hasSize(1);
    }

    /** A socket accepted from a packet with a mark has it where {@code net.ipv4.tcp_fwmark_accept} says so. */
    @Test
    void sockets_of_a_mark_are_destroyed() throws ErrnoException, IOException {
        live.namespace()
                .<Path, IOException>call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/tcp_fwmark_accept"), "1"));
        live.ip("link set lo up");
        assertThat(live.command("nft", "add table ip t").status()).isZero();
        assertThat(live.command("nft", "add chain ip t c { type filter hook prerouting priority 0 ; }")
                        .status())
                .isZero();
        assertThat(live.command("nft", "add rule ip t c ip saddr " + A + " meta mark set 0x107")
                        .status())
                .isZero();
        connect(A);
        connect(B);
        assertThat(sockets.list(SocketFilter.CONNECTED.mark(new FwMark(0x100, 0xff00))))
                .hasSize(1);
        assertThat(sockets.destroyAll(SocketFilter.CONNECTED.mark(new FwMark(0x100, 0xff00))))
                .isEqualTo(1);
        assertThat(sockets.list(at(B))).hasSize(1);
    }

    @Test
    void an_ipv6_address_selects_its_own() throws ErrnoException, IOException {
        connect(A6);
        connect(A);
        assertThat(sockets.destroyAll(at(A6))).isEqualTo(1);
        assertThat(sockets.list(at(A))).hasSize(1);
    }

    @Test
    void many_are_listed_and_destroyed() throws ErrnoException, IOException {
        ServerSocketChannel server = (ServerSocketChannel) open.get(0);
        for (int i = 0; i < MANY; i++) {
            connect(A);
            open.add(server.accept());
        }
        ProcessorTime time = new ProcessorTime();
        assertThat(sockets.list(at(A))).hasSize(MANY);
        long listed = time.millis();
        assertThat(sockets.destroyAll(at(A))).isEqualTo(MANY);
        long destroyed = time.millis();
        System.out.println(MANY + " sockets: listed in " + listed + " ms of processor time, listed and destroyed in "
                + destroyed + " ms");
        assertThat(sockets.list(at(A))).isEmpty();
    }

    @Test
    void nothing_destroys_all_sockets() throws ErrnoException, IOException {
        connect(A);
        for (SocketFilter filter : List.of(
                SocketFilter.ALL,
                SocketFilter.CONNECTED.protocol(DiagSocket.TCP),
                SocketFilter.CONNECTED.local(IpPrefix.ALL_IPV4),
                SocketFilter.CONNECTED.interfaceIndex(0),
                SocketFilter.CONNECTED.mark(new FwMark(1, 0)))) {
            assertThatThrownBy(() -> sockets.destroyAll(filter)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(sockets.list(at(A))).hasSize(1);
    }
}

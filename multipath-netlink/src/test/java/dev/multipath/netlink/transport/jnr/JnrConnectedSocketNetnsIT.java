package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ConnectedSocket.Kind;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpReport;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.Poller;
import dev.multipath.netlink.transport.SocketClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP and UDP in both families, over the loopback device of a namespace of the test's own. */
@Timeout(60)
class JnrConnectedSocketNetnsIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int PORT = 7777;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private NetNs namespace;
    private Poller poller;

    @BeforeEach
    void open() throws Exception {
        // First, so that the JDK loads its socket classes outside the namespace.
        new ServerSocket(0).close();
        new DatagramSocket(0).close();
        namespace = NetNs.create();
        poller = Poller.open();
        loopbackUp();
    }

    @AfterEach
    void close() {
        poller.close();
        namespace.close();
    }

    private ConnectedSocket open(Kind kind, IpAddress loopback) throws ErrnoException {
        return ConnectedSocket.open(namespace, kind, "lo", loopback, loopback, PORT);
    }

    private ServerSocket listen(IpAddress address) throws IOException, ErrnoException {
        return namespace.call(() -> new ServerSocket(PORT, 8, address.toInetAddress()));
    }

    private void await(ConnectedSocket socket) throws ErrnoException {
        assertThat(poller.await(List.of(socket), SOON)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aConnectionStandsAndCarriesBytesBothWays(String address) throws Exception {
        IpAddress loopback = IpAddress.parse(address);
        byte[] buffer = new byte[16];
        try (ServerSocket server = listen(loopback);
                ConnectedSocket socket = open(Kind.TCP, loopback)) {
            await(socket);
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.receive(buffer)).isEmpty();
            assertThat(socket.send(HELLO)).isEqualTo(HELLO.length);
            try (Socket peer = server.accept()) {
                assertThat(peer.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
                peer.getOutputStream().write(HELLO);
                await(socket);
                assertThat(socket.receive(buffer)).hasValue(HELLO.length);
                assertThat(buffer).startsWith(HELLO);
            }
            await(socket);
            assertThat(socket.receive(buffer)).hasValue(-1);
            assertThat(socket.report()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aResetIsConnectionRefusedWithoutAReport(String address) throws ErrnoException {
        try (ConnectedSocket socket = open(Kind.TCP, IpAddress.parse(address))) {
            await(socket);
            assertThatThrownBy(socket::isConnected)
                    .asInstanceOf(type(ErrnoException.class))
                    .matches(failure -> failure.is(Errno.ECONNREFUSED));
            assertThat(socket.report()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 3, 3", "::1, 1, 4"})
    void portUnreachableIsReportedWithItsReporter(String address, int type, int code) throws ErrnoException {
        IpAddress loopback = IpAddress.parse(address);
        try (ConnectedSocket socket = open(Kind.UDP, loopback)) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.send(HELLO)).isEqualTo(HELLO.length);
            await(socket);
            assertThatThrownBy(() -> socket.receive(new byte[16]))
                    .asInstanceOf(type(ErrnoException.class))
                    .matches(failure -> failure.is(Errno.ECONNREFUSED));
            assertThat(socket.report()).contains(new IcmpReport(loopback, type, code));
            assertThat(socket.report()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void datagramsComeWholeOrCutAndOnlyFromThePeer(String address) throws Exception {
        IpAddress loopback = IpAddress.parse(address);
        InetSocketAddress local = new InetSocketAddress(loopback.toInetAddress(), PORT);
        try (DatagramSocket peer = namespace.call(() -> new DatagramSocket(local));
                DatagramSocket stranger =
                        namespace.call(() -> new DatagramSocket(new InetSocketAddress(loopback.toInetAddress(), 0)));
                ConnectedSocket socket = open(Kind.UDP, loopback)) {
            socket.send(HELLO);
            DatagramPacket packet = new DatagramPacket(new byte[16], 16);
            peer.receive(packet);
            stranger.send(new DatagramPacket(new byte[3], 3, packet.getSocketAddress()));
            peer.send(new DatagramPacket(HELLO, HELLO.length, packet.getSocketAddress()));
            peer.send(new DatagramPacket(new byte[0], 0, packet.getSocketAddress()));
            await(socket);
            assertThat(socket.receive(new byte[2])).hasValue(2);
            assertThat(socket.receive(new byte[2])).hasValue(0);
            assertThat(socket.receive(new byte[2])).isEqualTo(OptionalInt.empty());
        }
    }

    @Test
    void closingResetsTheConnection() throws Exception {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        try (ServerSocket server = listen(loopback)) {
            ConnectedSocket socket = open(Kind.TCP, loopback);
            await(socket);
            assertThat(socket.isConnected()).isTrue();
            try (Socket peer = server.accept()) {
                socket.close();
                assertThatThrownBy(() -> peer.getInputStream().read()).isInstanceOf(SocketException.class);
            }
            assertThatThrownBy(socket::isConnected).isInstanceOf(SocketClosedException.class);
            assertThatThrownBy(() -> socket.send(HELLO)).isInstanceOf(SocketClosedException.class);
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        IpAddress stranger = IpAddress.parse("192.0.2.1");

        assertThatThrownBy(() -> ConnectedSocket.open(namespace, Kind.TCP, "none0", loopback, loopback, PORT))
                .asInstanceOf(type(ErrnoException.class))
                .matches(failure -> failure.is(Errno.ENODEV));
        assertThatThrownBy(() -> ConnectedSocket.open(namespace, Kind.UDP, "lo", stranger, loopback, PORT))
                .asInstanceOf(type(ErrnoException.class))
                .matches(failure -> failure.is(Errno.EADDRNOTAVAIL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectedSocket.open(Kind.TCP, "lo", loopback, IpAddress.parse("::1"), PORT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectedSocket.open(Kind.TCP, "lo", loopback, loopback, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectedSocket.open(Kind.TCP, "a-name-too-long0", loopback, loopback, PORT));
    }

    private void loopbackUp() throws ErrnoException {
        ByteBuf buffer = Unpooled.directBuffer(1024);
        try (NetlinkSocket requests = NetlinkSocketFactory.system().open(namespace)) {
            requests.send(Requests.loopbackUp(buffer));
            assertThat(requests.receive(buffer.clear(), SOON)).isTrue();
            assertThat(buffer.getIntLE(16)).as("acknowledged").isZero();
        } finally {
            buffer.release();
        }
    }
}

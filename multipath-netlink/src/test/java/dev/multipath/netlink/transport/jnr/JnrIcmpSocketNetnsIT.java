package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpMessage;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.Poller;
import dev.multipath.netlink.transport.SocketClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of socket in both families, over the loopback device of a namespace of the test's own. */
@Timeout(60)
class JnrIcmpSocketNetnsIT {
    private static final long NONCE = 0x0102030405060708L;
    private static final Duration SOON = Duration.ofSeconds(5);

    private NetNs namespace;
    private Poller poller;

    @BeforeEach
    void open() throws Exception {
        namespace = NetNs.create();
        poller = Poller.open();
        loopbackUp();
        namespace.call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/ping_group_range"), "0 0"));
    }

    @AfterEach
    void close() {
        poller.close();
        namespace.close();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.0.0.1, false", "::1, true", "::1, false"})
    void anEchoComesBack(String address, boolean raw) throws ErrnoException {
        IpAddress loopback = IpAddress.parse(address);
        try (IcmpSocket socket = open(loopback, raw)) {
            for (int sequence = 65530; sequence <= 65535; sequence++) {
                assertThat(socket.sendEcho(loopback, sequence, NONCE + sequence))
                        .isTrue();
                assertThat(poller.await(List.of(socket), SOON)).isEqualTo(1);
                assertThat(socket.receive()).contains(new IcmpMessage.EchoReply(loopback, sequence, NONCE + sequence));
            }
            assertThat(socket.receive()).isEmpty();
            assertThat(poller.await(List.of(socket), Duration.ZERO)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void rawSocketsDoNotTakeEachOthersReplies(String address) throws ErrnoException {
        IpAddress loopback = IpAddress.parse(address);
        try (IcmpSocket one = open(loopback, true);
                IcmpSocket two = openWithOtherIdentifier(loopback, one.identifier())) {
            one.sendEcho(loopback, 1, NONCE);
            assertThat(poller.await(List.of(one), SOON)).isEqualTo(1);
            assertThat(two.receive()).isEmpty();
            assertThat(one.receive()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.0.0.1, false", "::1, true", "::1, false"})
    void aReportIsReadAndTheNextEchoIsSentAllTheSame(String address, boolean raw) throws ErrnoException {
        IpAddress loopback = IpAddress.parse(address);
        try (IcmpSocket socket = open(loopback, raw)) {
            for (int sequence = 1; sequence <= 3; sequence++) {
                sendReport(loopback, socket.identifier(), sequence);
            }
            assertThat(poller.await(List.of(socket), SOON)).isEqualTo(1);
            assertThat(socket.sendEcho(loopback, 9, NONCE)).isTrue();
            List<IcmpMessage> got = receiveAll(socket, 4);
            int type = loopback.isIpv4() ? 3 : 1;
            for (int sequence = 1; sequence <= 3; sequence++) {
                assertThat(got)
                        .contains(new IcmpMessage.Unreachable(
                                loopback, loopback, sequence, type, 3, OptionalLong.of(NONCE)));
            }
            assertThat(got).contains(new IcmpMessage.EchoReply(loopback, 9, NONCE));
        }
    }

    @Test
    void junkIsDropped() throws ErrnoException {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        try (IcmpSocket socket = open(loopback, true)) {
            NativeMemory junk = new NativeMemory(12);
            junk.network().putInt(0, 0x00001234).putShort(4, (short) socket.identifier());
            sendRaw(loopback, junk, 12); // a reply with a wrong checksum
            sendRaw(loopback, junk, 3); // half a header
            socket.sendEcho(loopback, 1, NONCE);
            assertThat(receiveAll(socket, 1)).containsExactly(new IcmpMessage.EchoReply(loopback, 1, NONCE));
        }
    }

    @Test
    void theFilterKeepsRequestsAndOtherTypesOut() throws ErrnoException {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        try (IcmpSocket socket = open(loopback, true);
                IcmpSocket other = openWithOtherIdentifier(loopback, socket.identifier())) {
            for (int i = 0; i < 1000; i++) {
                other.sendEcho(loopback, i, NONCE);
                while (other.receive().isPresent()) {
                    // its own replies; the requests never reach the sockets' queues
                }
                assertThat(socket.receive()).isEmpty();
            }
        }
    }

    @Test
    void aRawSocketIsPreferredAndADatagramOneServesWithoutTheCapability() throws ErrnoException {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        try (IcmpSocket socket = IcmpSocket.open(namespace, AddressFamily.INET, "lo", loopback)) {
            assertThat(socket).hasToString("raw ICMP socket on lo from 127.0.0.1");
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        assertThatThrownBy(() -> IcmpSocket.open(namespace, AddressFamily.INET, "nosuchdevice", loopback))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("setsockopt SO_BINDTODEVICE nosuchdevice: ENODEV (19)");
        assertThatThrownBy(() -> IcmpSocket.open(namespace, AddressFamily.INET, "lo", IpAddress.parse("192.0.2.1")))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("bind an ICMP socket on lo to 192.0.2.1: EADDRNOTAVAIL (99)");
        assertThatThrownBy(() -> IcmpSocket.open(namespace, AddressFamily.INET6, "lo", loopback))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IcmpSocket.open(namespace, AddressFamily.INET, "sixteen-letters-", loopback))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFailedOpenLeavesNoDescriptor() throws IOException {
        long before = Descriptors.countSocketsAndEvents();
        for (int i = 0; i < 10; i++) {
            whatCannotBeOpenedSaysWhy();
        }
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }

    @Test
    void withoutARouteTheSendSaysSo() throws ErrnoException {
        try (IcmpSocket socket = open(IpAddress.parse("::1"), true)) {
            assertThatThrownBy(() -> socket.sendEcho(IpAddress.parse("2001:db8::1"), 1, NONCE))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH));
            assertThatThrownBy(() -> socket.sendEcho(IpAddress.parse("127.0.0.1"), 1, NONCE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aClosedSocketSaysSoAndIsReadyForItsUserToFindOut() throws Exception {
        long before = Descriptors.countSocketsAndEvents();
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        IcmpSocket closed = open(loopback, true);
        IcmpSocket open = open(loopback, true);
        closed.close();
        closed.close();
        assertThat(poller.await(List.of(open, closed), SOON)).isEqualTo(1);
        assertThat(poller.isReady(0)).isFalse();
        assertThat(poller.isReady(1)).isTrue();
        assertThatThrownBy(closed::receive).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> closed.sendEcho(loopback, 1, NONCE)).isInstanceOf(SocketClosedException.class);
        open.close();
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }

    @Test
    void severalAreAwaitedAtOnce() throws ErrnoException {
        IpAddress ipv4 = IpAddress.parse("127.0.0.1");
        IpAddress ipv6 = IpAddress.parse("::1");
        try (IcmpSocket one = open(ipv4, true);
                IcmpSocket two = open(ipv6, true);
                IcmpSocket three = open(ipv4, false)) {
            two.sendEcho(ipv6, 1, NONCE);
            assertThat(poller.await(List.of(one, two, three), SOON)).isEqualTo(1);
            assertThat(poller.isReady(0)).isFalse();
            assertThat(poller.isReady(1)).isTrue();
            assertThat(poller.isReady(2)).isFalse();
            assertThatThrownBy(() -> poller.isReady(3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aWaitEndsByTimeAndByWakeUp() throws Exception {
        long start = System.nanoTime();
        assertThat(poller.await(List.of(), Duration.ofMillis(30))).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000L);

        poller.wakeUp();
        poller.wakeUp();
        assertThat(poller.await(List.of(), Duration.ofSeconds(-1)))
                .as("woken before")
                .isZero();
        long second = System.nanoTime();
        assertThat(poller.await(List.of(), Duration.ofMillis(30))).isZero();
        assertThat(System.nanoTime() - second).as("both were one").isGreaterThanOrEqualTo(30_000_000L);

        CompletableFuture<Integer> waiting = awaitForEver();
        poller.wakeUp();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void closingEndsAWait() {
        CompletableFuture<Integer> waiting = awaitForEver();
        poller.close();
        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> poller.await(List.of(), Duration.ZERO)).isInstanceOf(SocketClosedException.class);
        poller.wakeUp();
    }

    private CompletableFuture<Integer> awaitForEver() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return poller.await(List.of(), Duration.ofSeconds(-1));
            } catch (ErrnoException e) {
                throw new AssertionError(e);
            }
        });
    }

    private List<IcmpMessage> receiveAll(IcmpSocket socket, int count) throws ErrnoException {
        List<IcmpMessage> got = new ArrayList<>();
        while (got.size() < count && poller.await(List.of(socket), SOON) > 0) {
            for (Optional<IcmpMessage> one = socket.receive(); one.isPresent(); one = socket.receive()) {
                got.add(one.get());
            }
        }
        return got;
    }

    private IcmpSocket open(IpAddress source, boolean raw) throws ErrnoException {
        return JnrIcmpSocket.open(namespace, source.family(), "lo", source, raw);
    }

    private IcmpSocket openWithOtherIdentifier(IpAddress source, int identifier) throws ErrnoException {
        IcmpSocket socket = open(source, true);
        while (socket.identifier() == identifier) {
            socket.close();
            socket = open(source, true);
        }
        return socket;
    }

    /** Port unreachable (IPv6: address unreachable), as a router would send it for an echo request to itself. */
    private void sendReport(IpAddress address, int identifier, int sequence) throws ErrnoException {
        boolean ipv4 = address.isIpv4();
        int quoted = ipv4 ? 20 : 40;
        NativeMemory packet = new NativeMemory(8 + quoted + 16);
        packet.network().put(0, (byte) (ipv4 ? 3 : 1)).put(1, (byte) 3);
        if (ipv4) {
            packet.network().putInt(8, 0x45000054).putInt(12, 0).putInt(16, 0x40010000);
            packet.network().putInt(20, (int) address.low()).putInt(24, (int) address.low());
        } else {
            packet.network().putInt(8, 0x60000000).putInt(12, 0x00403a40);
            packet.network().putLong(16, address.high()).putLong(24, address.low());
            packet.network().putLong(32, address.high()).putLong(40, address.low());
        }
        packet.network().putInt(8 + quoted, ipv4 ? 0x08000000 : 0x80000000);
        packet.network().putShort(12 + quoted, (short) identifier).putShort(14 + quoted, (short) sequence);
        packet.network().putLong(16 + quoted, NONCE);
        if (ipv4) {
            packet.network().putShort(2, (short) IcmpPacket.checksum(packet.network(), 0, packet.size()));
        }
        sendRaw(address, packet, packet.size());
    }

    private void sendRaw(IpAddress to, NativeMemory packet, int length) throws ErrnoException {
        int protocol = to.isIpv4() ? Linux.IPPROTO_ICMP : Linux.IPPROTO_ICMPV6;
        Descriptor socket =
                new Descriptor(Sockets.open(namespace, to.family().value(), Linux.SOCK_RAW, protocol), "forger");
        NativeMemory address = new NativeMemory(SocketAddress.SIZE);
        SocketAddress.put(address, 0, to, 0);
        Message message = new Message()
                .name(address.at(0), SocketAddress.size(to.family()))
                .payload(packet.at(0), length);
        try {
            if (Native.LIBC.sendmsg(socket.number(), message.address(), 0) < 0) {
                throw Native.failed("sendmsg");
            }
            address.keep();
        } finally {
            socket.close();
        }
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

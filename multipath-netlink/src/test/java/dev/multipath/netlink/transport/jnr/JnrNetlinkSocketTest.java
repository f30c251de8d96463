package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.SocketClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listing links needs no privileges, nor does a namespace of one's own. */
@Timeout(60)
class JnrNetlinkSocketTest {
    private final ByteBuf buffer = Unpooled.directBuffer(65536);
    private NetlinkSocket socket;

    @BeforeEach
    void open() throws ErrnoException {
        socket = NetlinkSocketFactory.system().open(NetNs.current());
    }

    @AfterEach
    void close() {
        socket.close();
        buffer.release();
    }

    @Test
    void sendsARequestAndReceivesTheAnswer() throws ErrnoException {
        socket.send(Requests.dumpLinks(buffer, 7));
        buffer.clear();
        assertThat(socket.receive(buffer, Duration.ZERO)).isTrue();
        assertThat(buffer.readableBytes()).isGreaterThan(32);
        assertThat(buffer.getUnsignedShortLE(4)).as("RTM_NEWLINK").isEqualTo(16);
        assertThat(buffer.getIntLE(8)).as("sequence").isEqualTo(7);
        assertThat(buffer.getIntLE(12)).as("port").isEqualTo(socket.portId());
    }

    @Test
    void receivesBehindWhatTheBufferHolds() throws ErrnoException {
        socket.send(Requests.dumpLinks(buffer, 7));
        buffer.clear().writeLong(42);
        assertThat(socket.receive(buffer, Duration.ZERO)).isTrue();
        assertThat(buffer.getLong(0)).isEqualTo(42);
        assertThat(buffer.getUnsignedShortLE(8 + 4)).isEqualTo(16);
    }

    @Test
    void strictCheckingAndExtendedAcknowledgementsAreOn() throws ErrnoException {
        Requests.dumpLinks(buffer, 1).setIntLE(16 + 4, 5); // an interface index a link dump must not have
        socket.send(buffer);
        buffer.clear();
        assertThat(socket.receive(buffer, Duration.ZERO)).isTrue();
        assertThat(buffer.getUnsignedShortLE(4)).as("NLMSG_ERROR or NLMSG_DONE").isBetween(2, 3);
        assertThat(buffer.getIntLE(16)).as("EINVAL").isEqualTo(-22);
        assertThat(buffer.toString(StandardCharsets.ISO_8859_1)).contains("Filter by device index not supported");
    }

    @Test
    void theTimeIsOverAfterTheTimeout() throws ErrnoException {
        long start = System.nanoTime();
        assertThat(socket.receive(buffer, Duration.ofMillis(50))).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000L);
        assertThat(socket.receive(buffer, Duration.ZERO)).isFalse();
        assertThat(buffer.writerIndex()).isZero();
    }

    @Test
    void aWakeUpEndsTheWaitOrTheNextOne() throws Exception {
        socket.wakeUp();
        assertThat(socket.receive(buffer, Duration.ofSeconds(30))).isFalse();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return socket.receive(buffer, Duration.ofSeconds(30));
            } catch (ErrnoException e) {
                throw new IllegalStateException(e);
            }
        });
        socket.wakeUp();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(socket.receive(buffer, Duration.ofMillis(20)))
                .as("once only")
                .isFalse();
        socket.send(Requests.dumpLinks(buffer, 7));
        buffer.clear();
        assertThat(socket.receive(buffer, Duration.ZERO)).isTrue();
    }

    @Test
    void aDatagramThatDoesNotFitIsEMSGSIZE() throws ErrnoException {
        socket.send(Requests.dumpLinks(buffer, 1));
        ByteBuf small = Unpooled.directBuffer(16, 16);
        assertThatThrownBy(() -> socket.receive(small, Duration.ZERO))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
        assertThat(small.writerIndex()).isZero();
        small.release();
    }

    @Test
    void aBufferOnTheHeapIsRefused() {
        ByteBuf heap = Unpooled.buffer(16);
        assertThatThrownBy(() -> socket.send(heap)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.receive(heap, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReceiveBufferIsAskedFor() throws ErrnoException {
        assertThat(socket.receiveBuffer(65536)).isEqualTo(2 * 65536);
    }

    @Test
    void namespaceCookieAndPortAreThere() throws ErrnoException {
        assertThat(socket.namespaceCookie()).isNotZero();
        assertThat(socket.portId()).isNotZero();
    }

    @Test
    void closingWakesABlockedReceivePromptly() throws Exception {
        for (int round = 0; round < 50; round++) {
            NetlinkSocket blocked = NetlinkSocketFactory.system().open(NetNs.current());
            CompletableFuture<Thread> receiving = new CompletableFuture<>();
            CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> {
                receiving.complete(Thread.currentThread());
                try {
                    return blocked.receive(buffer, Duration.ofNanos(-1));
                } catch (ErrnoException e) {
                    throw new AssertionError(e);
                }
            });
            Thread receiver = receiving.get();
            while (round % 2 == 0 && !inPoll(receiver)) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            blocked.close();
            assertThatThrownBy(() -> result.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SocketClosedException.class);
            assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
        }
    }

    private static boolean inPoll(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .limit(3)
                .anyMatch(frame -> frame.getMethodName().equals("poll"));
    }

    @Test
    void everyUseAfterCloseSaysSo() {
        socket.close();
        socket.close();
        assertThatThrownBy(() -> socket.send(Requests.dumpLinks(buffer, 1))).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.receive(buffer, Duration.ZERO)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.join(1)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.receiveBuffer(1)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.namespaceCookie()).isInstanceOf(SocketClosedException.class);
    }

    @Test
    void aThousandSocketsLeaveNoDescriptor() throws Exception {
        long before = Descriptors.countSocketsAndEvents();
        for (int i = 0; i < 1000; i++) {
            NetlinkSocket one = NetlinkSocketFactory.system().open(NetNs.current());
            one.close();
            one.close();
        }
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }

    @Test
    void aFailedOpenLeavesNoDescriptor() throws Exception {
        long before = Descriptors.countSocketsAndEvents();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> NetlinkSocketFactory.system().open(NetNs.named("no-such-namespace")))
                    .isInstanceOf(ErrnoException.class);
        }
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }

    @Test
    void descriptorsAreClosedOnExec() throws IOException, ErrnoException {
        List<Path> before = Descriptors.withoutCloseOnExec();
        try (NetlinkSocket another = NetlinkSocketFactory.system().open(NetNs.current())) {
            assertThat(another.portId()).isNotZero();
            assertThat(Descriptors.withoutCloseOnExec()).isEqualTo(before);
        }
    }

    @Test
    void closingFromManyThreadsUnderTrafficClosesOnce() throws Exception {
        long before = Descriptors.countSocketsAndEvents();
        for (int round = 0; round < 100; round++) {
            NetlinkSocket busy = NetlinkSocketFactory.system().open(NetNs.current());
            CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> exchangeUntilClosed(busy));
            CompletableFuture<Void> other = CompletableFuture.runAsync(busy::close);
            busy.close();
            other.get(5, TimeUnit.SECONDS);
            traffic.get(5, TimeUnit.SECONDS);
        }
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }

    private static void exchangeUntilClosed(NetlinkSocket busy) {
        ByteBuf own = Unpooled.directBuffer(65536);
        try {
            for (int i = 0; ; i++) {
                busy.send(Requests.dumpLinks(own, i));
                own.clear();
                busy.receive(own, Duration.ofSeconds(1));
                busy.receive(own.clear(), Duration.ZERO);
            }
        } catch (SocketClosedException expected) {
            assertThat(Files.exists(Path.of("/proc/self"))).isTrue();
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        } finally {
            own.release();
        }
    }
}

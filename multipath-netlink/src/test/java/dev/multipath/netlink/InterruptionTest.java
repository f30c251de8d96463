package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_MULTI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an interrupt does to a request, and what it leaves. */
@Timeout(60)
final class InterruptionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());
    private static final TunTaps TUNS = new TunTaps(NetNs.current(), NetlinkSocketFactory.system());

    private final Links links = new Links(conversation, TIMEOUT, TUNS);

    @AfterEach
    void close() {
        conversation.close();
    }

    private static NetlinkException.Interrupted interrupted(Runnable request) {
        AtomicReference<NetlinkException.Interrupted> thrown = new AtomicReference<>();
        assertThatExceptionOfType(NetlinkException.Interrupted.class)
                .isThrownBy(request::run)
                .satisfies(thrown::set);
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        return thrown.get();
    }

    @Test
    void waiting_for_an_answer_ends_at_once() {
        socket.script((request, kernel) -> Thread.currentThread().interrupt());

        NetlinkException.Interrupted e = interrupted(() -> links.change(3, LinkChange.setUp()));

        assertThat(e).hasMessage("ip link set if3 up: interrupted before the answer came");
        assertThat(e.wasSent()).isTrue();
        assertThat(socket.ticker().nanos()).as("no time was waited").isZero();
    }

    @Test
    void waiting_already_ends_within_a_slice() {
        NetlinkSocket interrupting = new Interrupting(socket);
        Conversation waiting = new Conversation(interrupting, socket.ticker());

        interrupted(() -> new Links(waiting, TIMEOUT, TUNS).change(3, LinkChange.setUp()));

        assertThat(socket.ticker().nanos()).isEqualTo(Limit.SLICE.toNanos());
        waiting.close();
    }

    @Test
    void an_answer_that_is_there_is_taken() {
        socket.script((request, kernel) -> {
            Thread.currentThread().interrupt();
            kernel.ack(request.sequence() - 1, 0).flush();
            kernel.ack(request.sequence(), 0).flush();
        });

        links.change(3, LinkChange.setUp());

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_dump_ends_between_two_datagrams_and_its_rest_is_skipped() {
        socket.script((request, kernel) -> {
            Thread.currentThread().interrupt();
            kernel.link(request.sequence(), NLM_F_MULTI, 1).flush();
            kernel.link(request.sequence(), NLM_F_MULTI, 2)
                    .done(request.sequence(), 0, 0)
                    .flush();
        });

        assertThat(interrupted(links::list).wasSent()).isTrue();

        socket.script((request, kernel) -> kernel.link(request.sequence(), NLM_F_MULTI, 7)
                .done(request.sequence(), 0, 0)
                .flush());
        assertThat(links.list()).extracting(Link::index).containsExactly(7);
    }

    @Test
    void a_late_answer_to_an_interrupted_request_is_nobodys() {
        socket.script((request, kernel) -> Thread.currentThread().interrupt());
        interrupted(() -> links.change(3, LinkChange.setUp()));
        socket.ack(1, -19).flush();
        socket.script((request, kernel) -> kernel.ack(request.sequence(), 0).flush());

        links.change(3, LinkChange.setDown());
    }

    @Test
    void waiting_in_the_queue_ends_unsent() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        socket.script((request, kernel) -> {
            asked.countDown();
            await(answer);
            kernel.ack(request.sequence(), 0).flush();
        });
        Thread first = new Thread(() -> links.change(3, LinkChange.setUp()));
        first.start();
        asked.await();
        AtomicReference<NetlinkException.Interrupted> thrown = new AtomicReference<>();
        AtomicReference<ChangeResult> result = new AtomicReference<>();
        Thread second = new Thread(() -> {
            thrown.set(interrupted(() -> links.change(4, LinkChange.setUp())));
            Thread.currentThread().interrupt();
            result.set(new Batch(conversation, TIMEOUT)
                    .changeLink(5, LinkChange.setUp())
                    .send()
                    .get(0));
        });
        second.start();
        second.interrupt();
        second.join();
        answer.countDown();
        first.join();

        assertThat(thrown.get()).hasMessage("ip link set if4 up: interrupted before it was sent");
        assertThat(thrown.get().wasSent()).isFalse();
        assertThat(result.get())
                .isInstanceOfSatisfying(
                        ChangeResult.NotSent.class,
                        notSent -> assertThat(notSent.why()).isInstanceOf(NetlinkException.Interrupted.class));
        assertThat(socket.requests).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Interrupts the thread that waits, while it does. */
    private record Interrupting(ScriptedSocket socket) implements NetlinkSocket {
        @Override
        public void send(ByteBuf messages) throws ErrnoException {
            socket.send(messages);
        }

        @Override
        public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
            if (!timeout.isZero()) {
                Thread.currentThread().interrupt();
            }
            return socket.receive(into, timeout);
        }

        @Override
        public void join(int group) {
            socket.join(group);
        }

        @Override
        public int receiveBuffer(int bytes) {
            return socket.receiveBuffer(bytes);
        }

        @Override
        public int portId() {
            return socket.portId();
        }

        @Override
        public long namespaceCookie() {
            return socket.namespaceCookie();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}

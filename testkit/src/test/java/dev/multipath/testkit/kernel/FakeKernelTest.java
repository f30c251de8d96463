package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteView;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import dev.multipath.netlink.wire.NetlinkHeader;
import dev.multipath.testkit.netns.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the fake kernel adds to a kernel: faults, and sockets that can be waited on and closed. */
class FakeKernelTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final FakeKernel kernel = new FakeKernel();
    private final RtNetlink netlink = kernel.netlink();

    @AfterEach
    void close() {
        netlink.close();
        assertThat(kernel.openSockets()).isZero();
    }

    @Test
    void a_lost_acknowledgement_times_out_and_the_change_is_made() {
        kernel.inject(new Fault.DropAck());

        assertThatExceptionOfType(NetlinkException.TimedOut.class)
                .isThrownBy(() -> netlink.withTimeout(SHORT).links().add(NewLink.bridge("br0")));

        assertThat(netlink.links().get("br0")).isPresent();
        assertThat(netlink.links().addIfAbsent(NewLink.bridge("br0"))).isFalse();
    }

    @Test
    void a_refused_request_does_nothing_and_the_next_is_done() {
        kernel.inject(new Fault.Refuse(Rtm.RTM_NEWLINK, Errno.EPERM, "not today"));
        assertThat(netlink.links().list()).as("another type is not concerned").hasSize(1);

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> netlink.links().add(NewLink.bridge("br0")))
                .satisfies(e -> {
                    assertThat(e.errno()).isEqualTo(Errno.EPERM);
                    assertThat(e.kernelText()).contains("not today");
                });

        assertThat(netlink.links().get("br0")).isEmpty();
        netlink.links().add(NewLink.bridge("br0"));
    }

    @Test
    void any_change_can_be_the_one_that_is_refused() {
        kernel.inject(new Fault.RefuseLater(2, Errno.ENOBUFS, "out of luck"));
        netlink.links().add(NewLink.bridge("br0"));
        netlink.links().list();
        netlink.links().add(NewLink.bridge("br1"));

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> netlink.rules().add(Rule.lookup(AddressFamily.INET, RouteTable.of(7700))))
                .satisfies(e -> assertThat(e.kernelText()).contains("out of luck"));

        assertThat(netlink.links().list()).hasSize(3);
        assertThat(netlink.rules().list(AddressFamily.INET)).hasSize(3);
        assertThat(kernel.pendingFaults()).isZero();
        netlink.links().add(NewLink.bridge("br2"));
    }

    @Test
    void an_event_can_be_lost_without_a_word_or_with_one() {
        List<RtEvent> events = new CopyOnWriteArrayList<>();
        try (Monitor monitor = netlink.monitor().links().start(events::add)) {
            assertThat(monitor).isNotNull();
            kernel.inject(new Fault.LoseEvent());
            netlink.links().add(NewLink.bridge("br0"));
            netlink.links().add(NewLink.bridge("br1"));
            Await.until(LONG, "the second event", () -> isAbout(events, "br1"));
            assertThat(events).hasSize(1);

            kernel.inject(new Fault.OverrunListeners());
            netlink.links().add(NewLink.bridge("br2"));
            Await.until(LONG, "word of the loss", () -> events.contains(new RtEvent.EventsLost()));
            netlink.links().add(NewLink.bridge("br3"));
            Await.until(LONG, "an event again", () -> isAbout(events, "br3"));
        }
        assertThat(events).hasSize(3);
    }

    private static boolean isAbout(List<RtEvent> events, String device) {
        return events.stream()
                .anyMatch(event -> event instanceof RtEvent.LinkChanged changed
                        && changed.link().name().equals(device));
    }

    @Test
    void a_dump_can_be_refused_too() {
        kernel.inject(new Fault.Refuse(Rtm.RTM_GETLINK, Errno.ENOMEM, ""));

        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> netlink.links().list())
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOMEM));
        assertThat(netlink.links().list()).extracting(Link::name).containsExactly("lo");
    }

    @Test
    void a_held_answer_comes_when_it_is_released() throws InterruptedException {
        kernel.inject(new Fault.HoldAnswer());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> netlink.links().add(NewLink.bridge("br0")));
        caller.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        caller.start();
        Await.until(LONG, "the caller waits", () -> caller.getState() == Thread.State.TIMED_WAITING);

        kernel.release();

        caller.join(LONG.toMillis());
        assertThat(caller.isAlive()).isFalse();
        assertThat(failure.get()).isNull();
        assertThat(netlink.links().get("br0")).isPresent();
    }

    @Test
    void an_interrupted_dump_is_asked_for_again() {
        kernel.inject(new Fault.InterruptDump());
        assertThat(netlink.links().list()).hasSize(1);

        for (int i = 0; i < 5; i++) {
            kernel.inject(new Fault.InterruptDump());
        }
        assertThatExceptionOfType(NetlinkException.DumpInterrupted.class)
                .isThrownBy(() -> netlink.links().list());
    }

    @Test
    void an_overrun_loses_events_and_the_monitor_says_so() {
        List<RtEvent> events = new CopyOnWriteArrayList<>();
        try (Monitor monitor = netlink.monitor().links().start(events::add);
                Raw raw = new Raw(kernel.open(NetNs.current()))) {
            assertThat(monitor).isNotNull();
            kernel.inject(new Fault.Overrun());
            // No acknowledgement asked for: the event is the next datagram.
            raw.send(
                    Rtm.RTM_NEWLINK,
                    NetlinkHeader.NLM_F_CREATE,
                    message -> LinkCodec.encodeRequest(NewLink.bridge("br0"), message));
            Await.until(LONG, "word of the loss", () -> events.contains(new RtEvent.EventsLost()));
            netlink.links().add(NewLink.bridge("br1"));
            Await.until(
                    LONG,
                    "an event again",
                    () -> events.get(events.size() - 1) instanceof RtEvent.LinkChanged changed
                            && changed.link().name().equals("br1"));
        }
        assertThat(events).hasSize(2);
    }

    @Test
    void a_socket_closed_under_its_owner_says_so() {
        kernel.inject(new Fault.CloseSocket());

        assertThatExceptionOfType(NetlinkException.Closed.class)
                .isThrownBy(() -> netlink.links().list());
        assertThatExceptionOfType(NetlinkException.Closed.class)
                .isThrownBy(() -> netlink.links().list());
    }

    @Test
    void close_ends_a_receive_that_waits_for_ever() throws InterruptedException {
        NetlinkSocket socket = socket();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                receive(socket, Duration.ofNanos(-1));
            } catch (SocketClosedException | ErrnoException e) {
                end.set(e);
            }
        });
        reader.start();
        Await.until(LONG, "the reader waits", () -> reader.getState() == Thread.State.TIMED_WAITING);

        socket.close();
        socket.close();

        reader.join(LONG.toMillis());
        assertThat(end.get()).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> receive(socket, Duration.ZERO)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.join(Rtnlgrp.RTNLGRP_LINK)).isInstanceOf(SocketClosedException.class);
    }

    @Test
    void a_view_that_waits_can_be_told_to_look() throws InterruptedException {
        try (RouteView view = RouteView.open(NetNs.current(), kernel, Duration.ofHours(1))) {
            assertThat(view.look(LONG).link("lo")).isPresent();
            netlink.links().add(NewLink.bridge("br0"));
            assertThat(view.look(LONG).link("br0")).isPresent();
        }
    }

    @Test
    void an_interrupt_does_not_end_a_receive_and_is_not_lost() throws ErrnoException {
        try (NetlinkSocket socket = socket()) {
            Thread.currentThread().interrupt();
            assertThat(receive(socket, SHORT)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_pulled_cable_takes_the_carrier_of_both_ends() {
        netlink.links().add(NewLink.veth("eth0", "far").setUp());
        netlink.links()
                .change(
                        netlink.links().get("far").orElseThrow().index(),
                        dev.multipath.netlink.model.LinkChange.setUp());
        assertThat(netlink.links().get("eth0").orElseThrow().carrier()).isTrue();

        kernel.unplug("eth0");
        assertThat(netlink.links().get("eth0").orElseThrow().carrier()).isFalse();
        assertThat(netlink.links().get("far").orElseThrow().carrier()).isFalse();

        kernel.plugIn("eth0");
        assertThat(netlink.links().get("far").orElseThrow().carrier()).isTrue();
        assertThatThrownBy(() -> kernel.unplug("no-such")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_dialled_device_has_one_peer_and_no_link_layer_address() {
        netlink.links().add(NewLink.of("ppp0", "dummy").setUp());
        kernel.pointToPoint("ppp0");

        Link link = netlink.links().get("ppp0").orElseThrow();
        assertThat(link.isPointToPoint()).isTrue();
        assertThat(link.flags() & Link.NOARP).isNotZero();
        assertThat(link.hardwareAddress()).isEmpty();
        assertThat(kernel.copy().state().links()).contains(link);
    }

    @Test
    void two_kernels_are_two_worlds() {
        FakeKernel other = new FakeKernel();
        try (RtNetlink elsewhere = other.netlink()) {
            netlink.links().add(NewLink.bridge("br0"));
            assertThat(elsewhere.links().get("br0")).isEmpty();
            assertThat(elsewhere.namespaceCookie()).isNotEqualTo(netlink.namespaceCookie());
        }
    }

    private NetlinkSocket socket() {
        return kernel.open(NetNs.current());
    }

    private static boolean receive(NetlinkSocket socket, Duration timeout) throws ErrnoException {
        ByteBuf in = Unpooled.directBuffer(4096, 4096);
        try {
            return socket.receive(in, timeout);
        } finally {
            in.release();
        }
    }
}

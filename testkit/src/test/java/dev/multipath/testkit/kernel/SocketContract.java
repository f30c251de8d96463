package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets: acknowledgements, groups, full buffers; facts 21 and 24. */
interface SocketContract extends Contract {
    private static Route blackhole(int number) {
        return Route.to(IpPrefix.host(IpAddress.ipv4(0x0a000000 + number)))
                .table(T)
                .type(RouteType.BLACKHOLE);
    }

    private static Body body(Route route) {
        return message -> RouteCodec.encodeRequest(route, message);
    }

    /** How many datagrams are there, and how often ENOBUFS was said before, in between or after. */
    record Drained(int datagrams, int overruns, boolean overrunFirst) {
        static Drained of(Raw raw) {
            int datagrams = 0;
            int overruns = 0;
            boolean first = false;
            while (true) {
                try {
                    if (raw.receive(65536, Duration.ZERO).isEmpty()) {
                        return new Drained(datagrams, overruns, first);
                    }
                    datagrams++;
                } catch (ErrnoException e) {
                    assertThat(e.errno()).isEqualTo(Errno.ENOBUFS);
                    overruns++;
                    first |= datagrams == 0;
                }
            }
        }
    }

    @Test
    default void fact_21_acknowledgements_beyond_the_buffer_are_dropped_and_requests_done() {
        Site site = site();
        try (Raw raw = site.raw()) {
            for (int i = 0; i < 400; i++) {
                raw.send(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_ACK, body(blackhole(i)));
            }
            Drained drained = Drained.of(raw);
            assertThat(drained.overruns()).isEqualTo(1);
            assertThat(drained.overrunFirst()).isTrue();
            assertThat(drained.datagrams()).isBetween(250, 265);
        }
        assertThat(site.table4()).hasSize(400);
    }

    @Test
    default void fact_21_events_beyond_the_buffer_are_lost_until_the_older_ones_are_read() throws ErrnoException {
        Site site = site();
        try (Raw listener = site.raw();
                Raw writer = site.raw()) {
            listener.socket().join(Rtnlgrp.RTNLGRP_IPV4_ROUTE);
            for (int i = 0; i < 400; i++) {
                writer.change(Rtm.RTM_NEWROUTE, NLM_F_CREATE, body(blackhole(i)));
            }
            Drained drained = Drained.of(listener);
            assertThat(drained.overruns()).isEqualTo(1);
            assertThat(drained.overrunFirst()).isTrue();
            assertThat(drained.datagrams()).isBetween(250, 265);
            writer.change(Rtm.RTM_NEWROUTE, NLM_F_CREATE, body(blackhole(1000)));
            assertThat(listener.receive(65536, LONG)).hasSize(1);
        }
    }

    @Test
    default void fact_21_a_larger_buffer_holds_more() throws ErrnoException {
        Site site = site();
        try (Raw listener = site.raw();
                Raw writer = site.raw()) {
            assertThat(listener.socket().receiveBuffer(1 << 20)).isEqualTo(2 << 20);
            listener.socket().join(Rtnlgrp.RTNLGRP_IPV4_ROUTE);
            for (int i = 0; i < 400; i++) {
                writer.change(Rtm.RTM_NEWROUTE, NLM_F_CREATE, body(blackhole(i)));
            }
            assertThat(Drained.of(listener)).isEqualTo(new Drained(400, 0, false));
        }
    }

    @Test
    default void events_carry_sequence_and_port_of_the_request() throws ErrnoException {
        Site site = site();
        try (Raw listener = site.raw();
                Raw writer = site.raw()) {
            listener.socket().join(Rtnlgrp.RTNLGRP_IPV4_ROUTE);
            int sequence = writer.send(Rtm.RTM_NEWROUTE, NLM_F_CREATE, body(blackhole(1)));

            List<Raw.Answer> event = listener.receive(65536, LONG);
            assertThat(event).hasSize(1);
            assertThat(event.get(0).type()).isEqualTo(Rtm.RTM_NEWROUTE);
            assertThat(event.get(0).header().sequence()).isEqualTo(sequence);
            assertThat(event.get(0).header().portId()).isEqualTo(writer.socket().portId());
        }
    }

    @Test
    default void fact_24_echo_returns_a_route_before_its_acknowledgement() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(raw.exchange(
                            Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_ECHO | NLM_F_ACK, body(site.via(GW1, site.a))))
                    .extracting(Raw.Answer::type)
                    .containsExactly(Rtm.RTM_NEWROUTE, NLMSG_ERROR);
        }
    }

    @Test
    default void without_ack_only_a_refusal_is_answered() throws ErrnoException {
        Site site = site();
        try (Raw raw = site.raw()) {
            raw.send(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, body(blackhole(1)));
            assertThat(raw.receive(65536, Duration.ZERO)).isEmpty();
            raw.send(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, body(blackhole(1)));
            assertThat(raw.receive(65536, Duration.ZERO).get(0).error().errno()).isEqualTo(Errno.EEXIST.value());
        }
    }

    @Test
    default void an_unknown_message_type_is_not_supported() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(raw.change(500, 0, message -> message.u32(0)).errno()).isEqualTo(Errno.EOPNOTSUPP.value());
        }
    }

    @Test
    default void a_datagram_that_does_not_fit_is_lost_and_said_so() {
        Site site = site();
        try (Raw raw = site.raw()) {
            raw.send(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_ACK, body(blackhole(1)));
            assertThatThrownBy(() -> raw.receive(16, LONG))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
        }
    }

    @Test
    default void a_wake_up_ends_the_next_receive_that_would_wait_and_only_that() throws ErrnoException {
        Site site = site();
        try (Raw raw = site.raw()) {
            raw.socket().wakeUp();
            assertThat(raw.receive(65536, Duration.ZERO)).as("a mere look").isEmpty();
            raw.send(Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_ACK, body(blackhole(1)));
            assertThat(raw.receive(65536, LONG)).as("something is there").hasSize(1);

            long begun = System.nanoTime();
            assertThat(raw.receive(65536, LONG)).isEmpty();
            assertThat(System.nanoTime() - begun).as("woken").isLessThan(LONG.toNanos());

            Duration pause = Duration.ofMillis(20);
            begun = System.nanoTime();
            assertThat(raw.receive(65536, pause)).isEmpty();
            assertThat(System.nanoTime() - begun).as("not woken again").isGreaterThanOrEqualTo(pause.toNanos());
        }
    }
}

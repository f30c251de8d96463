package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP_INTR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_MULTI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dumps shown one object at a time. */
final class WalkTest {
    private static final RouteFilter IPV4 = RouteFilter.of(AddressFamily.INET);
    private static final int MANY = 200_000;
    private static final int A_DATAGRAM = 500;

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());
    private final Routes routes = new Routes(conversation, Duration.ofSeconds(5));

    @AfterEach
    void close() {
        conversation.close();
    }

    private static Route route(int number) {
        return Route.to(IpPrefix.host(IpAddress.ipv4(0x0a00_0000 + number)))
                .table(RouteTable.of(1000))
                .protocol(Protocol.of(77))
                .via(IpAddress.parse("192.0.2.1"), 3);
    }

    private static ByteBuf datagram(int sequence, int flags, int from, int to) {
        ByteBuf bytes = Unpooled.buffer(A_DATAGRAM * 80);
        for (int i = from; i < to; i++) {
            MessageWriter message =
                    new MessageWriter(bytes).begin(Rtm.RTM_NEWROUTE, flags, sequence, ScriptedSocket.PORT);
            RouteCodec.encode(route(i), message);
            message.end();
        }
        return bytes;
    }

    private static ScriptedSocket.Script dump(int flags, int from, int to) {
        return (request, kernel) -> kernel.datagram(datagram(request.sequence(), NLM_F_MULTI | flags, from, to))
                .done(request.sequence(), 0, 0)
                .flush();
    }

    /** Collects destinations, and starts over if told to. */
    private static final class Destinations implements Visitor<RouteRow> {
        private final List<Long> seen = new ArrayList<>();
        private final boolean patient;
        private int restarts;

        Destinations(boolean patient) {
            this.patient = patient;
        }

        @Override
        public void visit(RouteRow row) {
            seen.add(row.destinationLow());
        }

        @Override
        public boolean restart() {
            restarts++;
            if (patient) {
                seen.clear();
            }
            return patient;
        }
    }

    @Test
    void a_walk_shows_every_route_in_order() {
        socket.script(
                dump(0, 0, 3),
                (request, kernel) -> kernel.done(request.sequence(), 0, 0).flush());
        Destinations visitor = new Destinations(false);

        routes.walk(RouteFilter.ALL, visitor);

        assertThat(visitor.seen).containsExactly(0x0a00_0000L, 0x0a00_0001L, 0x0a00_0002L);
        assertThat(visitor.restarts).isZero();
        assertThat(socket.requests).hasSize(2);
    }

    @Test
    void a_disturbed_walk_ends_typed_once_all_was_seen() {
        socket.script(dump(NLM_F_DUMP_INTR, 0, 3));
        Destinations visitor = new Destinations(false);

        assertThatThrownBy(() -> routes.walk(IPV4, visitor))
                .isInstanceOf(NetlinkException.DumpInterrupted.class)
                .hasMessage("ip route show table all: interrupted by changes once");
        assertThat(visitor.seen).hasSize(3);
        socket.script(dump(0, 0, 1));
        assertThat(routes.list(IPV4)).hasSize(1);
    }

    @Test
    void a_visitor_may_start_over_and_then_all_families_do() {
        socket.script(dump(0, 0, 2), dump(NLM_F_DUMP_INTR, 2, 3), dump(0, 0, 2), dump(0, 2, 4));
        Destinations visitor = new Destinations(true);

        routes.walk(RouteFilter.ALL, visitor);

        assertThat(visitor.restarts).isEqualTo(1);
        assertThat(visitor.seen).hasSize(4);
        assertThat(socket.requests).hasSize(4);
    }

    @Test
    void a_visitor_starts_over_only_so_often() {
        for (int i = 0; i < Conversation.DUMP_ATTEMPTS + 1; i++) {
            socket.script(dump(NLM_F_DUMP_INTR, 0, 1));
        }

        assertThatThrownBy(() -> routes.walk(IPV4, new Destinations(true)))
                .isInstanceOf(NetlinkException.DumpInterrupted.class)
                .hasMessageEndingWith("5 times in a row");
        assertThat(socket.requests).hasSize(Conversation.DUMP_ATTEMPTS);
    }

    @Test
    void a_table_that_vanishes_under_a_walk_has_no_routes_in_the_end() {
        RouteFilter filter = IPV4.table(RouteTable.of(1000));
        socket.script(
                (request, kernel) -> kernel.datagram(datagram(request.sequence(), NLM_F_MULTI, 0, 2))
                        .done(request.sequence(), -2, "ipv4: FIB table does not exist")
                        .flush(),
                (request, kernel) -> kernel.done(request.sequence(), -2, "ipv4: FIB table does not exist")
                        .flush());

        assertThat(routes.list(filter, row -> true)).isEmpty();
        assertThat(socket.requests).hasSize(2);
    }

    @Test
    void a_list_with_a_predicate_keeps_what_it_lets_through() {
        socket.script(dump(0, 0, 100));

        assertThat(routes.list(IPV4, row -> row.isTo(IpPrefix.parse("10.0.0.77/32"))))
                .containsExactly(route(77));
    }

    @Test
    void rules_are_walked_too() {
        socket.script((request, kernel) -> kernel.datagram(
                        Bytes.of("1c000000 2000 0200 01000000 67120000 02000000 fe000001 00000000"))
                .done(request.sequence(), 0, 0)
                .flush());
        List<String> seen = new ArrayList<>();

        new Rules(conversation, Duration.ofSeconds(5)).walk(AddressFamily.INET, rule -> seen.add(rule.toString()));

        assertThat(seen).containsExactly("priority 0 from all lookup main");
    }

    @Test
    void what_a_visitor_throws_comes_out_and_the_handle_goes_on() {
        socket.script((request, kernel) -> kernel.datagram(datagram(request.sequence(), NLM_F_MULTI, 0, 2))
                .datagram(datagram(request.sequence(), NLM_F_MULTI, 2, 4))
                .done(request.sequence(), 0, 0)
                .flush());

        assertThatThrownBy(() -> routes.walk(IPV4, row -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        socket.script(dump(0, 7, 8));
        assertThat(routes.list(IPV4)).containsExactly(route(7));
    }

    @Test
    void a_request_from_inside_a_walk_is_refused() {
        socket.script(dump(0, 0, 1));
        Batch batch = new Batch(conversation, Duration.ofSeconds(5)).add(route(5));

        routes.walk(IPV4, row -> {
            assertThatThrownBy(() -> routes.add(route(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside a walk");
            assertThatThrownBy(batch::send).isInstanceOf(IllegalStateException.class);
        });
        assertThat(socket.requests).hasSize(1);
        assertThat(batch.size()).isEqualTo(1);
    }

    @Test
    void closing_from_inside_a_walk_ends_it() {
        socket.script((request, kernel) -> kernel.datagram(datagram(request.sequence(), NLM_F_MULTI, 0, 1)));

        assertThatThrownBy(() -> routes.walk(IPV4, row -> conversation.close()))
                .isInstanceOf(NetlinkException.Closed.class);
    }

    @Test
    void a_broken_route_ends_the_walk_typed() {
        socket.script((request, kernel) -> kernel.datagram(Bytes.of("""
                24000000 1800 0200 01000000 67120000
                02 20 00 00 fe 03 00 01 00000000
                0900 0100 0a000001
                """)));

        assertThatThrownBy(() -> routes.walk(IPV4, row -> {}))
                .isInstanceOf(NetlinkException.Malformed.class)
                .hasMessageContaining("nla_len 9 is outside 4..8");
    }

    /**
     * Warm-up first: loading classes allocates. What is bounded is bytes, so a slow machine changes nothing; what the
     * scripted socket allocates to hand over a datagram, which differs between JDKs, is not the walk's.
     */
    @Test
    void a_walk_that_keeps_one_route_of_many_allocates_next_to_nothing() {
        long bytes = 0;
        long handingOver = 0;
        List<Route> kept = new ArrayList<>();
        try (Conversation unwatched = Allocation.unwatched(() -> new Conversation(socket, socket.ticker()))) {
            Routes many = new Routes(unwatched, Duration.ofSeconds(5));
            for (int number = 1; number <= 2; number++) {
                table(number);
                handingOver = Allocation.of(this::receiveAll);
                table(number);
                kept.clear();
                bytes = Allocation.of(
                        () -> kept.addAll(many.list(IPV4, row -> row.destinationLow() == 0x0a00_0000L + 123_456)));
            }
        }

        assertThat(kept).containsExactly(route(123_456));
        assertThat(bytes).as("bytes for %,d routes", MANY).isLessThan(handingOver + MANY / 4);
    }

    private void table(int number) {
        for (int i = 0; i < MANY; i += A_DATAGRAM) {
            socket.datagram(datagram(number, NLM_F_MULTI, i, i + A_DATAGRAM));
        }
        socket.done(number, 0, 0).flush();
    }

    private void receiveAll() {
        ByteBuf into = socket.buffer(64 * 1024);
        try {
            while (socket.receive(into, Duration.ZERO)) {
                into.clear();
            }
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        }
    }
}

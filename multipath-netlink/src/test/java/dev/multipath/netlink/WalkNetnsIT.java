package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Walks, filters, interrupts and refusals of the running kernel. */
@Timeout(60)
final class WalkNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final RouteFilter TABLE = RouteFilter.ALL.table(T);
    private static final int MANY = 3000;

    private LiveNamespace live;
    private RtNetlink netlink;
    private Routes routes;
    private int device;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        // The deadline is not what these tests are about, and the machine may be busy.
        netlink = live.netlink().withTimeout(Duration.ofMinutes(1));
        routes = netlink.routes();
        device = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Route route(int number) {
        return Route.to(IpPrefix.host(IpAddress.ipv4(0x0a00_0000 + number)))
                .table(T)
                .protocol(Protocol.of(77))
                .via(IpAddress.parse("192.0.2.1"), device);
    }

    private void addMany() {
        Batch batch = netlink.batch();
        for (int i = 0; i < MANY; i++) {
            batch.add(route(i));
        }
        batch.send().forEach(ChangeResult::orThrow);
    }

    @Test
    void a_walk_sees_what_a_list_has() {
        routes.add(Route.to(IpPrefix.parse("0.0.0.0/0"))
                .table(T)
                .target(RouteTarget.balanced(List.of(
                        NextHop.via(IpAddress.parse("192.0.2.1"), device),
                        NextHop.via(IpAddress.parse("192.0.2.3"), device).weight(3)))));
        routes.add(Route.to(IpPrefix.parse("2001:db8:99::/48")).table(T).dev(device));
        addMany();
        List<Route> walked = new ArrayList<>();

        routes.walk(RouteFilter.ALL, row -> walked.add(row.toRoute()));

        assertThat(walked).hasSizeGreaterThan(MANY).containsExactlyElementsOf(routes.list());
        assertThat(routes.list(TABLE, row -> row.isTo(IpPrefix.parse("10.0.7.7/32"))))
                .containsExactly(route(0x707));
        assertThat(routes.list(TABLE, row -> row.legs() == 2)).hasSize(1);
        routes.walk(RouteFilter.ALL.table(RouteTable.of(7999)), row -> {
            throw new AssertionError(row);
        });
        routes.walk(RouteFilter.ALL.interfaceIndex(device + 1000), row -> {
            throw new AssertionError(row);
        });
    }

    @Test
    void rules_are_walked_in_order() {
        live.netlink().rules().add(Rule.lookup(AddressFamily.INET6, T).priority(7901));
        List<Rule> walked = new ArrayList<>();

        live.netlink().rules().walk(AddressFamily.INET6, walked::add);

        assertThat(walked).containsExactlyElementsOf(live.netlink().rules().list(AddressFamily.INET6));
    }

    /** What comes over the socket is counted, before any check of ours. */
    @Test
    void the_kernel_filters_by_table_protocol_type_and_device() throws Exception {
        routes.add(Route.to(IpPrefix.parse("203.0.113.0/24")).table(T).type(RouteType.BLACKHOLE));
        routes.add(Route.to(IpPrefix.parse("2001:db8:99::/48")).table(T).type(RouteType.PROHIBIT));
        routes.add(route(1));
        try (Conversation counting =
                new Conversation(NetlinkSocketFactory.system().open(live.namespace()), Ticker.SYSTEM)) {
            assertThat(came(counting, AddressFamily.INET, TABLE)).isEqualTo(2);
            assertThat(came(counting, AddressFamily.INET, TABLE.type(RouteType.BLACKHOLE)))
                    .isEqualTo(1);
            assertThat(came(counting, AddressFamily.INET, RouteFilter.ALL.type(RouteType.BLACKHOLE)))
                    .isEqualTo(1);
            assertThat(came(counting, AddressFamily.INET6, RouteFilter.ALL.type(RouteType.PROHIBIT)))
                    .isEqualTo(1);
            assertThat(came(counting, AddressFamily.INET, RouteFilter.ALL.protocol(Protocol.of(77))))
                    .isEqualTo(1);
            assertThat(came(counting, AddressFamily.INET, TABLE.interfaceIndex(device)))
                    .isEqualTo(1);
        }
        assertThat(routes.list(RouteFilter.ALL.type(RouteType.BLACKHOLE)))
                .singleElement()
                .satisfies(route -> assertThat(route.type()).isEqualTo(RouteType.BLACKHOLE));
    }

    private static int came(Conversation counting, AddressFamily family, RouteFilter filter) {
        int[] count = new int[1];
        Sink sink = new Sink() {
            @Override
            public void restart() {
                count[0] = 0;
            }

            @Override
            public void accept(MessageReader message) {
                count[0]++;
            }
        };
        counting.dump(new RouteRequest.Dump(family, filter), Duration.ofSeconds(5), sink, 0);
        return count[0];
    }

    /** An unfinished dump would make the kernel say EBUSY to the next one. */
    @Test
    void an_interrupted_or_broken_off_dump_leaves_the_handle_usable() {
        addMany();
        for (int round = 0; round < 3; round++) {
            int[] seen = new int[1];
            assertThatExceptionOfType(NetlinkException.Interrupted.class)
                    .isThrownBy(() -> routes.walk(TABLE, row -> {
                        seen[0]++;
                        Thread.currentThread().interrupt();
                    }))
                    .satisfies(e -> assertThat(e.wasSent()).isTrue());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(seen[0]).isBetween(1, MANY - 1);
            assertThatThrownBy(() -> routes.walk(TABLE, row -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
            assertThat(routes.list(TABLE)).hasSize(MANY);
        }
    }

    @Test
    void a_thread_in_the_queue_is_interrupted_or_closed_out() throws Exception {
        routes.add(route(1));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Void> walking = CompletableFuture.runAsync(() -> routes.walk(TABLE, row -> {
            inside.countDown();
            join(leave);
        }));
        inside.await();
        CompletableFuture<Throwable> first = new CompletableFuture<>();
        Thread queued = queued(first);
        queued.interrupt();
        assertThat(first.get()).isInstanceOf(NetlinkException.Interrupted.class);

        CompletableFuture<Throwable> second = new CompletableFuture<>();
        Thread waiting = queued(second);
        awaitWaiting(waiting);
        Thread closing = new Thread(live.netlink()::close);
        closing.start();
        awaitWaiting(closing);
        leave.countDown();
        closing.join();
        assertThat(second.get()).isInstanceOf(NetlinkException.Closed.class);
        assertThat(walking.handle((nothing, thrown) -> thrown).get())
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).hasCauseInstanceOf(NetlinkException.Closed.class));
    }

    /** Until it waits for another thread: to close comes before that, and to be in the queue is that. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private Thread queued(CompletableFuture<Throwable> ending) {
        Thread thread = new Thread(() -> {
            try {
                routes.add(route(2));
                ending.complete(new AssertionError("went through"));
            } catch (NetlinkException e) {
                ending.complete(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A tunnel id of one byte in the encapsulation of the second leg: refused by the kernel's policy, with its place. */
    private record BadLeg(int device) implements Request {
        private static final int LWTUNNEL_ENCAP_IP = 2;
        private static final int LWTUNNEL_IP_ID = 1;

        @Override
        public int type() {
            return Rtm.RTM_NEWROUTE;
        }

        @Override
        public int flags() {
            return 0x400;
        }

        @Override
        public void write(MessageWriter message) {
            RouteCodec.encodeRequest(Route.to(IpPrefix.parse("203.0.113.0/24")).table(T), message);
            AttributeWriter out = message.attributes();
            int legs = out.open(Rta.RTA_MULTIPATH);
            for (int leg = 0; leg < 2; leg++) {
                int start = out.out().writerIndex();
                NativeOrder.write16(out.out(), 0);
                out.out().writeByte(0).writeByte(0);
                NativeOrder.write32(out.out(), device);
                out.be32(Rta.RTA_GATEWAY, 0xc000_0201);
                if (leg == 1) {
                    out.u16(Rta.RTA_ENCAP_TYPE, LWTUNNEL_ENCAP_IP);
                    int encap = out.open(Rta.RTA_ENCAP);
                    out.u8(LWTUNNEL_IP_ID, 1);
                    out.close(encap);
                }
                NativeOrder.set16(out.out(), start, out.out().writerIndex() - start);
            }
            out.close(legs);
        }

        @Override
        public String words() {
            return "ip route add with a bad leg";
        }
    }

    @Test
    void a_refusal_points_into_the_leg_it_is_about() throws Exception {
        try (Conversation conversation =
                new Conversation(NetlinkSocketFactory.system().open(live.namespace()), Ticker.SYSTEM)) {
            assertThatExceptionOfType(NetlinkException.Rejected.class)
                    .isThrownBy(() -> conversation.execute(new BadLeg(device), Duration.ofSeconds(5)))
                    .satisfies(e -> {
                        assertThat(e.errno()).isIn(Errno.EINVAL, new Errno(34));
                        assertThat(e.attribute().orElse("")).startsWith("RTA_MULTIPATH[1].RTA_ENCAP");
                        assertThat(e.policy()).isPresent();
                    });
        }
    }
}

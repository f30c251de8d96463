package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Filters in the running kernel: what they keep arrives, what they drop does not. */
@Timeout(60)
final class MonitorFilterNetnsIT {
    private static final RouteTable BIG = RouteTable.of(7900);
    private static final RouteTable SMALL = RouteTable.of(42);
    private static final Protocol OURS = Protocol.of(77);

    private LiveNamespace live;
    private final BlockingQueue<RtEvent> events = new LinkedBlockingQueue<>();
    private int device;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        device = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Route route(int number, RouteTable table, Protocol protocol) {
        return Route.to(IpPrefix.parse("10.0." + number + ".0/24"))
                .table(table)
                .protocol(protocol)
                .via(IpAddress.parse("192.0.2.1"), device);
    }

    private Route route6(int number, RouteTable table, Protocol protocol) {
        return Route.to(IpPrefix.parse("2001:db8:f" + number + "::/48"))
                .table(table)
                .protocol(protocol)
                .via(IpAddress.parse("2001:db8:1::fe"), device);
    }

    /** All events of this test's tables until the one about this rule, which passes every filter used here. */
    private List<Object> heardUntil(Rule end) throws InterruptedException {
        live.netlink().rules().add(end);
        List<Object> heard = new ArrayList<>();
        while (true) {
            RtEvent event = events.poll(5, TimeUnit.SECONDS);
            assertThat(event).as("heard so far: %s", heard).isNotNull();
            if (event instanceof RtEvent.RuleChanged changed) {
                if (changed.rule().key().equals(end.key())) {
                    return heard;
                }
                heard.add("rule " + changed.rule().priority().getAsLong());
            } else if (event instanceof RtEvent.RouteChanged changed) {
                heard.add(changed.route().destination() + " "
                        + changed.route().table().value());
            } else if (event instanceof RtEvent.RouteRemoved removed) {
                heard.add("-" + removed.route().destination() + " "
                        + removed.route().table().value());
            }
        }
    }

    @Test
    void of_a_strangers_routes_only_the_defaults_are_heard() throws InterruptedException {
        EventFilter filter = EventFilter.ALL.onlyDefaultsExcept(OURS);
        try (Monitor monitor =
                live.netlink().monitor().routes().rules().filter(filter).start(events::add)) {
            assertThat(monitor).isNotNull();
            live.netlink().routes().add(route(1, RouteTable.MAIN, Protocol.BIRD));
            live.netlink().routes().add(route6(1, BIG, Protocol.BIRD));
            live.netlink().routes().add(route(2, BIG, OURS));
            live.netlink().routes().add(route6(2, SMALL, OURS));
            Route feed = route(0, SMALL, Protocol.BIRD);
            Route defaultRoute = Route.defaultRoute(AddressFamily.INET)
                    .table(SMALL)
                    .protocol(Protocol.BIRD)
                    .target(feed.target());
            live.netlink().routes().add(defaultRoute);
            live.netlink().routes().delete(defaultRoute);
            assertThat(heardUntil(Rule.lookup(AddressFamily.INET, SMALL).priority(9)))
                    .containsExactly("10.0.2.0/24 7900", "2001:db8:f2::/48 42", "0.0.0.0/0 42", "-0.0.0.0/0 42");
        }
    }

    @Test
    void one_table_alone_is_heard_of_both_families() throws InterruptedException {
        EventFilter filter = EventFilter.ALL.onlyTables(BIG);
        try (Monitor monitor =
                live.netlink().monitor().routes().rules().filter(filter).start(events::add)) {
            assertThat(monitor).isNotNull();
            live.netlink().routes().add(route(1, BIG, OURS));
            live.netlink().routes().add(route(2, SMALL, OURS));
            live.netlink().routes().add(route(3, RouteTable.MAIN, OURS));
            live.netlink().routes().add(route6(4, RouteTable.of(7901), OURS));
            live.netlink().routes().add(route6(5, BIG, OURS));
            live.netlink().routes().delete(route(2, SMALL, OURS));
            live.netlink().routes().delete(route(1, BIG, OURS));
            live.netlink().rules().add(Rule.lookup(AddressFamily.INET, SMALL).priority(8));

            assertThat(heardUntil(Rule.lookup(AddressFamily.INET6, BIG).priority(9)))
                    .containsExactly("10.0.1.0/24 7900", "2001:db8:f5::/48 7900", "-10.0.1.0/24 7900");
        }
    }

    @Test
    void a_protocol_and_a_small_table_are_kept_out() throws InterruptedException {
        EventFilter filter = EventFilter.ALL.exceptProtocols(OURS).exceptTables(SMALL);
        try (Monitor monitor =
                live.netlink().monitor().routes().rules().filter(filter).start(events::add)) {
            assertThat(monitor).isNotNull();
            live.netlink().routes().add(route(1, BIG, OURS));
            live.netlink().routes().add(route(2, BIG, Protocol.STATIC));
            live.netlink().routes().add(route(3, SMALL, Protocol.STATIC));
            live.netlink().routes().add(route6(4, BIG, OURS));
            live.netlink()
                    .rules()
                    .add(Rule.lookup(AddressFamily.INET, BIG).priority(7).protocol(OURS));
            live.netlink()
                    .rules()
                    .add(Rule.lookup(AddressFamily.INET, BIG).priority(8).protocol(Protocol.STATIC));

            assertThat(heardUntil(Rule.lookup(AddressFamily.INET, BIG).priority(9)))
                    .containsExactly("10.0.2.0/24 7900", "rule 8");
        }
    }

    /** What was filtered takes no room: a storm that would overrun the smallest buffer many times over is not noticed. */
    @Test
    void a_storm_in_another_table_does_not_fill_the_queue() throws InterruptedException {
        EventFilter filter = EventFilter.ALL.onlyTables(BIG).onlyTypes(Rtm.RTM_NEWROUTE, Rtm.RTM_NEWRULE);
        try (Monitor monitor = live.netlink()
                .monitor()
                .routes()
                .rules()
                .receiveBuffer(1)
                .filter(filter)
                .start(event -> {
                    events.add(event);
                })) {
            assertThat(monitor.receiveBuffer()).isLessThan(8 * 1024);
            for (int i = 0; i < 2000; i++) {
                Route other = Route.to(IpPrefix.parse("10." + (i >> 8) + "." + (i & 255) + ".0/24"))
                        .table(SMALL)
                        .via(IpAddress.parse("192.0.2.1"), device);
                live.netlink().routes().add(other);
            }
            live.netlink().routes().add(route(1, BIG, OURS));
            assertThat(events.poll(5, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            RtEvent.RouteChanged.class,
                            first -> assertThat(first.route().table()).isEqualTo(BIG));
        }
    }

    @Test
    void a_program_the_kernel_does_not_accept_is_refused() throws ErrnoException {
        try (var socket = NetlinkSocketFactory.system().open(live.namespace())) {
            var program = io.netty.buffer.Unpooled.directBuffer();
            program.writeLong(-1);
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> socket.attachFilter(program))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                    .withMessageContaining("SO_ATTACH_FILTER");
            program.release();
        }
    }
}

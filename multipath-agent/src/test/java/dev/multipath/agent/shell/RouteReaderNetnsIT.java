package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.netlink.Batch;
import dev.multipath.netlink.ChangeResult;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which routes the agent sees in a kernel that holds many of others. */
@NetnsTest
final class RouteReaderNetnsIT {
    private static final Protocol OWN = Protocol.of(77);
    private static final int MANY = 5_000;
    private static final AgentConfig CONFIG = Configs.of("[[uplink]]\ninterface = \"wan0\"\n");

    private final Namespace namespace = Namespace.create("gateway");
    /** Passes whenever it is looked at. */
    private final AtomicLong nanos = new AtomicLong();

    private RtNetlink netlink;
    private RouteReader reader;
    private int device;

    @BeforeEach
    void open() {
        namespace.veth("wan0", namespace, "far-end");
        namespace.address("wan0", "192.0.2.2/24");
        namespace.address("wan0", "2001:db8:1::2/64");
        netlink = namespace.netlink();
        device = namespace.index("wan0");
        DefaultRoutes defaults = new DefaultRoutes(() -> RtNetlink.open(namespace.netNs()), nanos::incrementAndGet);
        reader = new RouteReader(netlink, defaults, nanos::incrementAndGet);
    }

    @AfterEach
    void close() {
        reader.close();
        namespace.close();
    }

    private Route defaultRoute(AddressFamily family, RouteTable table, long metric) {
        String gateway = family.equals(AddressFamily.INET) ? "192.0.2.1" : "2001:db8:1::1";
        return Route.defaultRoute(family)
                .via(IpAddress.parse(gateway), device)
                .table(table)
                .priority(metric)
                .protocol(Protocol.DHCP);
    }

    private void fill(RouteTable table) {
        Batch batch = netlink.batch();
        for (int number = 0; number < MANY; number++) {
            IpPrefix four = new IpPrefix(IpAddress.ipv4(0x1000_0000 + (number << 8)), 24);
            IpPrefix six = new IpPrefix(IpAddress.ipv6(0x2a00_0000_0000_0000L + ((long) number << 16), 0), 48);
            batch.add(Route.to(four).dev(device).table(table).protocol(Protocol.BIRD));
            batch.add(Route.to(six).dev(device).table(table).protocol(Protocol.BIRD));
        }
        batch.send().forEach(ChangeResult::orThrow);
    }

    private List<String> read() {
        return reader.read(CONFIG, 1, netlink.rules().list()).stream()
                .map(route -> route.family() + " " + route.destination() + " "
                        + route.table().value() + " " + route.key().effectivePriority())
                .toList();
    }

    @Test
    void of_a_full_table_the_defaults_are_read_and_nothing_else() {
        fill(RouteTable.MAIN);
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            netlink.routes().add(defaultRoute(family, RouteTable.MAIN, 100));
            netlink.routes().add(defaultRoute(family, RouteTable.MAIN, 50));
        }
        for (int look = 0; look < 3; look++) {
            assertThat(read())
                    .containsExactly(
                            "inet 0.0.0.0/0 254 50",
                            "inet 0.0.0.0/0 254 100",
                            "inet6 ::/0 254 50",
                            "inet6 ::/0 254 100");
        }
    }

    @Test
    void a_full_ipv6_table_is_read_again_when_a_default_was_heard_of_or_changed_by_the_agent_or_time_has_passed() {
        fill(RouteTable.MAIN);
        assertThat(read()).isEmpty();
        Route added = defaultRoute(AddressFamily.INET6, RouteTable.MAIN, 100);
        netlink.routes().add(added);
        assertThat(read())
                .as("nobody said anything, and no time to speak of has passed")
                .isEmpty();
        reader.noticed(new RtEvent.RouteChanged(added, 0, 0));
        assertThat(read()).containsExactly("inet6 ::/0 254 100");
        netlink.routes().delete(reader.changing(added));
        assertThat(read()).isEmpty();
        netlink.routes().add(added);
        nanos.addAndGet(1_000);
        assertThat(read()).as("after a while").containsExactly("inet6 ::/0 254 100");
    }

    @Test
    void defaults_elsewhere_are_found_by_a_rule_by_what_was_heard_and_at_first_by_their_protocol() {
        RouteTable byRule = RouteTable.of(100);
        RouteTable heard = RouteTable.of(200);
        RouteTable before = RouteTable.of(300);
        netlink.routes().add(defaultRoute(AddressFamily.INET, before, 0));
        assertThat(read()).containsExactly("inet 0.0.0.0/0 300 0");

        netlink.routes().add(defaultRoute(AddressFamily.INET, byRule, 0));
        Route told = defaultRoute(AddressFamily.INET6, heard, 1024);
        netlink.routes().add(told);
        netlink.rules().add(Rule.lookup(AddressFamily.INET, byRule).priority(9));
        reader.noticed(new RtEvent.RouteChanged(told, 0, 0));
        assertThat(read())
                .containsExactlyInAnyOrder("inet 0.0.0.0/0 300 0", "inet 0.0.0.0/0 100 0", "inet6 ::/0 200 1024");
    }

    @Test
    void the_agents_own_tables_are_read_whole_and_its_routes_elsewhere_now_and_then() {
        IpPrefix prefix = IpPrefix.parse("198.51.100.0/24");
        netlink.routes()
                .add(Route.to(prefix).dev(device).table(RouteTable.of(7710)).protocol(Protocol.STATIC));
        assertThat(read()).containsExactly("inet 198.51.100.0/24 7710 0");
        netlink.routes()
                .add(Route.to(prefix).dev(device).table(RouteTable.of(5)).protocol(OWN));
        assertThat(read()).containsExactly("inet 198.51.100.0/24 7710 0");
        nanos.addAndGet(10_000_000_000L);
        assertThat(read()).containsExactly("inet 198.51.100.0/24 7710 0", "inet 198.51.100.0/24 5 0");
    }

    @Test
    void of_very_many_of_its_routes_elsewhere_only_so_many_are_read_at_once_and_the_rest_soon() {
        int many = RouteReader.MAX_ELSEWHERE + 5;
        for (int i = 0; i < many; i++) {
            IpPrefix prefix = IpPrefix.parse("45." + i / 256 + '.' + i % 256 + ".0/24");
            netlink.routes()
                    .add(Route.to(prefix).dev(device).table(RouteTable.of(5)).protocol(OWN));
        }
        assertThat(read()).hasSize(RouteReader.MAX_ELSEWHERE);
        for (Route route :
                netlink.routes().list(RouteFilter.of(AddressFamily.INET).table(RouteTable.of(5)))) {
            if (!route.destination().toString().startsWith("45.0.")) {
                netlink.routes().delete(route);
            }
        }
        nanos.addAndGet(1_000_000_000L);
        assertThat(read()).as("without waiting for its usual time").hasSize(256);
    }

    @Test
    void the_first_of_a_key_is_the_one_the_kernel_uses_now() {
        Route own = defaultRoute(AddressFamily.INET, RouteTable.MAIN, 50).protocol(OWN);
        assertThat(reader.first(own)).isEmpty();
        netlink.routes().add(own);
        assertThat(reader.first(own)).map(Route::protocol).contains(OWN);

        Route theirs = Route.defaultRoute(AddressFamily.INET)
                .via(IpAddress.parse("192.0.2.9"), device)
                .priority(50)
                .protocol(Protocol.DHCP);
        netlink.routes().append(theirs);
        assertThat(reader.first(own)).map(Route::protocol).contains(OWN);
        netlink.routes().replace(theirs.via(IpAddress.parse("192.0.2.8"), device));
        assertThat(reader.first(own)).map(Route::protocol).contains(Protocol.DHCP);
        assertThat(reader.first(own.priority(51))).isEmpty();
    }

    @Test
    void a_large_ipv6_table_is_not_read_for_one_route() {
        Route own = defaultRoute(AddressFamily.INET6, RouteTable.MAIN, 50).protocol(OWN);
        netlink.routes().add(own);
        read();
        assertThat(reader.first(own)).map(Route::protocol).contains(OWN);
        fill(RouteTable.MAIN);
        read();
        assertThat(reader.first(reader.changing(own))).isEmpty();
    }
}

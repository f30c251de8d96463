package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficReport;
import dev.multipath.testkit.netns.TrafficStream;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the kernel does to connections under way, where a fact says more than which way a packet takes: 16, 31, 32 and 34
 * with masqueraded connections of a LAN client and sockets of the gateway, over three uplinks with weights 4:1:1.
 */
@NetnsTest
class TrafficFactsNetnsIT {
    private static final int PORT = 7;
    private static final int CONNECTIONS = 24;
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final List<Integer> WEIGHTS = List.of(4, 1, 1);

    private Topology topology;
    private RtNetlink gateway;
    private List<UplinkHandle> uplinks;
    private EchoServer server;
    private final List<Talk> talks = new ArrayList<>();

    @BeforeEach
    void build(Topology.Builder builder) {
        topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .uplink(UplinkSpec.fixed("c").onlyIpv4())
                .build();
        uplinks = topology.uplinks();
        gateway = topology.gateway().netlink();
        // By policy 1 a forwarded packet is hashed by what its sender's socket drew, where that is known, as between
        // namespaces: no lookup could tell its way. This is the same by the five numbers of the connection alone.
        topology.gateway().sysctl("net.ipv4.fib_multipath_hash_policy", "3");
        topology.gateway().sysctl("net.ipv4.fib_multipath_hash_fields", "55");
        topology.gateway().sysctl("net.ipv4.fib_multipath_hash_seed", "4711");
        server = EchoServer.start(topology, PORT);
    }

    @AfterEach
    void end() throws IOException {
        for (Talk talk : talks) {
            talk.close();
        }
        server.close();
    }

    private IpAddress target() {
        return topology.target(AddressFamily.INET);
    }

    private IpAddress client() {
        return topology.client().netlink().addresses().list().stream()
                .map(address -> address.local())
                .filter(address -> address.isIpv4() && !address.isLoopback())
                .findFirst()
                .orElseThrow();
    }

    private int device(UplinkHandle uplink) {
        return uplink.link().orElseThrow().index();
    }

    private NextHop leg(int which) {
        UplinkHandle uplink = uplinks.get(which);
        return NextHop.via(uplink.nextHop(AddressFamily.INET), device(uplink)).weight(WEIGHTS.get(which));
    }

    private Route balance(int... legs) {
        List<NextHop> hops = new ArrayList<>();
        for (int which : legs) {
            hops.add(leg(which));
        }
        return Route.defaultRoute(AddressFamily.INET).target(RouteTarget.balanced(hops));
    }

    /** A table with a default over each uplink, and a rule that leads packets with mark 1, 2, 3 there. */
    private void pinnedTables() {
        for (int i = 0; i < uplinks.size(); i++) {
            RouteTable table = RouteTable.of(7710 + i);
            gateway.routes()
                    .add(Route.defaultRoute(AddressFamily.INET)
                            .table(table)
                            .target(RouteTarget.single(leg(i).weight(1))));
            gateway.rules().add(pin(i));
        }
    }

    private static Rule pin(int which) {
        return Rule.lookup(AddressFamily.INET, RouteTable.of(7710 + which))
                .priority(7750L + which)
                .mark(new FwMark(which + 1L, 0xff));
    }

    /** Connections remember the uplink they began on, and their packets bear its mark. */
    private void rememberUplinks() {
        StringBuilder rules = new StringBuilder("table inet pin {\n"
                + "chain pre { type filter hook prerouting priority mangle; iifname \"" + Topology.LAN_DEVICE
                + "\" meta mark set ct mark; }\n"
                + "chain post { type filter hook postrouting priority mangle;\n");
        for (int i = 0; i < uplinks.size(); i++) {
            rules.append("ct state new oifname \"").append(uplinks.get(i).device());
            rules.append("\" ct mark set ").append(i + 1).append(";\n");
        }
        topology.gateway().nft(rules.append("}\n}\n").toString());
    }

    private void openConnections() {
        IpAddress client = client();
        InetSocketAddress to = new InetSocketAddress(target().toInetAddress(), PORT);
        for (int i = 0; i < CONNECTIONS; i++) {
            talks.add(Talk.open(topology.client(), client, 20_000 + i, to));
        }
        assertThat(talks).allSatisfy(talk -> assertThat(talk.say("hi", LONG)).isEqualTo(Talk.State.ALIVE));
    }

    private boolean isOn(Talk talk, int uplink) {
        return talk.seenAs().equals(uplinks.get(uplink).publicAddress(AddressFamily.INET));
    }

    /** The device a connection's packets from the LAN are led to. */
    private int way(Talk talk) {
        RouteLookup lookup = RouteLookup.to(target()).toBuilder()
                .source(client())
                .inputInterface(topology.gateway().index(Topology.LAN_DEVICE))
                .ipProtocol(6)
                .sourcePort(talk.localPort())
                .destinationPort(PORT)
                .build();
        return gateway.routes().lookup(lookup).target().hops().get(0).interfaceIndex();
    }

    @Test
    void fact_31_a_masqueraded_connection_on_a_healthy_uplink_dies_when_a_change_of_legs_moves_it() {
        gateway.routes().add(balance(0, 1, 2));
        openConnections();
        List<Integer> before = talks.stream().map(this::way).toList();
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(isOn(talks.get(i), uplinkOf(before.get(i)))).isTrue();
        }

        gateway.routes().replace(balance(1, 2));

        int moved = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            if (way(talks.get(i)) == before.get(i)) {
                assertThat(talks.get(i).say("still there?", LONG)).isEqualTo(Talk.State.ALIVE);
            } else {
                moved++;
                assertThat(talks.get(i).say("still there?", SHORT)).isNotEqualTo(Talk.State.ALIVE);
            }
        }
        long ofTheLegThatLeft = talks.stream().filter(talk -> isOn(talk, 0)).count();
        assertThat(moved).as("moved").isLessThan(CONNECTIONS).isGreaterThan((int) ofTheLegThatLeft);
    }

    private int uplinkOf(int device) {
        for (int i = 0; i < uplinks.size(); i++) {
            if (device(uplinks.get(i)) == device) {
                return i;
            }
        }
        throw new AssertionError("no uplink has device " + device);
    }

    @Test
    void fact_31_marked_connections_on_healthy_uplinks_all_live_when_another_leaves_and_returns() {
        pinnedTables();
        rememberUplinks();
        gateway.routes().add(balance(0, 1, 2));
        openConnections();
        List<Talk> healthy = talks.stream().filter(talk -> !isOn(talk, 0)).toList();
        assertThat(healthy).isNotEmpty();

        gateway.routes().replace(balance(1, 2));
        assertThat(healthy)
                .allSatisfy(talk -> assertThat(talk.say("still there?", LONG)).isEqualTo(Talk.State.ALIVE));
        gateway.routes().replace(balance(0, 1, 2));
        assertThat(healthy)
                .allSatisfy(talk -> assertThat(talk.say("and now?", LONG)).isEqualTo(Talk.State.ALIVE));
    }

    @Test
    void fact_31_sockets_of_the_gateway_bound_to_an_address_live_by_its_rule() {
        for (int i = 0; i < uplinks.size(); i++) {
            RouteTable table = RouteTable.of(7710 + i);
            gateway.routes()
                    .add(Route.defaultRoute(AddressFamily.INET)
                            .table(table)
                            .target(RouteTarget.single(leg(i).weight(1))));
            gateway.rules()
                    .add(Rule.lookup(AddressFamily.INET, table)
                            .priority(7710L + i)
                            .from(IpPrefix.host(uplinks.get(i).address(AddressFamily.INET))));
        }
        gateway.routes().add(balance(0, 1, 2));
        InetSocketAddress to = new InetSocketAddress(target().toInetAddress(), PORT);
        IpAddress own = uplinks.get(1).address(AddressFamily.INET);
        for (int i = 0; i < 6; i++) {
            talks.add(Talk.open(topology.gateway(), own, 21_000 + i, to));
        }

        gateway.routes().replace(balance(1, 2));
        gateway.routes().replace(balance(0, 1, 2));

        assertThat(talks).allSatisfy(talk -> assertThat(talk.say("hi", LONG)).isEqualTo(Talk.State.ALIVE));
    }

    @Test
    void fact_16_masqueraded_connections_over_a_resilient_group_live_when_weights_change() {
        for (int i = 0; i < 3; i++) {
            gateway.nexthops().add(NextHopObject.via(i + 1L, leg(i).gateway().orElseThrow(), leg(i).interfaceIndex()));
        }
        gateway.nexthops().add(resilient(4, 1, 1, NextHopResilience.buckets(256)));
        gateway.routes().add(Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.NextHopId(10)));
        openConnections();

        for (int round = 0; round < 5; round++) {
            gateway.nexthops().replace(resilient(1, 4, 1, NextHopResilience.UNCHANGED));
            gateway.nexthops().replace(resilient(1, 1, 4, NextHopResilience.UNCHANGED));
            assertThat(talks)
                    .allSatisfy(talk -> assertThat(talk.say("hi", LONG)).isEqualTo(Talk.State.ALIVE));
        }
    }

    private static NextHopObject resilient(int a, int b, int c, NextHopResilience table) {
        List<NextHopMember> members = List.of(NextHopMember.of(1, a), NextHopMember.of(2, b), NextHopMember.of(3, c));
        return NextHopObject.of(10, NextHopTarget.resilient(members, table));
    }

    @Test
    void fact_32_a_socket_bound_to_a_dead_uplink_hangs_and_sock_destroy_ends_it() {
        gateway.routes().add(balance(0));
        IpAddress own = uplinks.get(0).address(AddressFamily.INET);
        InetSocketAddress to = new InetSocketAddress(target().toInetAddress(), PORT);
        Talk talk = Talk.open(topology.gateway(), own, 21_000, to);
        talks.add(talk);
        assertThat(talk.say("hi", LONG)).isEqualTo(Talk.State.ALIVE);

        uplinks.get(0).blackhole();
        assertThat(talk.say("still there?", SHORT)).isEqualTo(Talk.State.SILENT);
        topology.gateway().run("ss", "--kill", "--tcp", "src", own.toString());

        assertThat(talk.say("and now?", LONG)).isEqualTo(Talk.State.ENDED);
    }

    @Test
    void fact_32_a_pinned_connection_over_a_dead_uplink_hangs_while_its_rule_stands_and_ends_without_it() {
        pinnedTables();
        rememberUplinks();
        gateway.routes().add(balance(0));
        openConnections();
        Talk talk = talks.get(0);

        uplinks.get(0).blackhole();
        gateway.routes().replace(balance(1));
        assertThat(talk.say("still there?", SHORT)).isEqualTo(Talk.State.SILENT);
        gateway.rules().delete(pin(0));

        Await.until(LONG, "the end of the connection", () -> talk.say("and now?", SHORT) == Talk.State.ENDED);
    }

    @Test
    void fact_32_under_plain_snat_moved_flows_leave_with_the_dead_uplinks_address() {
        UplinkHandle a = uplinks.get(0);
        UplinkHandle b = uplinks.get(1);
        topology.gateway()
                .nft("flush ruleset\ntable ip nat {\ncounter spoofed {}\n"
                        + "chain post { type nat hook postrouting priority 100;\n"
                        + "oifname \"" + a.device() + "\" snat to " + a.address(AddressFamily.INET) + ";\n"
                        + "oifname \"" + b.device() + "\" snat to " + b.address(AddressFamily.INET) + ";\n}\n"
                        + "}\ntable netdev out {\ncounter spoofed {}\n"
                        + "chain b { type filter hook egress device \"" + b.device() + "\" priority 0;\n"
                        + "ip saddr " + a.address(AddressFamily.INET) + " counter name spoofed;\n}\n}\n");
        gateway.routes().add(balance(0));
        openConnections();

        gateway.routes().replace(balance(1));
        talks.get(0).say("still there?", SHORT);

        assertThat(topology.gateway().run("nft", "list", "counter", "netdev", "out", "spoofed"))
                .doesNotContain("packets 0 ");
    }

    @Test
    void fact_32_carrier_loss_keeps_masqueraded_entries_and_link_down_flushes_them() {
        gateway.routes().add(balance(0));
        openConnections();
        String own = "dst=" + uplinks.get(0).address(AddressFamily.INET);
        assertThat(conntrack()).contains(own);

        uplinks.get(0).cutCarrier();
        Await.until(
                LONG,
                "the loss of carrier",
                () -> !uplinks.get(0).link().orElseThrow().carrier());
        assertThat(conntrack()).contains(own);

        topology.gateway().down(uplinks.get(0).device());
        Await.until(LONG, "the flush", () -> !conntrack().contains(own));
    }

    private String conntrack() {
        return topology.gateway().run("cat", "/proc/net/nf_conntrack");
    }

    @Test
    void fact_34_spreading_by_packet_splits_exactly_and_ends_connections_through_nat() {
        pinnedTables();
        gateway.routes().add(balance(0));
        topology.gateway()
                .nft("table ip spread {\nchain pre { type filter hook prerouting priority mangle;\n iifname \""
                        + Topology.LAN_DEVICE + "\" udp dport " + PORT
                        + " meta mark set numgen inc mod 6 map { 0-3 : 1, 4 : 2, 5 : 3 };\n}\n}\n");
        long sent;
        try (TrafficStream stream = TrafficStream.start(topology.client(), target(), PORT, 500)) {
            Await.until(LONG, "answers", () -> stream.report().answered() >= 600);
            TrafficReport report = stream.stop();
            sent = report.sent();
        }
        Await.until(LONG, "all datagrams", () -> datagrams(0) + datagrams(1) + datagrams(2) == sent);
        assertThat(datagrams(0)).isEqualTo(sent / 6 * 4 + Math.min(4, sent % 6));
        assertThat(datagrams(1)).isEqualTo(sent / 6 + (sent % 6 > 4 ? 1 : 0));
        assertThat(datagrams(2)).isEqualTo(sent / 6);

        openConnections();
        topology.gateway()
                .nft("flush chain ip spread pre\nadd rule ip spread pre iifname \"" + Topology.LAN_DEVICE
                        + "\" tcp dport " + PORT
                        + " meta mark set numgen inc mod 6 map { 0-3 : 1, 4 : 2, 5 : 3 }\n");
        int alive = 0;
        for (Talk talk : talks) {
            alive += survives(talk) ? 1 : 0;
        }
        assertThat(alive).as("connections that live, of " + CONNECTIONS).isLessThan(CONNECTIONS / 4);
    }

    private static boolean survives(Talk talk) {
        for (int word = 0; word < 6; word++) {
            if (talk.say("word", Duration.ofMillis(150)) != Talk.State.ALIVE) {
                return false;
            }
        }
        return true;
    }

    private long datagrams(int uplink) {
        return server.datagramsFrom(uplinks.get(uplink).publicAddress(AddressFamily.INET));
    }
}

package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@NetnsTest
class TopologyNetnsIT {

    @Test
    void theGatewayHasNoDefaultRouteUnlessASpecGivesOne(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("one"))
                .uplink(UplinkSpec.fixed("two").mainDefault(300))
                .build();
        List<Route> defaults = defaults(topology);
        assertThat(defaults).hasSize(2);
        assertThat(defaults).allSatisfy(route -> {
            assertThat(route.key().priority()).hasValue(300);
            assertThat(route.protocol()).hasToString("dhcp");
        });
        topology.uplink("two").recreate();
        assertThat(defaults(topology)).hasSize(2);
    }

    @Test
    void twoUplinksMayHaveTheSameSubnetAndNextHop(Topology.Builder builder) {
        Topology topology = builder.uplink(
                        UplinkSpec.behindNat("one").subnet("192.168.1.0/24").onlyIpv4())
                .uplink(UplinkSpec.behindNat("two").subnet("192.168.1.0/24").onlyIpv4())
                .build();
        UplinkHandle two = topology.uplink("two");
        assertThat(two.nextHop(AddressFamily.INET))
                .isEqualTo(topology.uplink("one").nextHop(AddressFamily.INET));
        topology.gateway()
                .netlink()
                .routes()
                .add(Route.defaultRoute(AddressFamily.INET)
                        .via(
                                two.nextHop(AddressFamily.INET),
                                two.link().orElseThrow().index()));
        try (EchoServer server = EchoServer.start(topology, 7)) {
            TcpBurst burst =
                    TcpBurst.open(topology.client(), topology.target(AddressFamily.INET), 7, 10, Duration.ofSeconds(5));
            assertThat(burst.bySource()).containsOnlyKeys(two.publicAddress(AddressFamily.INET));
            assertThat(server.connectionsFrom(two.publicAddress(AddressFamily.INET)))
                    .isEqualTo(10);
        }
    }

    @Test
    void namesAndSubnetsAreFree(Topology.Builder builder) {
        Topology topology = builder.uplink(
                        UplinkSpec.fixed("one").device("fifteen-letters").subnet("192.0.2.0/24"))
                .uplink(UplinkSpec.pointToPoint("two").onlyIpv6())
                .target("203.0.113.1")
                .target("2001:db8:ffff::1")
                .build();
        UplinkHandle one = topology.uplink("one");
        assertThat(one.link()).isPresent();
        assertThat(one.address(AddressFamily.INET)).hasToString("192.0.2.2");
        assertThat(one.nextHop(AddressFamily.INET)).hasToString("192.0.2.1");
        assertThat(topology.uplink("two").device()).isEqualTo("ppp0");
        assertThat(topology.uplink("two").carries(AddressFamily.INET)).isFalse();
        assertThatThrownBy(() -> topology.uplink("two").address(AddressFamily.INET))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(topology.targets()).hasToString("[203.0.113.1, 2001:db8:ffff::1]");
        assertThatThrownBy(() -> topology.uplink("three")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTopologyThatCannotBeBuiltLeavesNothing(Topology.Builder builder) throws IOException {
        long before = descriptors();
        builder.uplink(UplinkSpec.fixed("one")).uplink(UplinkSpec.fixed("two").device("wan0"));
        assertThatThrownBy(builder::build).isInstanceOf(RuntimeException.class);
        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static List<Route> defaults(Topology topology) {
        return topology.gateway().netlink().routes().list().stream()
                .filter(Route::isDefault)
                .filter(route -> route.table().value() == 254)
                .toList();
    }
}

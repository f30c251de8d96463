package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * How long a gateway that another program changes takes to be in all tables. The bound is what the agent promises; how
 * long it took is published with the result.
 */
@NetnsTest
final class GatewayChangeNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final int CHANGES = 10;

    /** In b's own table, weighted and behind that in the balance, ordered, and twice in the policy's table. */
    private static final int ROUTES = 6;

    /** The provider's router under both addresses, by turns. */
    private static final List<IpAddress> ROUTERS =
            List.of(IpAddress.parse("198.18.1.1"), IpAddress.parse("198.18.1.254"));

    private static Topology two(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .build();
        topology.uplink("b").nextHopRouter().address("customer", "198.18.1.254/24");
        return topology;
    }

    /** With b in every kind of table. */
    private static AgentProcess configured(Topology topology) {
        String file = GatewayFile.of(topology)
                        .targets(topology.target(INET))
                        .autoGatewaysExceptFirst()
                        .text()
                + """

                [[route]]
                to = ["45.0.0.0/8"]
                via = ["b"]

                [[policy]]
                from = ["10.77.0.0/24"]
                via = ["b"]
                """;
        return AgentProcess.configured(topology.gateway(), file);
    }

    /** Gateways over b in the agent's routes, one for each. */
    private static List<IpAddress> gateways(Topology topology) {
        int b = topology.gateway().index("wan1");
        List<IpAddress> gateways = new ArrayList<>();
        RouteFilter own = RouteFilter.of(INET).protocol(GatewayKernel.OWN);
        for (Route route : topology.gateway().netlink().routes().list(own)) {
            for (NextHop hop : route.target().hops()) {
                if (hop.interfaceIndex() == b) {
                    gateways.add(hop.gateway().orElseThrow());
                }
            }
        }
        return gateways;
    }

    private static Duration awaitInAllTables(Topology topology, IpAddress router, Duration atMost) {
        long start = System.nanoTime();
        Await.until(
                atMost,
                router + " in " + ROUTES + " routes",
                () -> gateways(topology),
                seen -> seen.size() == ROUTES && seen.stream().allMatch(router::equals));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** How somebody makes a gateway known. */
    private interface Change {
        void to(IpAddress router);
    }

    private static void measure(Topology topology, AgentProcess agent, Change change, TestReporter reporter) {
        change.to(ROUTERS.get(0));
        agent.start();
        awaitInAllTables(topology, ROUTERS.get(0), GatewayKernel.SOON);
        List<Duration> took = new ArrayList<>();
        for (int i = 1; i <= CHANGES; i++) {
            IpAddress router = ROUTERS.get(i % 2);
            change.to(router);
            took.add(awaitInAllTables(topology, router, PROMISED));
        }
        took.sort(null);
        long median = took.get(CHANGES / 2).toMillis();
        long longest = took.get(CHANGES - 1).toMillis();
        reporter.publishEntry("ms until in all tables", "median " + median + ", longest " + longest);
        assertThat(agent.terminate()).isZero();
    }

    @Test
    void a_default_route_of_another_program(Topology.Builder builder, TestReporter reporter) {
        Topology topology = two(builder);
        int b = topology.gateway().index("wan1");
        try (AgentProcess agent = configured(topology)) {
            Change change = router -> topology.gateway()
                    .netlink()
                    .routes()
                    .replace(
                            Route.to(IpPrefix.parse("0.0.0.0/0")).via(router, b).protocol(Protocol.STATIC));
            measure(topology, agent, change, reporter);
        }
    }

    @Test
    void a_lease_file_that_is_written_again(Topology.Builder builder, TestReporter reporter) throws IOException {
        Topology topology = two(builder);
        try (AgentProcess agent = configured(topology)) {
            Path leases = Files.createDirectories(agent.root().resolve("var/lib/dhcp"));
            measure(topology, agent, router -> lease(leases, router), reporter);
        }
    }

    /** As dhclient does when it writes all its leases again: another file takes the place of the first. */
    private static void lease(Path directory, IpAddress router) {
        String text = """
            lease {
              interface "wan1";
              fixed-address 198.18.1.2;
              option subnet-mask 255.255.255.0;
              option routers %s;
              expire never;
            }
            """.formatted(router);
        try {
            Path written = Files.writeString(directory.resolve("dhclient.leases.new"), text);
            Files.move(written, directory.resolve("dhclient.leases"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

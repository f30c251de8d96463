package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import java.time.Duration;
import java.util.List;

/** One of each kind of uplink, to be tried one at a time by traffic of a LAN client. */
final class UplinkSite {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    private final Topology topology;
    private final int port;

    /** @param port where the Internet's addresses echo */
    UplinkSite(Topology topology, int port) {
        this.topology = topology;
        this.port = port;
    }

    void routeOver(UplinkHandle uplink) {
        for (AddressFamily family : FAMILIES) {
            int index = uplink.link().orElseThrow().index();
            topology.gateway()
                    .netlink()
                    .routes()
                    .replace(Route.defaultRoute(family)
                            .via(uplink.nextHop(family), index)
                            .protocol(Protocol.STATIC));
        }
    }

    void assertEverythingPasses() {
        for (AddressFamily family : FAMILIES) {
            // The first may have to wait for a neighbour entry that failed meanwhile.
            Await.until(
                    SOON,
                    "an answer over " + family,
                    () -> traffic(topology.client(), family, 5).answered() == 5);
            assertThat(traffic(topology.client(), family, 100).answered()).isEqualTo(100);
        }
    }

    void assertNothingPasses() {
        for (AddressFamily family : FAMILIES) {
            assertThat(traffic(topology.client(), family, 50).answered()).isZero();
        }
    }

    /** A number of flows at 1,000 a second. */
    TrafficReport traffic(Namespace from, AddressFamily family, int flows) {
        return TrafficStream.burst(from, topology.target(family), port, 1000, flows);
    }

    /** The gateway's. */
    List<IpAddress> addresses(UplinkHandle uplink) {
        int index = uplink.link().orElseThrow().index();
        return topology.gateway().netlink().addresses().list().stream()
                .filter(address -> address.interfaceIndex() == index)
                .map(Address::local)
                .toList();
    }
}

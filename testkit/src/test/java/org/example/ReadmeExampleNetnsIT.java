package org.example;

// README begins
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.TrafficReport;
import dev.multipath.testkit.netns.TrafficStream;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@NetnsTest
class ReadmeExampleNetnsIT {

    @Test
    void theSecondUplinkTakesOver(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("fibre"))
                .uplink(UplinkSpec.behindNat("cable"))
                .build();
        UplinkHandle fibre = topology.uplink("fibre");
        UplinkHandle cable = topology.uplink("cable");
        RtNetlink gateway = topology.gateway().netlink();
        IpAddress target = topology.target(AddressFamily.INET);
        gateway.routes().add(defaultRoute(fibre));

        try (EchoServer server = EchoServer.start(topology, 7);
                TrafficStream traffic = TrafficStream.start(topology.client(), target, 7, 500)) {
            Await.until(Duration.ofSeconds(5), "answers", () -> traffic.report().answered() > 100);

            fibre.cutCarrier();
            // What your program would do about it:
            Await.until(
                    Duration.ofSeconds(5),
                    "the loss of carrier",
                    () -> fibre.link(),
                    link -> !link.get().carrier());
            gateway.routes().replace(defaultRoute(cable));

            IpAddress seen = cable.publicAddress(AddressFamily.INET);
            Await.until(Duration.ofSeconds(5), "traffic over cable", () -> server.datagramsFrom(seen) > 100);
            TrafficReport report = traffic.stop();
            assertEquals(0, report.noRoute());
            assertTrue(report.longestOutage().toMillis() < 500, report::toString);
        }
    }

    private static Route defaultRoute(UplinkHandle uplink) {
        Link device = uplink.link().orElseThrow();
        return Route.defaultRoute(AddressFamily.INET).via(uplink.nextHop(AddressFamily.INET), device.index());
    }
}
// README ends

package org.example;

// README begins
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.kernel.FakeKernel;
import dev.multipath.testkit.kernel.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeHistoryExampleTest {

    @Test
    void whicheverChangeFailsThereIsAWayOutOrNone() {
        FakeKernel start = new FakeKernel();
        try (RtNetlink netlink = start.netlink()) {
            netlink.links().add(NewLink.of("eth0", "dummy").setUp());
        }
        for (int failing = 0; failing < 3; failing++) {
            FakeKernel kernel = start.copy();
            kernel.inject(new Fault.RefuseLater(failing, Errno.ENOMEM, ""));
            try (RtNetlink netlink = kernel.netlink()) {
                boolean done = configured(netlink);

                RouteLookup lookup = RouteLookup.to(IpAddress.parse("203.0.113.7"));
                assertEquals(done, kernel.lookup(lookup).isPresent());
                // The address was for ten minutes, and its route goes with it.
                kernel.advance(Duration.ofMinutes(10));
                assertTrue(kernel.lookup(lookup).isEmpty());
            }
        }
    }

    /** Yours to test. */
    private static boolean configured(RtNetlink netlink) {
        int eth0 = netlink.links().get("eth0").orElseThrow().index();
        Address address = Address.of(eth0, IpAddress.parse("192.0.2.2"), 24);
        Route route = Route.defaultRoute(AddressFamily.INET).via(IpAddress.parse("192.0.2.1"), eth0);
        try {
            netlink.addresses().add(address.lifetime(AddressLifetime.of(600, 600)));
            netlink.routes().add(route);
            return true;
        } catch (NetlinkException e) {
            return false;
        }
    }
}
// README ends

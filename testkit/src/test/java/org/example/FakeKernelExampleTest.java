package org.example;

// README begins
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.kernel.FakeKernel;
import dev.multipath.testkit.kernel.Fault;
import org.junit.jupiter.api.Test;

class FakeKernelExampleTest {

    @Test
    void theRouteIsAddedOnceThePermissionIsThere() {
        FakeKernel kernel = new FakeKernel();
        try (RtNetlink netlink = kernel.netlink()) {
            netlink.links().add(NewLink.of("eth0", "dummy").setUp());
            int eth0 = netlink.links().get("eth0").orElseThrow().index();
            netlink.addresses().add(Address.of(eth0, IpAddress.parse("192.0.2.2"), 24));
            Route route = Route.to(IpPrefix.parse("198.51.100.0/24")).via(IpAddress.parse("192.0.2.1"), eth0);

            kernel.inject(new Fault.Refuse(Rtm.RTM_NEWROUTE, Errno.EPERM, ""));
            // Your code goes here, with this RtNetlink, or with kernel as its NetlinkSocketFactory.
            assertThrows(NetlinkException.Rejected.class, () -> netlink.routes().add(route));
            netlink.routes().add(route);

            kernel.unplug("eth0");
            Route listed = netlink.routes().list().stream()
                    .filter(each -> each.key().equals(route.key()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(true, listed.target().hops().get(0).isDeadOrLinkdown());
        }
        assertEquals(0, kernel.openSockets());
    }
}
// README ends

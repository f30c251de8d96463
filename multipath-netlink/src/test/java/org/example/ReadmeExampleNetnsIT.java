package org.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The example of the project's README, compiled and run. */
class ReadmeExampleNetnsIT {

    @Test
    void doesWhatItSays() throws ErrnoException {
        Assumptions.assumeTrue(mayMakeNamespaces(), "network namespaces cannot be made here");
        try (NetNs namespace = NetNs.create();
                RtNetlink netlink = RtNetlink.open(namespace)) {
            netlink.links().add(NewLink.veth("eth0", "eth1"));
            for (String[] each : new String[][] {{"eth0", "192.0.2.2"}, {"eth1", "198.51.100.2"}}) {
                int index = netlink.links().get(each[0]).orElseThrow().index();
                netlink.links().change(index, LinkChange.setUp());
                netlink.addresses().add(Address.of(index, IpAddress.parse(each[1]), 24));
            }
            List<String> shown = ReadmeExample.balance(netlink);
            assertThat(shown)
                    .anyMatch(line -> line.startsWith("default table 100 proto static")
                            && line.contains("weight 4")
                            && line.contains("weight 1"));
        }
    }

    private static boolean mayMakeNamespaces() {
        if ("required".equals(System.getenv("MULTIPATH_NETNS"))) {
            return true;
        }
        try (NetNs namespace = NetNs.create()) {
            return namespace.descriptor() >= 0;
        } catch (ErrnoException refused) {
            return false;
        }
    }
}

package org.example;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.MacvlanAttributes;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.TunAttributes;
import dev.multipath.netlink.transport.NetNs;
import java.util.List;

/** Links: a bridge with a port and a further name, a device on top of it, and one end of a pair in another namespace. */
final class VirtualLinks {
    private VirtualLinks() {}

    /** Needs an interface that may become a port, and the name of a namespace ({@code ip netns add}). */
    public static void main(String[] arguments) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, arguments[0], NetNs.named(arguments[1]));
        }
    }

    static void run(RtNetlink netlink, String first, NetNs blue) {
        int eth0 = netlink.links().get(first).orElseThrow().index();

        netlink.links().add(NewLink.bridge("br0").setUp());
        int br0 = netlink.links().get("br0").orElseThrow().index();
        netlink.links().change(eth0, LinkChange.setMaster(br0));
        Attributes bridged = Attributes.of(MacvlanAttributes.MACVLAN_MODE, 4L);
        netlink.links().add(NewLink.of("mv0", new LinkKind.Macvlan(bridged)).parent(br0));

        netlink.links().addAlternativeNames(br0, "lan-of-the-house");
        netlink.links().change(br0, LinkChange.setHardwareAddress(HardwareAddress.parse("02:00:00:00:00:01")));
        netlink.links().change(br0, LinkChange.setMtu(1400));

        netlink.links().add(NewLink.veth("here", "there"));
        int there = netlink.links().get("there").orElseThrow().index();
        netlink.links().move(there, blue);

        netlink.links().add(NewLink.veth("one", "two"));
        netlink.links().delete(netlink.links().get("one").orElseThrow().index());
    }

    /** No message makes a tap device; this goes through {@code /dev/net/tun}, and what it makes stays. */
    static void tap(RtNetlink netlink) {
        LinkKind kind = LinkKind.Tun.tap().with(TunAttributes.TUN_OWNER, 1000L);
        netlink.links().add(NewLink.of("tap0", kind).setUp());
    }

    /** Kinds that not every kernel has; one without says EOPNOTSUPP, "Unknown device type". */
    static List<NewLink> more(int br0) {
        return List.of(
                NewLink.of("br0.7", LinkKind.Vlan.of(7)).parent(br0),
                NewLink.of("red", LinkKind.Vrf.of(RouteTable.of(200))),
                NewLink.of("dummy7", "dummy"));
    }
}

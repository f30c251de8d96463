package org.example;

import dev.multipath.netlink.NeighbourFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import java.util.List;

/** Neighbours: a gateway pinned to its hardware address, an address answered for another, and what is known. */
final class Neighbourhood {
    private Neighbourhood() {}

    /** Needs an interface that is up and whose network holds 192.0.2.1. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0]).forEach(System.out::println);
        }
    }

    static List<Neighbour> run(RtNetlink netlink, String first) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        IpAddress gateway = IpAddress.parse("192.0.2.1");
        HardwareAddress hardware = HardwareAddress.parse("02:00:00:00:00:fe");

        netlink.neighbours().replace(Neighbour.permanent(eth0, gateway, hardware));
        netlink.neighbours().add(Neighbour.proxy(eth0, IpAddress.parse("192.0.2.99")));

        Neighbour old = Neighbour.permanent(eth0, IpAddress.parse("192.0.2.50"), hardware);
        netlink.neighbours().addIfAbsent(old);
        netlink.neighbours().delete(old);
        netlink.neighbours().walk(NeighbourFilter.ALL, neighbour -> {
            if (!neighbour.isValid()) {
                System.out.println(neighbour);
            }
        });
        return netlink.neighbours().list(NeighbourFilter.ALL.interfaceIndex(eth0));
    }
}

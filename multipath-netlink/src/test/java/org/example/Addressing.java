package org.example;

import dev.multipath.netlink.AddressFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import java.util.List;

/** Addresses: an interface up, two addresses of each kind, one with a lifetime of its own, and what is there then. */
final class Addressing {
    private Addressing() {}

    /** Needs an interface. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0]).forEach(System.out::println);
        }
    }

    static List<Address> run(RtNetlink netlink, String first) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        netlink.links().change(eth0, LinkChange.setUp());

        Address office = Address.of(eth0, IpAddress.parse("203.0.113.5"), 24);
        netlink.addresses().add(office.broadcast(IpAddress.parse("203.0.113.255")));
        netlink.addresses()
                .addIfAbsent(
                        Address.of(eth0, IpAddress.parse("2001:db8::5"), 64).noDad());

        Address tunnel = Address.of(eth0, IpAddress.parse("10.9.0.1"), 32);
        netlink.addresses().replace(tunnel.peer(IpAddress.parse("10.9.0.2")));

        Address spare = Address.of(eth0, IpAddress.parse("203.0.113.6"), 24);
        netlink.addresses().add(spare);
        netlink.addresses().delete(spare);
        return netlink.addresses().list(AddressFilter.of(AddressFamily.INET).interfaceIndex(eth0));
    }
}

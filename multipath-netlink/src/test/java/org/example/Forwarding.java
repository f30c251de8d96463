package org.example;

import dev.multipath.netlink.FdbFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.model.VxlanAttributes;
import java.util.List;

/** Forwarding tables: a VXLAN tunnel that floods to two remotes, and a station fixed to a port of a bridge. */
final class Forwarding {
    private Forwarding() {}

    /** Needs an interface that may become a port. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0]).forEach(System.out::println);
        }
    }

    static List<FdbEntry> run(RtNetlink netlink, String first) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        Attributes options = Attributes.of(VxlanAttributes.VXLAN_ID, 42L)
                .with(VxlanAttributes.VXLAN_PORT, 4789)
                .with(VxlanAttributes.VXLAN_LEARNING, false);
        netlink.links().add(NewLink.of("vx0", new LinkKind.Vxlan(options)).setUp());
        int vx0 = netlink.links().get("vx0").orElseThrow().index();

        FdbEntry flood = FdbEntry.ofDevice(vx0, HardwareAddress.parse("00:00:00:00:00:00"));
        netlink.fdb().append(flood.to(IpAddress.parse("192.0.2.7")));
        netlink.fdb().append(flood.to(IpAddress.parse("192.0.2.8")));

        netlink.links().add(NewLink.bridge("br0").setUp());
        int br0 = netlink.links().get("br0").orElseThrow().index();
        netlink.links().change(eth0, LinkChange.setMaster(br0));
        FdbEntry station = FdbEntry.ofPort(eth0, HardwareAddress.parse("02:00:00:00:00:aa"));
        netlink.fdb().replace(station.state(FdbEntry.STATIC));
        for (ProtocolInfo port : netlink.links().protocolInfo(AddressFamily.BRIDGE)) {
            System.out.println(port.interfaceIndex() + ": " + port.attributes());
        }
        return netlink.fdb().list(FdbFilter.ALL.bridge(br0));
    }
}

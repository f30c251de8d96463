package dev.multipath.netlink;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.NetNs;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Changes a namespace of two uplinks at random, from a seed; what the kernel refuses is no matter. */
final class ViewChurn implements Runnable {
    private final NetNs namespace;
    private final int steps;
    private final Random random;
    private int done;

    ViewChurn(NetNs namespace, long seed, int steps) {
        this.namespace = namespace;
        this.steps = steps;
        this.random = new Random(seed);
    }

    /** How many changes the kernel made. */
    int done() {
        return done;
    }

    @Override
    public void run() {
        try (RtNetlink netlink = RtNetlink.open(namespace)) {
            for (int i = 0; i < steps; i++) {
                try {
                    step(netlink);
                    done++;
                } catch (NetlinkException.Rejected | NetlinkException.Ambiguous refused) {
                    // The other threads were there first.
                }
            }
        }
    }

    private void step(RtNetlink netlink) {
        int what = random.nextInt(100);
        if (what < 35) {
            add(netlink.routes());
        } else if (what < 60) {
            netlink.routes().replace(route());
        } else if (what < 80) {
            netlink.routes().deleteIfPresent(route());
        } else if (what < 88) {
            rule(netlink.rules());
        } else if (what < 94) {
            address(netlink);
        } else {
            link(netlink.links());
        }
    }

    private void add(Routes routes) {
        switch (random.nextInt(3)) {
            case 0 -> routes.addIfAbsent(route());
            case 1 -> routes.append(route());
            default -> routes.prepend(route());
        }
    }

    private void rule(Rules rules) {
        AddressFamily family = random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
        Rule rule = Rule.lookup(family, table()).priority(100 + random.nextInt(5));
        if (random.nextBoolean()) {
            rules.addIfAbsent(rule);
        } else {
            rules.deleteIfPresent(rule);
        }
    }

    private void address(RtNetlink netlink) {
        Optional<Link> link = netlink.links().get(random.nextBoolean() ? "up-a" : "up-b");
        if (link.isEmpty()) {
            return;
        }
        boolean ipv4 = random.nextBoolean();
        String text = (ipv4 ? "192.0.2." : "2001:db8:1::") + (2 + random.nextInt(2));
        Address address = Address.of(link.get().index(), IpAddress.parse(text), ipv4 ? 24 : 64);
        if (random.nextBoolean()) {
            netlink.addresses().addIfAbsent(ipv4 ? address : address.noDad());
        } else {
            netlink.addresses().deleteIfPresent(address);
        }
    }

    private void link(Links links) {
        String name = random.nextBoolean() ? "up-a" : "up-b";
        Optional<Link> link = links.get(name);
        if (link.isEmpty()) {
            links.addIfAbsent(NewLink.veth(name, name + "p"));
            links.get(name).ifPresent(made -> links.change(made.index(), LinkChange.setUp()));
            links.get(name + "p").ifPresent(made -> links.change(made.index(), LinkChange.setUp()));
        } else if (random.nextInt(6) == 0) {
            links.deleteIfPresent(link.get().index());
        } else {
            links.change(link.get().index(), random.nextInt(3) == 0 ? LinkChange.setDown() : LinkChange.setUp());
        }
    }

    private RouteTable table() {
        return RouteTable.of(random.nextBoolean() ? 7900 : 42);
    }

    /** On links whose indices the kernel gave: those of a namespace with two veth pairs, and what came after them. */
    private Route route() {
        boolean ipv4 = random.nextBoolean();
        int number = random.nextInt(12);
        IpPrefix prefix = IpPrefix.parse(ipv4 ? "10." + number + ".0.0/16" : "2001:db8:" + (100 + number) + "::/48");
        Route route = Route.to(prefix)
                .table(table())
                .protocol(Protocol.of(70 + random.nextInt(2)))
                .priority(random.nextInt(4) == 0 ? 9 : 2000);
        if (random.nextInt(3) == 0) {
            return route.target(new RouteTarget.Multipath(List.of(hop(ipv4, 1).weight(2), hop(ipv4, 2))));
        }
        return route.target(RouteTarget.single(hop(ipv4, 1 + random.nextInt(3))));
    }

    /** The gateway's device is left to the kernel. */
    private NextHop hop(boolean ipv4, int number) {
        return NextHop.via(IpAddress.parse((ipv4 ? "192.0.2." : "2001:db8:1::f") + (10 + number)));
    }
}

package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An ISP's router, its way to the Internet, and, where the uplink is behind one, the customer's NAT router. */
final class Isp implements AutoCloseable {
    /** The ISP's interface to the Internet. */
    static final String TRANSIT = "transit";
    /** The ISP's interface to its customer. */
    private static final String CUSTOMER = "customer";
    /** The NAT router's interfaces. */
    private static final String INSIDE = "inside";

    private static final String OUTSIDE = "outside";

    private static final OptionalLong DEFAULT_METRIC = OptionalLong.of(100);

    private final Namespace internet;
    private final Numbering numbering;
    private final List<Namespace> namespaces;
    private final Namespace router;
    private final Optional<Namespace> nat;
    private final Wire transit;
    private final Optional<Wire> outside;

    Isp(Namespace internet, UplinkSpec spec, Numbering numbering) {
        this.internet = internet;
        this.numbering = numbering;
        List<String> names = new ArrayList<>(List.of("isp-" + spec.name()));
        if (spec.kind() == UplinkKind.BEHIND_NAT) {
            names.add("nat-" + spec.name());
        }
        this.namespaces = Namespace.createAll(names);
        this.router = namespaces.get(0);
        this.nat = namespaces.stream().skip(1).findFirst();
        this.transit = new Wire(router, TRANSIT, internet, numbering.transitDevice(), DEFAULT_METRIC);
        this.outside = nat.map(box -> new Wire(box, OUTSIDE, router, CUSTOMER, DEFAULT_METRIC));
    }

    void build(UplinkSpec spec) {
        prepare(router);
        nat.ifPresent(Isp::prepare);
        if (spec.hasIpv4()) {
            transit.number(Ends.of(numbering.transit4(), false));
            outside.ifPresent(wire -> wire.number(Ends.of(numbering.public4(), false)));
        }
        if (spec.hasIpv6()) {
            transit.number(Ends.of(numbering.transit6(), false));
            outside.ifPresent(wire -> wire.number(Ends.of(numbering.public6(), false)));
        }
        transit.restore();
        if (spec.kind() == UplinkKind.POINT_TO_POINT) {
            // For a default route that names no gateway: the other end answers for everybody, IPv4 at least.
            router.sysctl("net.ipv4.conf.default.proxy_arp", "1");
        }
        outside.ifPresent(wire -> {
            wire.restore();
            wire.allEnds().forEach(this::routeFromInternet);
        });
        nat.ifPresent(box -> box.nft(masquerade("oifname", OUTSIDE)));
    }

    private static void prepare(Namespace router) {
        router.forwarding();
        // A cut cable must not cost the router its own addresses.
        router.sysctl("net.ipv6.conf.all.keep_addr_on_down", "1");
        router.sysctl("net.ipv6.conf.default.keep_addr_on_down", "1");
    }

    /** The rule set of a router that gives what leaves it the address of the interface it leaves by. */
    static String masquerade(String match, String device) {
        return "table inet nat {\nchain postrouting {\n type nat hook postrouting priority 100;\n " + match + " \""
                + device + "\" masquerade;\n}\n}\n";
    }

    /** The Internet finds these addresses by way of this ISP. */
    void routeFromInternet(Ends numbered) {
        IpPrefix prefix = Wire.reachable(numbered);
        AddressFamily family = numbered.family();
        Ends way = transit.ends(family).orElseThrow();
        Route route = Route.to(prefix).via(way.gateway(), internet.index(numbering.transitDevice()));
        internet.netlink().routes().replace(route);
    }

    /** The namespace of the uplink's next hop. */
    Namespace nextHop() {
        return nat.orElse(router);
    }

    /** The next hop's interface to the gateway. */
    String nextHopDevice() {
        return nat.isPresent() ? INSIDE : CUSTOMER;
    }

    /** The ISP's router. */
    Namespace router() {
        return router;
    }

    /** The address the Internet sees instead of the gateway's; absent without NAT. */
    Optional<Ends> outside(AddressFamily family) {
        return outside.flatMap(wire -> wire.ends(family));
    }

    @Override
    public void close() {
        namespaces.forEach(Namespace::close);
    }
}

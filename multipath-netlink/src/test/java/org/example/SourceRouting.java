package org.example;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;

/** Rules: replies leave by the uplink their request came in by, and marked or secure traffic takes a way of its own. */
final class SourceRouting {
    private SourceRouting() {}

    /** Needs an interface whose network holds 192.0.2.1. */
    public static void main(String[] interfaces) {
        try (RtNetlink netlink = RtNetlink.open()) {
            run(netlink, interfaces[0]);
        }
    }

    static void run(RtNetlink netlink, String first) {
        int eth0 = netlink.links().get(first).orElseThrow().index();
        RouteTable own = RouteTable.of(100);
        Route out = Route.defaultRoute(AddressFamily.INET).table(own);
        netlink.routes().add(out.via(IpAddress.parse("192.0.2.1"), eth0));

        Rule lookup = Rule.lookup(AddressFamily.INET, own);
        netlink.rules().add(lookup.priority(1000).from(IpPrefix.parse("192.0.2.2/32")));
        netlink.rules().add(lookup.priority(1001).mark(new FwMark(0x100, 0xff00)));

        RuleSelector https = RuleSelector.all(AddressFamily.INET).toBuilder()
                .ipProtocol(6)
                .destinationPort(NumberRange.of(443))
                .build();
        netlink.rules().add(lookup.priority(1002).selector(https));

        RuleSelector expedited = RuleSelector.all(AddressFamily.INET).toBuilder()
                .dscp(Dscp.exactly(46))
                .build();
        netlink.rules().add(lookup.priority(1003).selector(expedited));

        // What main knows better than by its default is left to main.
        Rule specific = Rule.lookup(AddressFamily.INET, RouteTable.MAIN).priority(900);
        netlink.rules().add(specific.suppressPrefixLength(0));

        Rule last = Rule.lookup(AddressFamily.INET6, own).priority(40000);
        netlink.rules().addIfAbsent(last.action(new RuleAction.Unreachable()));
        netlink.rules().deleteIfPresent(lookup.priority(1003).selector(expedited));
    }
}

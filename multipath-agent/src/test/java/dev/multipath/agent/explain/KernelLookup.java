package dev.multipath.agent.explain;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Holds an explanation against the kernel's own lookup. */
final class KernelLookup {
    private static final long REALM = 0xffff;

    private final LookupSite site;
    private final Fib fib;

    KernelLookup(LookupSite site, Fib fib) {
        this.site = site;
        this.fib = fib;
    }

    /** What differs; empty when both agree. */
    Optional<String> difference(Explanation ours) {
        Packet packet = ours.packet();
        Route answer;
        try {
            if (packet.destination().isIpv4()) {
                // Answers are kept with each next hop, with the realms of the rule that asked first.
                site.router().sysctl("net.ipv4.route.flush", "1");
            }
            answer = site.netlink().routes().lookup(lookup(packet));
        } catch (NetlinkException.Rejected refused) {
            return ofRefusal(ours.verdict(), refused);
        }
        return ofAnswer(ours, answer).map(what -> what + "; the kernel says " + answer);
    }

    RouteLookup lookup(Packet packet) {
        boolean input = packet.incoming().isPresent();
        // A lookup for IPv6 takes no uid for "none", but forwarded packets have uid 0.
        boolean uid = !input || !packet.destination().isIpv4();
        return new RouteLookup(
                packet.destination(),
                packet.source(),
                index(packet.incoming()),
                index(packet.outgoing()),
                OptionalLong.of(packet.mark()),
                uid ? OptionalLong.of(input ? 0 : packet.uid()) : OptionalLong.empty(),
                packet.ipProtocol(),
                packet.sourcePort(),
                packet.destinationPort(),
                packet.tos(),
                OptionalInt.empty(),
                false);
    }

    private OptionalInt index(Optional<String> name) {
        return name.isPresent()
                ? OptionalInt.of(fib.link(name.get()).orElseThrow().index())
                : OptionalInt.empty();
    }

    private static Optional<String> ofRefusal(Verdict ours, NetlinkException.Rejected kernel) {
        boolean same = ours instanceof Verdict.Refused refused
                && refused.refusal().errno() == kernel.errno().value();
        return same ? Optional.empty() : Optional.of("the kernel refuses with " + kernel.errno());
    }

    private Optional<String> ofAnswer(Explanation ours, Route kernel) {
        if (ours.verdict() instanceof Verdict.Delivered delivered) {
            return delivered.type().equals(kernel.type())
                    ? ofTable(ours, kernel)
                    : Optional.of("type " + delivered.type());
        }
        if (!(ours.verdict() instanceof Verdict.Leaves leaves)) {
            return Optional.of("refused here");
        }
        if (!leaves.type().equals(kernel.type())) {
            return Optional.of("type " + leaves.type());
        }
        NextHop hop = ((RouteTarget.Single) kernel.target()).hop();
        boolean listed = leaves.legs().stream().anyMatch(leg -> same(leg.hop(), hop));
        return listed ? ofTable(ours, kernel).or(() -> ofRule(ours, kernel)) : Optional.of("other legs");
    }

    private static boolean same(NextHop ours, NextHop kernel) {
        return ours.interfaceIndex() == kernel.interfaceIndex()
                && ours.gateway().equals(kernel.gateway());
    }

    /** Table 0 is that of answers no table was asked for. */
    private static Optional<String> ofTable(Explanation ours, Route kernel) {
        boolean none = kernel.table().value() == 0;
        if (none != ours.table().isEmpty() && !isBroadcast(ours.packet().destination())) {
            return Optional.of("a table on one side only");
        }
        if (ours.table().isPresent() && !none && !ours.table().get().equals(kernel.table())) {
            return Optional.of("other table");
        }
        OptionalLong mss = kernel.options().metrics().get(RouteMetric.ADVMSS);
        boolean told = ours.route().isPresent()
                && !ours.packet().destination().isMulticast()
                && !isBroadcast(ours.packet().destination());
        return !told
                        || ours.route()
                                .get()
                                .options()
                                .metrics()
                                .get(RouteMetric.ADVMSS)
                                .equals(mss)
                ? Optional.empty()
                : Optional.of("other route");
    }

    /** Its own realm tells an IPv4 rule. */
    private static Optional<String> ofRule(Explanation ours, Route kernel) {
        boolean tells = ours.packet().destination().isIpv4() && kernel.type().equals(RouteType.UNICAST);
        if (!tells || ours.rule().isEmpty() || ours.route().isEmpty()) {
            return Optional.empty();
        }
        NextHop hop = ((RouteTarget.Single) kernel.target()).hop();
        long realm = hop.realms().orElse(0) & REALM;
        return realm == ours.rule().get().realms().orElse(0) ? Optional.empty() : Optional.of("other rule");
    }

    private static boolean isBroadcast(IpAddress address) {
        return address.isIpv4() && address.low() == 0xffff_ffffL;
    }
}

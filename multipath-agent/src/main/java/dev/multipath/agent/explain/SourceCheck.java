package dev.multipath.agent.explain;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteType;
import java.util.Optional;

/**
 * Whether IPv4 believes the source address of a packet that came in: a lookup of the way back ({@code
 * fib_validate_source()}). It is done with {@code rp_filter} off, too.
 */
final class SourceCheck {
    private static final int STRICT = 1;

    private final Fib fib;
    private final Flow flow;
    private final LookupSettings settings;

    SourceCheck(Fib fib, Flow flow, LookupSettings settings) {
        this.fib = fib;
        this.flow = flow;
        this.settings = settings;
    }

    /**
     * Why a packet to be forwarded is dropped; empty when it is not, and when its source is unknown.
     *
     * @param device the way there leads by
     */
    Optional<String> forwarded(int device) {
        return check(device, flow.destination());
    }

    /** Likewise for one to this machine. */
    Optional<String> delivered() {
        return check(0, flow.destination());
    }

    /** Likewise for one to all. */
    Optional<String> broadcast() {
        return check(0, IpAddress.ANY_IPV4);
    }

    private Optional<String> check(int device, IpAddress to) {
        if (flow.source().isEmpty()) {
            return Optional.empty();
        }
        String from = "source " + flow.sourceOrAny();
        String filter = " (rp_filter = " + settings.reversePathFilter() + " on " + incoming() + ")";
        boolean filtered = settings.reversePathFilter() > 0;
        Walk back = RuleWalk.of(fib, flow.reverse(device, to, settings.sourceMark()), false);
        if (back.isRefused()) {
            return filtered ? Optional.of("there is no way back to " + from + filter) : Optional.empty();
        }
        if (back.verdict() instanceof Verdict.Delivered && !settings.acceptLocal()) {
            return Optional.of(from + " is an address of this machine");
        }
        if (back.verdict() instanceof Verdict.Leaves leaves && !leaves.type().equals(RouteType.UNICAST)) {
            return Optional.of(from + " is " + leaves.type());
        }
        if (!filtered || back.verdict() instanceof Verdict.Unresolved || leadsToIncoming(back)) {
            return Optional.empty();
        }
        if (!fib.hasIpv4(flow.iif())) {
            return Optional.of(incoming() + " has no address" + filter);
        }
        boolean wrong = settings.reversePathFilter() == STRICT;
        String elsewhere = "the way back to " + from + " does not lead by " + incoming();
        return wrong ? Optional.of(elsewhere + filter) : Optional.empty();
    }

    /** {@code fib_info_nh_uses_dev()}: any leg counts, dead or alive. */
    private boolean leadsToIncoming(Walk back) {
        if (back.route().isEmpty()) {
            return false;
        }
        for (NextHop hop : Legs.of(back.route().get())) {
            if (hop.interfaceIndex() == flow.iif()) {
                return true;
            }
        }
        return false;
    }

    private String incoming() {
        return fib.names().nameOf(flow.iif());
    }
}

package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's route lookup, done again over dumps and telling each step: what {@code ip route get} answers, and why.
 *
 * <p>Not told: policy routing of VRFs, tunnels, IPsec, multicast that comes in, exceptions by redirects and path
 * MTU, and which of several IPv4 defaults of one metric is taken while the gateway of the first is silent.
 */
public final class FibLookup {
    private FibLookup() {}

    /**
     * Which way a packet takes, and why.
     *
     * @param settings those that hold for the packet
     */
    public static Explanation explain(Packet packet, Fib fib, LookupSettings settings) {
        return explain(packet, fib, settings, true);
    }

    /**
     * @param bound false for what {@code ip route get} does with {@code oif} and {@code from} on IPv6: it prefers the
     *     device only among equal routes, whereas a socket bound to it takes no other
     */
    static Explanation explain(Packet packet, Fib fib, LookupSettings settings, boolean bound) {
        Optional<Link> incoming = packet.incoming().flatMap(fib::link);
        Optional<Link> outgoing = packet.outgoing().flatMap(fib::link);
        if (incoming.isPresent() != packet.incoming().isPresent()) {
            return noDevice(packet, packet.incoming().orElse(""));
        }
        if (outgoing.isPresent() != packet.outgoing().isPresent()) {
            return noDevice(packet, packet.outgoing().orElse(""));
        }
        Flow flow = Flow.of(
                packet,
                incoming.map(Link::index).orElse(0),
                outgoing.map(Link::index).orElse(0),
                bound);
        return flow.isIpv4()
                ? ipv4(packet, fib, withMulticastSource(flow, fib), settings)
                : ipv6(packet, fib, flow, settings);
    }

    /** For IPv4 multicast by a bound socket the source address is chosen first, not last. */
    private static Flow withMulticastSource(Flow flow, Fib fib) {
        if (flow.input()
                || flow.oif() == 0
                || flow.source().isPresent()
                || !flow.destination().isMulticast()) {
            return flow;
        }
        return fib.firstIpv4(flow.oif()).map(flow::source).orElse(flow);
    }

    private static Explanation ipv4(Packet packet, Fib fib, Flow flow, LookupSettings settings) {
        List<String> notes = new ArrayList<>();
        Ipv4Path path = new Ipv4Path(fib, flow, settings, notes);
        Optional<Verdict> before = path.before();
        if (before.isPresent()) {
            return Explanation.without(packet, before.get());
        }
        Walk walk = RuleWalk.of(fib, flow, false);
        notes.addAll(walk.notes());
        Verdict verdict = path.after(walk);
        boolean fallenBack = walk.isRefused() && verdict instanceof Verdict.Leaves;
        return (fallenBack ? walk.undecided() : walk).explain(packet, verdict, notes);
    }

    private static Explanation ipv6(Packet packet, Fib fib, Flow flow, LookupSettings settings) {
        if (flow.input() && flow.destination().isMulticast()) {
            return Explanation.without(packet, new Verdict.Unresolved("multicast that comes in is not looked up"));
        }
        Walk walk = RuleWalk.of(fib, flow, !settings.forwarding());
        List<String> notes = new ArrayList<>(walk.notes());
        if (walk.verdict() instanceof Verdict.Leaves) {
            if (flow.input() && !settings.forwarding()) {
                notes.add("net.ipv6.conf.all.forwarding is 0: the packet is dropped all the same");
            }
            if (!flow.input() && flow.source().isPresent() && !fib.hasAddress(flow.sourceOrAny())) {
                notes.add(
                        flow.sourceOrAny() + " is not an address of this machine: a plain socket cannot send from it");
            }
        }
        return walk.explain(packet, walk.verdict(), notes);
    }

    private static Explanation noDevice(Packet packet, String name) {
        return Explanation.without(packet, new Verdict.Refused(Refusal.NO_DEVICE, "there is no interface " + name));
    }
}

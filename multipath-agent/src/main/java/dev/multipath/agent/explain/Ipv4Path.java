package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What IPv4 asks before and after the rules: net/ipv4/route.c. */
final class Ipv4Path {
    private static final long BROADCAST = 0xffff_ffffL;

    private final Fib fib;
    private final Flow flow;
    private final LookupSettings settings;
    private final List<String> notes;
    private final SourceCheck source;

    /** @param notes takes what the reader should know */
    Ipv4Path(Fib fib, Flow flow, LookupSettings settings, List<String> notes) {
        this.fib = fib;
        this.flow = flow;
        this.settings = settings;
        this.notes = notes;
        this.source = new SourceCheck(fib, flow, settings);
    }

    /** What is decided without a lookup. */
    Optional<Verdict> before() {
        return flow.input() ? beforeInput() : beforeOutput().map(this::sent);
    }

    /** What becomes of the lookup's result. */
    Verdict after(Walk walk) {
        return flow.input() ? afterInput(walk) : afterOutput(walk);
    }

    private Optional<Verdict> beforeInput() {
        IpAddress to = flow.destination();
        if (to.isMulticast()) {
            return Optional.of(new Verdict.Unresolved("multicast that comes in is not looked up"));
        }
        IpAddress from = flow.sourceOrAny();
        if (from.isMulticast() || isBroadcast(from)) {
            return invalidly("source " + from + " can be no host's");
        }
        if (isBroadcast(to) || (to.isAny() && from.isAny())) {
            return Optional.of(broadcast());
        }
        if (flow.source().isPresent() && (from.isAny() || from.isLoopback())) {
            return invalidly("source " + from + " never comes in from outside");
        }
        boolean impossible = to.isAny() || to.isLoopback();
        return impossible ? invalidly("destination " + to + " never comes in from outside") : Optional.empty();
    }

    private Optional<Verdict> beforeOutput() {
        IpAddress to = flow.destination();
        if (flow.source().isPresent()) {
            IpAddress from = flow.source().get();
            if (from.isMulticast() || isBroadcast(from)) {
                return invalidly("source " + from + " can be no host's");
            }
            Optional<Integer> device = deviceOf(from);
            if (device.isEmpty()) {
                String why = "source " + from + " is not an address of this machine";
                return refused(Refusal.NETWORK_UNREACHABLE, why);
            }
            if (flow.oif() == 0 && isToMany()) {
                return Optional.of(onLink(device.get()));
            }
        }
        if (flow.oif() != 0) {
            Optional<Link> link = fib.link(flow.oif());
            if (link.isEmpty() || !link.get().isUp()) {
                String name = fib.names().nameOf(flow.oif());
                return refused(Refusal.NETWORK_UNREACHABLE, name + " is down");
            }
            // 224.0.0.0/24 never leaves the link.
            if (to.low() >>> 8 == 0xe00000L || isBroadcast(to)) {
                return Optional.of(onLink(flow.oif()));
            }
        }
        return to.isAny() ? Optional.of(new Verdict.Delivered(RouteType.LOCAL)) : Optional.empty();
    }

    private Verdict afterOutput(Walk walk) {
        if (walk.isRefused() && flow.oif() != 0) {
            String device = fib.names().nameOf(flow.oif());
            notes.add("no route leads over " + device + ": the kernel takes the destination for a neighbour there");
            return sent(onLink(flow.oif()));
        }
        return sent(walk.verdict());
    }

    /** {@code __mkroute_output()}. */
    private Verdict sent(Verdict verdict) {
        if (!(verdict instanceof Verdict.Leaves leaves)) {
            return verdict;
        }
        Optional<Link> device = fib.link(leaves.legs().get(0).hop().interfaceIndex());
        boolean outside = device.isPresent() && !device.get().isLoopback();
        if (outside && flow.sourceOrAny().isLoopback()) {
            return invalid("source " + flow.sourceOrAny() + " may not leave this machine");
        }
        return isToMany() ? withoutGateways(leaves) : leaves;
    }

    private Verdict afterInput(Walk walk) {
        if (walk.isRefused()) {
            return settings.forwarding() ? walk.verdict() : notForwarding();
        }
        if (walk.verdict() instanceof Verdict.Delivered delivered) {
            return source.delivered().<Verdict>map(Ipv4Path::invalid).orElse(delivered);
        }
        if (!(walk.verdict() instanceof Verdict.Leaves leaves)) {
            return walk.verdict();
        }
        if (leaves.type().equals(RouteType.BROADCAST)) {
            return broadcast();
        }
        if (!settings.forwarding()) {
            return notForwarding();
        }
        return leaves.type().equals(RouteType.UNICAST)
                ? checkedSource(leaves)
                : invalid("what comes in for a route of type " + leaves.type() + " is dropped");
    }

    /** The check looks back from the leg the hash chose; it may please some legs only. */
    private Verdict checkedSource(Verdict.Leaves leaves) {
        List<Leg> good = new ArrayList<>();
        Optional<String> why = Optional.empty();
        for (Leg leg : leaves.legs()) {
            Optional<String> wrong = source.forwarded(leg.hop().interfaceIndex());
            if (wrong.isEmpty()) {
                good.add(leg);
            } else {
                why = wrong;
            }
        }
        if (good.isEmpty()) {
            return invalid(why.orElse("the source does not fit"));
        }
        if (good.size() < leaves.legs().size()) {
            notes.add("for some legs the packet is dropped: " + why.orElse(""));
        }
        return new Verdict.Leaves(leaves.type(), good, leaves.unused());
    }

    /** {@code __ip_dev_find()}: the device an address of this machine belongs to. */
    private Optional<Integer> deviceOf(IpAddress address) {
        for (Address own : fib.addresses()) {
            if (own.local().equals(address)) {
                return Optional.of(own.interfaceIndex());
            }
        }
        TableAnswer answer = new Ipv4Table(fib, Flow.to(address), new ArrayList<>()).lookup(RouteTable.LOCAL);
        return answer instanceof TableAnswer.Found found && found.route().type().equals(RouteType.LOCAL)
                ? Optional.of(found.legs().get(0).hop().interfaceIndex())
                : Optional.empty();
    }

    private Verdict onLink(int device) {
        Leg leg = Legs.leg(NextHop.dev(device), 1, fib);
        return new Verdict.Leaves(typeOfDestination(), List.of(leg), List.of());
    }

    /** What goes to many goes straight out of the device. */
    private Verdict withoutGateways(Verdict.Leaves leaves) {
        List<Leg> legs = new ArrayList<>();
        for (Leg leg : leaves.legs()) {
            legs.add(Legs.leg(NextHop.dev(leg.hop().interfaceIndex()), leg.share(), fib));
        }
        return new Verdict.Leaves(typeOfDestination(), legs, leaves.unused());
    }

    private boolean isToMany() {
        return flow.destination().isMulticast() || isBroadcast(flow.destination());
    }

    private RouteType typeOfDestination() {
        if (isBroadcast(flow.destination())) {
            return RouteType.BROADCAST;
        }
        return flow.destination().isMulticast() ? RouteType.MULTICAST : RouteType.UNICAST;
    }

    private Verdict broadcast() {
        Optional<String> wrong = flow.sourceOrAny().isAny() ? Optional.empty() : source.broadcast();
        return wrong.isPresent() ? invalid(wrong.get()) : new Verdict.Delivered(RouteType.BROADCAST);
    }

    private Verdict notForwarding() {
        String name = fib.names().nameOf(flow.iif());
        return new Verdict.Refused(
                Refusal.HOST_UNREACHABLE, "net.ipv4.conf." + name + ".forwarding is 0: it is not forwarded");
    }

    private static Optional<Verdict> invalidly(String why) {
        return refused(Refusal.INVALID, why);
    }

    private static Optional<Verdict> refused(Refusal refusal, String why) {
        return Optional.of(new Verdict.Refused(refusal, why));
    }

    private static Verdict.Refused invalid(String why) {
        return new Verdict.Refused(Refusal.INVALID, why);
    }

    private static boolean isBroadcast(IpAddress address) {
        return address.low() == BROADCAST;
    }
}

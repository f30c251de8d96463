package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleSelector;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether a rule is for a flow, and if not, why: {@code fib_rule_match()}, in its order. */
final class RuleMatch {
    /** {@code IPTOS_RT_MASK}: all of a tos that IPv4 compares. */
    static final int IPV4_TOS_MASK = 0x1c;

    private static final int IPV6_TOS_MASK = 0xfc;

    private final Fib fib;
    private final Flow flow;

    RuleMatch(Fib fib, Flow flow) {
        this.fib = fib;
        this.flow = flow;
    }

    /** Empty when the rule is for the flow. */
    Optional<String> mismatch(Rule rule) {
        Optional<String> mismatch = ofDevicesAndMark(rule.selector()).or(() -> ofHeader(rule));
        if (!rule.selector().inverted()) {
            return mismatch;
        }
        return mismatch.isPresent() ? Optional.empty() : Optional.of("not, and all the rest of it is so");
    }

    private Optional<String> ofDevicesAndMark(RuleSelector selector) {
        return incoming(selector)
                .or(() -> outgoing(selector))
                .or(() -> mark(selector))
                .or(() -> when(selector.tunnelId().isPresent(), "tun_id, the packet comes out of no tunnel"))
                .or(() -> when(selector.l3mdev(), "l3mdev, the packet belongs to no VRF"))
                .or(() -> uid(selector));
    }

    private Optional<String> ofHeader(Rule rule) {
        RuleSelector selector = rule.selector();
        return addresses(selector)
                .or(() -> tos(selector))
                .or(() -> protocol(selector))
                .or(() -> port("sport", selector.sourcePort(), selector.sourcePortMask(), flow.sourcePort()))
                .or(() -> port(
                        "dport", selector.destinationPort(), selector.destinationPortMask(), flow.destinationPort()));
    }

    private Optional<String> incoming(RuleSelector selector) {
        if (selector.inputInterface().isEmpty()) {
            return Optional.empty();
        }
        String name = selector.inputInterface().get();
        Optional<Link> link = fib.link(name);
        if (link.isEmpty()) {
            return Optional.of("iif " + name + ", which does not exist");
        }
        String is =
                flow.input() ? "it comes in by " + fib.names().nameOf(flow.iif()) : "it is of this machine (iif lo)";
        return when(link.get().index() != flow.iif(), "iif " + name + ", " + is);
    }

    private Optional<String> outgoing(RuleSelector selector) {
        if (selector.outputInterface().isEmpty()) {
            return Optional.empty();
        }
        String name = selector.outputInterface().get();
        Optional<Link> link = fib.link(name);
        if (link.isEmpty()) {
            return Optional.of("oif " + name + ", which does not exist");
        }
        String is = flow.oif() == 0
                ? "no socket is bound to it"
                : "bound to " + fib.names().nameOf(flow.oif());
        return when(link.get().index() != flow.oif(), "oif " + name + ", " + is);
    }

    private Optional<String> mark(RuleSelector selector) {
        if (selector.mark().isEmpty()) {
            return Optional.empty();
        }
        FwMark wanted = selector.mark().get();
        return when(!wanted.matches(flow.mark()), "fwmark " + wanted + ", mark is 0x" + Long.toHexString(flow.mark()));
    }

    private Optional<String> uid(RuleSelector selector) {
        if (selector.uid().isEmpty()) {
            return Optional.empty();
        }
        String is = flow.input() ? "what is forwarded has uid 0" : "uid is " + flow.uid();
        return when(
                !selector.uid().get().contains(flow.uid()),
                "uidrange " + selector.uid().get() + ", " + is);
    }

    private Optional<String> addresses(RuleSelector selector) {
        if (!selector.to().contains(flow.destination())) {
            return Optional.of("to " + Iproute2.destination(selector.to()));
        }
        if (selector.from().isAll() || (sourceCounts() && selector.from().contains(flow.sourceOrAny()))) {
            return Optional.empty();
        }
        String is = flow.source().isPresent() ? "" : ", no source address is known";
        return Optional.of("from " + Iproute2.destination(selector.from()) + is);
    }

    /** IPv4 compares an unknown source as 0.0.0.0; for IPv6 it then fits no prefix. */
    private boolean sourceCounts() {
        return flow.isIpv4() || flow.source().isPresent();
    }

    private Optional<String> tos(RuleSelector selector) {
        int wanted = selector.tos();
        int mask = flow.isIpv4() ? IPV4_TOS_MASK : IPV6_TOS_MASK;
        boolean fits = wanted == 0 || wanted == (flow.tos() & mask);
        String words = "tos 0x" + Integer.toHexString(wanted) + ", tos is 0x" + Integer.toHexString(flow.tos());
        return when(!fits, words).or(() -> dscp(selector)).or(() -> flowLabel(selector));
    }

    private Optional<String> dscp(RuleSelector selector) {
        if (selector.dscp().isEmpty()) {
            return Optional.empty();
        }
        Dscp wanted = selector.dscp().get();
        boolean fits = ((wanted.value() ^ flow.tos() >> 2) & wanted.mask()) == 0;
        return when(!fits, "dscp " + wanted + ", tos is 0x" + Integer.toHexString(flow.tos()));
    }

    /** A packet without a flow label has 0. */
    private static Optional<String> flowLabel(RuleSelector selector) {
        if (selector.flowLabel().isEmpty()) {
            return Optional.empty();
        }
        FlowLabel wanted = selector.flowLabel().get();
        return when((wanted.value() & wanted.mask()) != 0, "flowlabel " + wanted + ", the packet has none");
    }

    private Optional<String> protocol(RuleSelector selector) {
        int wanted = selector.ipProtocol().orElse(0);
        String is = flow.ipProtocol() == 0 ? "no protocol is known" : "protocol is " + flow.ipProtocol();
        return when(wanted != 0 && wanted != flow.ipProtocol(), "ipproto " + wanted + ", " + is);
    }

    private static Optional<String> port(String word, Optional<NumberRange> wanted, OptionalInt portMask, int port) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        NumberRange range = wanted.get();
        int mask = portMask.orElse(0xffff);
        boolean single = range.first() == range.last();
        boolean fits = single ? ((range.first() ^ port) & mask) == 0 : range.contains(port);
        String masked = single && mask != 0xffff ? "/0x" + Integer.toHexString(mask) : "";
        String is = port == 0 ? "no port is known" : "port is " + port;
        return when(!fits, word + " " + range + masked + ", " + is);
    }

    private static Optional<String> when(boolean wrong, String words) {
        return wrong ? Optional.of(words) : Optional.empty();
    }
}

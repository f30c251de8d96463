package dev.multipath.agent.explain;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Iproute2;

/** Short forms for tests. */
final class Explained {
    private final Explanation explanation;
    private final Fib fib;

    private Explained(Explanation explanation, Fib fib) {
        this.explanation = explanation;
        this.fib = fib;
    }

    static Packet to(String destination) {
        return Packet.to(IpAddress.parse(destination));
    }

    static Packet to(String destination, String source) {
        return to(destination).source(IpAddress.parse(source));
    }

    static Explained by(String tables, Packet packet) {
        return by(tables, packet, LookupSettings.FORWARDING);
    }

    static Explained by(String tables, Packet packet, LookupSettings settings) {
        Fib fib = FibText.parse(tables);
        return new Explained(FibLookup.explain(packet, fib, settings), fib);
    }

    Explanation explanation() {
        return explanation;
    }

    /** As {@code "via 192.0.2.1 dev eth0 67%, dev eth1 33%"}, {@code "local"}, {@code "EACCES"}, {@code "unresolved"}. */
    String answer() {
        Verdict verdict = explanation.verdict();
        if (verdict instanceof Verdict.Leaves leaves) {
            StringBuilder out = new StringBuilder();
            for (Leg leg : leaves.legs()) {
                out.append(out.isEmpty() ? "" : ", ").append(ExplanationText.hop(leg.hop(), leg.interfaceName()));
                out.append(leaves.legs().size() == 1 ? "" : " " + Math.round(leg.share() * 100) + "%");
            }
            return out.toString();
        }
        if (verdict instanceof Verdict.Delivered delivered) {
            return delivered.type().toString();
        }
        return verdict instanceof Verdict.Refused refused ? refused.refusal().symbol() : "unresolved";
    }

    /** Why it is refused, or cannot be told. */
    String why() {
        Verdict verdict = explanation.verdict();
        return verdict instanceof Verdict.Refused refused ? refused.why() : ((Verdict.Unresolved) verdict).why();
    }

    /** What came of the rule of that priority. */
    String rule(long priority) {
        for (Considered considered : explanation.considered()) {
            if (considered.rule().priority().orElse(0) == priority) {
                return considered.outcome();
            }
        }
        return "not looked at";
    }

    /** Routes the rule of that priority passed over, each with its reason. */
    String passed(long priority) {
        StringBuilder out = new StringBuilder();
        for (Considered considered : explanation.considered()) {
            for (PassedRoute passed : considered.passed()) {
                if (considered.rule().priority().orElse(0) == priority) {
                    out.append(Iproute2.destination(passed.route().destination()))
                            .append(": ");
                    out.append(passed.why()).append('\n');
                }
            }
        }
        return out.toString();
    }

    Fib fib() {
        return fib;
    }
}

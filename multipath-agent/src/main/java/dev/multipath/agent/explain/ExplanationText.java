package dev.multipath.agent.explain;

import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.List;

/** An explanation for people: the answer in the first line, then why, in the words of {@code ip}. */
public final class ExplanationText {
    private final Explanation explanation;
    private final Uplinks uplinks;
    private final InterfaceNames names;
    private final StringBuilder out = new StringBuilder();

    private ExplanationText(Explanation explanation, Uplinks uplinks, InterfaceNames names) {
        this.explanation = explanation;
        this.uplinks = uplinks;
        this.names = names;
    }

    /** Lines, each with its end. */
    public static String of(Explanation explanation, Uplinks uplinks, InterfaceNames names) {
        return new ExplanationText(explanation, uplinks, names).render();
    }

    /** As {@code via 192.0.2.1 dev eth0}. */
    public static String hop(NextHop hop, String interfaceName) {
        String device = "dev " + interfaceName;
        return hop.gateway().isPresent() ? "via " + hop.gateway().get() + ' ' + device : device;
    }

    private String render() {
        line(explanation.packet().destination() + answer());
        if (explanation.verdict() instanceof Verdict.Leaves leaves) {
            legs(leaves);
        }
        explanation.rule().ifPresent(rule -> line("  rule   " + rule));
        explanation.table().ifPresent(table -> line("  table  " + table(table)));
        explanation.route().ifPresent(route -> line("  route  " + Iproute2.route(route, names)));
        before();
        for (String note : explanation.notes()) {
            line("note: " + note);
        }
        return out.toString();
    }

    private String answer() {
        Verdict verdict = explanation.verdict();
        if (verdict instanceof Verdict.Delivered delivered) {
            return " is delivered to this machine (" + delivered.type() + ")";
        }
        if (verdict instanceof Verdict.Refused refused) {
            Refusal refusal = refused.refusal();
            return " is refused: " + refusal.words() + " (" + refusal.symbol() + "); " + refused.why();
        }
        if (verdict instanceof Verdict.Leaves leaves) {
            return leaving(leaves.legs());
        }
        return " cannot be told: " + ((Verdict.Unresolved) verdict).why();
    }

    private String leaving(List<Leg> legs) {
        Leg first = legs.get(0);
        if (legs.size() == 1) {
            return " leaves by " + label(first.interfaceName()) + ", " + hop(first.hop(), first.interfaceName());
        }
        StringBuilder text = new StringBuilder(" leaves by");
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            text.append(i == 0 ? " " : i == legs.size() - 1 ? " or " : ", ");
            text.append(label(leg.interfaceName()))
                    .append(" (")
                    .append(percent(leg))
                    .append(')');
        }
        return text.toString();
    }

    private void legs(Verdict.Leaves leaves) {
        if (leaves.legs().size() > 1) {
            for (Leg leg : leaves.legs()) {
                line("  leg    " + hop(leg.hop(), leg.interfaceName()) + " weight "
                        + leg.hop().weight() + ", " + percent(leg) + " of the flows");
            }
        }
        for (UnusedLeg leg : leaves.unused()) {
            line("  unused " + hop(leg.hop(), leg.interfaceName()) + ": " + leg.why());
        }
    }

    private void before() {
        List<Considered> considered = explanation.considered();
        for (int i = 0; i < considered.size(); i++) {
            boolean decided = i == considered.size() - 1 && explanation.rule().isPresent();
            if (!decided) {
                line("before " + rule(considered.get(i).rule()));
                line("       " + considered.get(i).outcome());
            }
            for (PassedRoute passed : considered.get(i).passed()) {
                line("       passed over " + Iproute2.route(passed.route(), names) + ": " + passed.why());
            }
        }
    }

    private String rule(Rule rule) {
        return rule.toString();
    }

    private String table(RouteTable table) {
        return table
                + uplinks.ofTable(table, explanation.route())
                        .map(use -> " (" + use + ")")
                        .orElse("");
    }

    private String label(String interfaceName) {
        return uplinks.ofInterface(interfaceName).map(name -> "uplink " + name).orElse(interfaceName);
    }

    private static String percent(Leg leg) {
        return Math.round(leg.share() * 100) + " %";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

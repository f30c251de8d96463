package dev.multipath.agent.cli;

import dev.multipath.agent.explain.Considered;
import dev.multipath.agent.explain.Explanation;
import dev.multipath.agent.explain.Leg;
import dev.multipath.agent.explain.PassedRoute;
import dev.multipath.agent.explain.UnusedLeg;
import dev.multipath.agent.explain.Uplinks;
import dev.multipath.agent.explain.Verdict;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code explain --json} prints.
 *
 * @param verdict {@code leaves}, {@code delivered}, {@code refused} or {@code unresolved}
 * @param type of what leaves or is delivered: {@code unicast}, {@code local}, {@code broadcast}, …
 * @param error of a refusal: {@code ENETUNREACH}, …
 * @param why of a refusal and of what cannot be told, in words
 * @param ways it may leave by
 * @param unused next hops of the same route that it does not leave by
 * @param rule the deciding one, as {@code ip rule} prints it
 * @param table where it looked, by name or number
 * @param tableUse what the agent uses that table for
 * @param route what was found there, as {@code ip route} prints it
 */
@Json
public record ExplainReport(
        String destination,
        String verdict,
        Optional<String> type,
        Optional<String> error,
        Optional<String> why,
        List<Way> ways,
        List<Unused> unused,
        Optional<String> rule,
        Optional<String> table,
        Optional<String> tableUse,
        Optional<String> route,
        List<Step> considered,
        List<String> notes) {
    public ExplainReport {
        ways = List.copyOf(ways);
        unused = List.copyOf(unused);
        considered = List.copyOf(considered);
        notes = List.copyOf(notes);
    }

    /** A way it may leave by, and the share of such packets that do: 0..1. */
    @Json
    public record Way(
            @Json.Property("interface") String interfaceName,
            Optional<String> gateway,
            Optional<String> uplink,
            int weight,
            double share) {}

    /** A way it does not leave by. */
    @Json
    public record Unused(
            @Json.Property("interface") String interfaceName,
            Optional<String> gateway,
            Optional<String> uplink,
            String why) {}

    /**
     * A rule it came by, and what came of that.
     *
     * @param passed routes of its table that were passed over, each with its reason
     */
    @Json
    public record Step(long priority, String rule, String outcome, List<String> passed) {
        public Step {
            passed = List.copyOf(passed);
        }
    }

    static ExplainReport of(Explanation explanation, Uplinks uplinks, InterfaceNames names) {
        Verdict verdict = explanation.verdict();
        Optional<Verdict.Refused> refused =
                verdict instanceof Verdict.Refused refusal ? Optional.of(refusal) : Optional.empty();
        List<Way> ways = new ArrayList<>();
        List<Unused> unused = new ArrayList<>();
        if (verdict instanceof Verdict.Leaves leaves) {
            leaves.legs().forEach(leg -> ways.add(way(leg, uplinks)));
            leaves.unused().forEach(leg -> unused.add(unused(leg, uplinks)));
        }
        Optional<RouteTable> table = explanation.table();
        return new ExplainReport(
                explanation.packet().destination().toString(),
                word(verdict),
                type(verdict).map(RouteType::toString),
                refused.map(refusal -> refusal.refusal().symbol()),
                why(verdict),
                ways,
                unused,
                explanation.rule().map(Iproute2::rule),
                table.map(RouteTable::toString),
                table.flatMap(each -> uplinks.ofTable(each, explanation.route())),
                explanation.route().map(route -> Iproute2.route(route, names)),
                steps(explanation, names),
                explanation.notes());
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Leaves) {
            return "leaves";
        }
        if (verdict instanceof Verdict.Delivered) {
            return "delivered";
        }
        return verdict instanceof Verdict.Refused ? "refused" : "unresolved";
    }

    private static Optional<RouteType> type(Verdict verdict) {
        if (verdict instanceof Verdict.Leaves leaves) {
            return Optional.of(leaves.type());
        }
        return verdict instanceof Verdict.Delivered delivered ? Optional.of(delivered.type()) : Optional.empty();
    }

    private static Optional<String> why(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return Optional.of(refused.refusal().words() + "; " + refused.why());
        }
        return verdict instanceof Verdict.Unresolved unresolved ? Optional.of(unresolved.why()) : Optional.empty();
    }

    private static Way way(Leg leg, Uplinks uplinks) {
        Optional<String> uplink = uplinks.ofInterface(leg.interfaceName());
        return new Way(
                leg.interfaceName(), gateway(leg.hop()), uplink, leg.hop().weight(), leg.share());
    }

    private static Unused unused(UnusedLeg leg, Uplinks uplinks) {
        Optional<String> uplink = uplinks.ofInterface(leg.interfaceName());
        return new Unused(leg.interfaceName(), gateway(leg.hop()), uplink, leg.why());
    }

    private static Optional<String> gateway(NextHop hop) {
        return hop.gateway().map(IpAddress::toString);
    }

    private static List<Step> steps(Explanation explanation, InterfaceNames names) {
        List<Step> steps = new ArrayList<>();
        for (Considered each : explanation.considered()) {
            List<String> passed = new ArrayList<>();
            for (PassedRoute route : each.passed()) {
                passed.add(Iproute2.route(route.route(), names) + ": " + route.why());
            }
            long priority = each.rule().priority().orElse(0);
            steps.add(new Step(priority, Iproute2.rule(each.rule()), each.outcome(), passed));
        }
        return steps;
    }
}

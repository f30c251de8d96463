package dev.multipath.agent.cli;

import dev.multipath.agent.explain.Considered;
import dev.multipath.agent.explain.Explanation;
import dev.multipath.agent.explain.Leg;
import dev.multipath.agent.explain.Uplinks;
import dev.multipath.agent.explain.Verdict;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Iproute2;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code explain --json} prints.
 *
 * @param verdict {@code leaves}, {@code delivered}, {@code refused} or {@code unresolved}
 * @param why of a refusal, in words
 * @param rule the deciding one, as {@code ip rule} prints it
 * @param table where it looked, by name or number
 * @param route what was found there, as {@code ip route} prints it
 */
@Json
public record ExplainReport(
        String destination,
        String verdict,
        Optional<String> why,
        List<Way> ways,
        Optional<String> rule,
        Optional<String> table,
        Optional<String> route,
        List<Step> considered,
        List<String> notes) {
    public ExplainReport {
        ways = List.copyOf(ways);
        considered = List.copyOf(considered);
        notes = List.copyOf(notes);
    }

    /** A way it may leave by, and the share of such packets that do: 0..1. */
    @Json
    public record Way(String interfaceName, Optional<String> gateway, Optional<String> uplink, double share) {}

    /** A rule it came by, and what came of that. */
    @Json
    public record Step(String rule, String outcome) {}

    static ExplainReport of(Explanation explanation, Uplinks uplinks, InterfaceNames names) {
        List<Way> ways = new ArrayList<>();
        String verdict = "delivered";
        Optional<String> why = Optional.empty();
        if (explanation.verdict() instanceof Verdict.Leaves leaves) {
            verdict = "leaves";
            for (Leg leg : leaves.legs()) {
                Optional<String> gateway = leg.hop().gateway().map(IpAddress::toString);
                ways.add(new Way(leg.interfaceName(), gateway, uplinks.ofInterface(leg.interfaceName()), leg.share()));
            }
        } else if (explanation.verdict() instanceof Verdict.Refused refused) {
            verdict = "refused";
            why = Optional.of(refused.refusal().words() + ": " + refused.why());
        } else if (explanation.verdict() instanceof Verdict.Unresolved unresolved) {
            verdict = "unresolved";
            why = Optional.of(unresolved.why());
        }
        List<Step> steps = new ArrayList<>();
        for (Considered each : explanation.considered()) {
            steps.add(new Step(Iproute2.rule(each.rule()), each.outcome()));
        }
        return new ExplainReport(
                explanation.packet().destination().toString(),
                verdict,
                why,
                ways,
                explanation.rule().map(Iproute2::rule),
                explanation.table().map(Object::toString),
                explanation.route().map(route -> Iproute2.route(route, names)),
                steps,
                explanation.notes());
    }
}

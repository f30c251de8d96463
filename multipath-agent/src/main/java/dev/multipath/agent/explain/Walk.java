package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import java.util.List;
import java.util.Optional;

/**
 * What the rules come to for a flow.
 *
 * @param rule the one that decided; absent after the last
 */
record Walk(
        Verdict verdict, Optional<Rule> rule, Optional<Route> route, List<Considered> considered, List<String> notes) {
    Walk {
        considered = List.copyOf(considered);
        notes = List.copyOf(notes);
    }

    boolean isRefused() {
        return verdict instanceof Verdict.Refused;
    }

    /** The same walk, where something else than its last rule decides. */
    Walk undecided() {
        return new Walk(verdict, Optional.empty(), Optional.empty(), considered, notes);
    }

    Explanation explain(Packet packet, Verdict last, List<String> allNotes) {
        Optional<RouteTable> table = rule.map(Rule::action)
                .filter(RuleAction.Lookup.class::isInstance)
                .map(action -> ((RuleAction.Lookup) action).table());
        return new Explanation(packet, last, rule, table, route, considered, allNotes);
    }
}

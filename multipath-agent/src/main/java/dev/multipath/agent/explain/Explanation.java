package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a packet, and why.
 *
 * @param rule the one that decided; absent where none did
 * @param table where that rule looked
 * @param route what it found there
 * @param considered every rule in the kernel's order up to the deciding one
 * @param notes what else the reader should know
 */
public record Explanation(
        Packet packet,
        Verdict verdict,
        Optional<Rule> rule,
        Optional<RouteTable> table,
        Optional<Route> route,
        List<Considered> considered,
        List<String> notes) {
    public Explanation {
        considered = List.copyOf(considered);
        notes = List.copyOf(notes);
    }

    /** One that no rule had a part in. */
    static Explanation without(Packet packet, Verdict verdict) {
        return new Explanation(
                packet, verdict, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }
}

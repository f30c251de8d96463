package dev.multipath.agent.status;

import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.config.MarkMask;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.FlowWork;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.uplink.UplinkView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code status} says of running connections. Pure. */
final class FlowReports {
    private FlowReports() {}

    /** Empty before the first look. */
    static Optional<StatusReport.Flows> of(AgentState state) {
        return state.snapshot().map(snapshot -> report(state, Pinning.of(state.config(), snapshot)));
    }

    private static StatusReport.Flows report(AgentState state, Pinning pinning) {
        FlowsSection section = state.config().flows();
        FlowWork work = state.flows();
        Map<String, String> marks = new LinkedHashMap<>();
        for (UplinkView view : state.views()) {
            if (pinning.marks()) {
                pinning.mark(view).ifPresent(mark -> marks.put(view.name(), MarkMask.hex(mark.value())));
            }
        }
        return new StatusReport.Flows(
                pinning.inForce(),
                pinning.why(),
                section.balance().toml(),
                section.mask().toString(),
                marks,
                work.wish().map(FlowTable::name),
                work.table().present(),
                work.table().repairs(),
                work.table().trouble(),
                work.moved(),
                work.lastMove().map(FlowReports::move));
    }

    private static StatusReport.Move move(FlowMove.Outcome outcome) {
        FlowMove move = outcome.move();
        return new StatusReport.Move(
                move.uplink(),
                move.family().toString(),
                move.why(),
                outcome.entries(),
                outcome.sockets(),
                outcome.failure());
    }

    /** One line; empty where there is nothing to say. */
    static Optional<String> text(StatusReport.Flows flows) {
        if (flows.table().isEmpty() && flows.moved() == 0 && flows.lastMove().isEmpty()) {
            return Optional.empty();
        }
        String pinned = flows.pinned() ? "pinned, " + flows.why() : "not pinned: " + flows.why();
        String table = flows.table()
                .map(name -> "; nf_tables table inet " + name
                        + (flows.tablePresent() ? " stands" : " does not stand")
                        + (flows.tableRepairs() > 0 ? ", put back " + flows.tableRepairs() + " times" : ""))
                .orElse("");
        String moved = flows.moved() > 0 ? "; " + flows.moved() + " moved" : "";
        String trouble = flows.trouble().map(why -> "; " + why).orElse("");
        String failed = flows.lastMove()
                .flatMap(StatusReport.Move::failure)
                .map(why -> "; last move: " + why)
                .orElse("");
        return Optional.of(pinned + table + moved + trouble + failed);
    }
}

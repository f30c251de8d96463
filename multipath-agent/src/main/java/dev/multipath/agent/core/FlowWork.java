package dev.multipath.agent.core;

import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import java.util.List;
import java.util.Optional;

/**
 * How far running connections are in line.
 *
 * @param wish the nf_tables table there should be; empty for none
 * @param told whether those who keep it know
 * @param table what they found
 * @param paths both families of each uplink, while connections are moved at all
 * @param moved connections moved so far
 * @param lastMove that moved any, or failed
 */
public record FlowWork(
        Optional<FlowTable> wish,
        boolean told,
        TableSeen table,
        List<FlowPath> paths,
        long moved,
        Optional<FlowMove.Outcome> lastMove) {

    public FlowWork {
        paths = List.copyOf(paths);
    }

    /**
     * The table as it was last found.
     *
     * @param present whether it stands as wished
     * @param trouble why it does not, or cannot be looked at
     * @param repairs how often it had to be put back
     */
    public record TableSeen(boolean present, Optional<String> trouble, long repairs) {
        static final TableSeen NONE = new TableSeen(false, Optional.empty(), 0);
    }

    static FlowWork starting() {
        return new FlowWork(Optional.empty(), false, TableSeen.NONE, List.of(), 0, Optional.empty());
    }

    FlowWork wish(Optional<FlowTable> wished) {
        return new FlowWork(wished, true, table, paths, moved, lastMove);
    }

    FlowWork table(TableSeen seen) {
        return new FlowWork(wish, told, seen, paths, moved, lastMove);
    }

    FlowWork paths(List<FlowPath> next) {
        return new FlowWork(wish, told, table, next, moved, lastMove);
    }

    FlowWork moved(FlowMove.Outcome outcome) {
        return new FlowWork(wish, told, table, paths, moved + outcome.connections(), Optional.of(outcome));
    }

    /** When a tick is needed. */
    long wake() {
        long wake = Timers.NEVER;
        for (FlowPath path : paths) {
            if (path.drainAt() != Timers.EVER) {
                wake = Math.min(wake, path.drainAt());
            }
        }
        return wake;
    }
}

package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.FlowWork;
import dev.multipath.agent.flows.FlowTables;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NfNetlink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nf_tables table once, without an agent: for {@code plan}, {@code apply} and {@code remove}. */
public final class FlowSetup {
    private FlowSetup() {}

    /** Whether there is to be a table, or may be one from an earlier run. */
    private static boolean isConcerned(AgentState state) {
        return state.flows().wish().isPresent() || state.memory().flowTable();
    }

    /**
     * What would be done, as a file for {@code nft -f}; empty for nothing.
     *
     * @throws NetlinkException when the kernel cannot be asked
     */
    public static String preview(AgentState state) {
        if (!isConcerned(state)) {
            return "";
        }
        try (NfNetlink netfilter = NfNetlink.open()) {
            TableChange change = new TableKeeper(netfilter.tables())
                    .change(
                            FlowTables.owner(state.config().agent()),
                            state.flows().wish());
            return change.conflict().map(why -> "# " + why).orElseGet(change::text);
        }
    }

    /** What stands in the way of the table; empty where nothing does. */
    public static Optional<String> obstacle(AgentState state) {
        if (state.flows().wish().isEmpty()) {
            return Optional.empty();
        }
        try (NfNetlink netfilter = NfNetlink.open()) {
            return new TableKeeper(netfilter.tables())
                    .change(
                            FlowTables.owner(state.config().agent()),
                            state.flows().wish())
                    .conflict();
        } catch (NetlinkException refused) {
            return Optional.of("nf_tables cannot be asked, so connections cannot be pinned or masqueraded: "
                    + refused.getMessage());
        }
    }

    /**
     * Does it.
     *
     * @return what was done, or what was said against it; empty for nothing
     * @throws NetlinkException when the kernel cannot be asked
     * @throws IOException when it cannot be remembered that there is a table
     */
    public static Optional<Removal.Done> apply(AgentState state, Keeper keeper) throws IOException {
        String text = preview(state);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        // What was left out this once is none of an operator's lasting words.
        keeper.remember(state.memory().overrides(keeper.memory().overrides()));
        try (FlowPort port = NetlinkFlows.open()) {
            FlowWork.TableSeen seen = port.keep(
                    FlowTables.owner(state.config().agent()), state.flows().wish());
            return Optional.of(new Removal.Done(text, seen.trouble()));
        }
    }

    /** Deletes the table and takes the marks off all connections, whatever is refused. */
    static List<Removal.Done> remove(AgentConfig config, Keeper keeper) throws IOException {
        Effect.Memory memory = keeper.memory();
        String owner = FlowTables.owner(config.agent());
        List<Removal.Done> done = new ArrayList<>();
        Optional<String> refused = Optional.empty();
        try (NfNetlink netfilter = NfNetlink.open()) {
            TableKeeper tables = new TableKeeper(netfilter.tables());
            TableChange change = tables.change(owner, Optional.empty());
            if (!change.isEmpty()) {
                Optional<String> trouble = tables.keep(owner, Optional.empty()).trouble();
                done.add(new Removal.Done("nft " + change.text().replace("\n", "; "), trouble));
            }
            if (!change.isEmpty() || !memory.marks().isEmpty()) {
                unmark(netfilter, config, done);
            }
        } catch (NetlinkException failed) {
            refused = Optional.of(String.valueOf(failed.getMessage()));
        }
        if (refused.isPresent() && memory.flowTable()) {
            done.add(new Removal.Done("nft delete table inet " + FlowTables.name(config.agent()), refused));
        } else {
            keeper.remember(memory.unmarked());
        }
        return done;
    }

    private static void unmark(NfNetlink netfilter, AgentConfig config, List<Removal.Done> done) {
        int unmarked = new FlowMover(netfilter.conntrack())
                .unmark(config.flows().mask().bits());
        if (unmarked > 0) {
            String command = "conntrack -U -m 0/" + config.flows().mask() + "  # " + unmarked + " connections";
            done.add(new Removal.Done(command, Optional.empty()));
        }
    }
}

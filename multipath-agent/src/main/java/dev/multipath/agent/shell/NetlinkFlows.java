package dev.multipath.agent.shell;

import dev.multipath.agent.core.FlowWork;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.netlink.NfNetlink;
import java.util.Optional;

/** The running kernel, by nfnetlink and sock_diag. Used by one thread. */
public final class NetlinkFlows implements FlowPort {
    private final NfNetlink netfilter;
    private final TableKeeper keeper;
    private final FlowMover mover;

    private NetlinkFlows(NfNetlink netfilter) {
        this.netfilter = netfilter;
        this.keeper = TableKeeper.holding(netfilter.tables());
        this.mover = new FlowMover(netfilter.conntrack());
    }

    public static FlowPort open() {
        return new NetlinkFlows(NfNetlink.open());
    }

    @Override
    public FlowWork.TableSeen keep(String owner, Optional<FlowTable> wish) {
        return keeper.keep(owner, wish);
    }

    @Override
    public boolean isHeld() {
        return keeper.isHeld();
    }

    @Override
    public FlowMove.Outcome move(FlowMove move) {
        return mover.move(move);
    }

    @Override
    public void close() {
        netfilter.close();
    }
}

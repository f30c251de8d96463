package dev.multipath.agent.shell;

import dev.multipath.agent.core.FlowWork;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.netlink.NetlinkException;
import java.util.Optional;

/** What of the kernel has to do with running connections: nf_tables, conntrack, sockets. Used by one thread. */
public interface FlowPort extends AutoCloseable {
    /**
     * Looks whether this table stands, and no other of the agent's, and sees to it that it does.
     *
     * @param owner what the comment of the agent's tables says
     * @param wish the table; empty for none
     * @throws NetlinkException what the kernel said against it
     */
    FlowWork.TableSeen keep(String owner, Optional<FlowTable> wish);

    /** Whether the table stands and nobody else can change it: then a look shows nothing new. */
    boolean isHeld();

    /** Ends connections; what goes wrong is part of what came of it. */
    FlowMove.Outcome move(FlowMove move);

    @Override
    void close();
}

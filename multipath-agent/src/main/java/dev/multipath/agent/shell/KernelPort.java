package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.Route;
import java.util.List;
import java.util.Optional;

/** The kernel as the agent needs it: the seam between the loop and netlink, or a fake. */
public interface KernelPort extends AutoCloseable {

    /**
     * A complete look: links, addresses, rules, and the routes that matter.
     *
     * @param devices of the uplinks known so far, by slot
     * @throws NetlinkException when a dump failed
     */
    KernelSnapshot observe(AgentConfig config, List<String> devices);

    /**
     * A quick look at single devices, current at the moment of the answer.
     *
     * @throws NetlinkException when the kernel could not be asked
     */
    List<Event.DeviceLook> look(List<String> devices);

    /**
     * The route the kernel considers first of those that have the key of this one, as of now.
     *
     * @return empty where there is none, and where looking would take long
     * @throws NetlinkException when the kernel could not be asked
     */
    Optional<Route> first(Route like);

    /**
     * One change to routes or rules.
     *
     * @throws NetlinkException what the kernel said against it
     */
    void apply(KernelOp operation);

    @Override
    void close();
}

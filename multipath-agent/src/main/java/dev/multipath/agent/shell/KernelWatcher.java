package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.Doubts;
import dev.multipath.netlink.EventFilter;
import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import java.util.function.Supplier;

/**
 * Listens to the kernel's notifications and turns them into hints to look, where they cast doubt on something the agent
 * looks at. Notifications of the agent's own changes, known by the port of its request socket, are no news.
 */
public final class KernelWatcher implements AutoCloseable {
    private final Monitor monitor;

    /**
     * The kernel is asked not to tell of others' routes that are no defaults: a full feed changes thousands a second.
     *
     * @param kernel told of what is news, before it is asked to look
     * @param config as of now: a reload may move the agent's tables
     */
    public KernelWatcher(RtNetlink netlink, NetlinkKernel kernel, Inbox inbox, Supplier<AgentConfig> config) {
        int own = netlink.portId();
        Protocol protocol = Protocol.of(config.get().agent().protocol());
        EventFilter filter = EventFilter.ALL.onlyDefaultsExcept(protocol);
        monitor = netlink.monitor().routing().filter(filter).start(event -> {
            if (isNews(event, own, new Numbering(config.get().agent().tableBase()))) {
                kernel.noticed(event);
                inbox.post(new Event.KernelChanged());
            }
        });
    }

    /**
     * Whether the kernel may not be any more as the agent saw it last.
     *
     * @param own the port of the agent's request socket
     */
    public static boolean isNews(RtEvent event, int own, Numbering numbering) {
        if (event.senderPortId() == own) {
            return false;
        }
        if (event instanceof RtEvent.RouteChanged changed) {
            return isLookedAt(changed.route(), numbering);
        }
        if (event instanceof RtEvent.RouteRemoved removed) {
            return isLookedAt(removed.route(), numbering);
        }
        return !Doubts.of(event).isEmpty();
    }

    /** Routes of the agent's that lie elsewhere are searched for by the clock, not by the event. */
    private static boolean isLookedAt(Route route, Numbering numbering) {
        return route.isDefault() || numbering.inRange(route.table());
    }

    @Override
    public void close() {
        monitor.close();
    }
}

package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.Doubts;
import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.RouteTable;
import java.util.function.Supplier;

/**
 * Listens to the kernel's notifications and turns them into hints to look, where they cast doubt on something the agent
 * looks at. Notifications of the agent's own changes, known by the port of its request socket, are no news.
 */
public final class KernelWatcher implements AutoCloseable {
    private final Monitor monitor;

    /** @param config as of now: a reload may move the agent's tables */
    public KernelWatcher(RtNetlink netlink, Inbox inbox, Supplier<AgentConfig> config) {
        int own = netlink.portId();
        monitor = netlink.monitor().routing().start(event -> {
            if (isNews(event, own, new Numbering(config.get().agent().tableBase()))) {
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
        Doubts doubts = Doubts.of(event);
        return doubts.links()
                || !doubts.addresses().isEmpty()
                || !doubts.rules().isEmpty()
                || !doubts.routes().isEmpty()
                || doubts.tables().stream().anyMatch(table -> isLookedAt(table.table(), numbering));
    }

    /** Routes of the agent's that lie elsewhere are searched for by the clock, not by the event. */
    private static boolean isLookedAt(RouteTable table, Numbering numbering) {
        return table.equals(RouteTable.MAIN) || numbering.inRange(table);
    }

    @Override
    public void close() {
        monitor.close();
    }
}

package dev.multipath.agent.shell;

import dev.multipath.agent.core.Event;
import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;

/**
 * Listens to the kernel's notifications and turns them into hints to look. Notifications of the agent's own changes,
 * known by the port of its request socket, are no news.
 */
public final class KernelWatcher implements AutoCloseable {
    private final Monitor monitor;

    public KernelWatcher(RtNetlink netlink, Inbox inbox) {
        int own = netlink.portId();
        monitor = netlink.monitor().links().addresses().routes().rules().start(event -> {
            if (!isOwn(event, own)) {
                inbox.post(new Event.KernelChanged());
            }
        });
    }

    private static boolean isOwn(RtEvent event, int own) {
        return event.senderPortId() == own;
    }

    @Override
    public void close() {
        monitor.close();
    }
}

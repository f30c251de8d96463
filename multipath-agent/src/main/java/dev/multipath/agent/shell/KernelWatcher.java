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
     * @param silent the port of another socket of the agent's, whose changes come by the hundred thousand: the kernel is
     *     asked not to tell of them either
     * @param kernel told of what is news, before it is asked to look
     * @param config as of now: a reload may move the agent's tables
     */
    public KernelWatcher(
            RtNetlink netlink, int silent, NetlinkKernel kernel, Inbox inbox, Supplier<AgentConfig> config) {
        int own = netlink.portId();
        Protocol protocol = Protocol.of(config.get().agent().protocol());
        EventFilter filter = EventFilter.ALL.onlyDefaultsExcept(protocol).exceptSenders(silent);
        monitor = netlink.monitor().routing().filter(filter).start(event -> {
            Numbering numbering = new Numbering(config.get().agent().tableBase());
            if (isNews(event, own, numbering)) {
                kernel.noticed(event);
                inbox.post(new Event.KernelChanged());
            }
            if (isNewsOfPrefixes(event, numbering)) {
                inbox.post(new Event.PrefixesDoubtful());
            }
        });
    }

    /**
     * Whether ordered routes may be gone or lead elsewhere. That a device of an uplink is another one than it was, a look
     * tells; this is for what is over before the look, and for what others do to the table.
     */
    public static boolean isNewsOfPrefixes(RtEvent event, Numbering numbering) {
        if (event instanceof RtEvent.LinkChanged changed) {
            return !changed.link().isUp();
        }
        return event instanceof RtEvent.LinkRemoved
                || event instanceof RtEvent.AddressRemoved
                || event instanceof RtEvent.EventsLost
                || Doubts.of(event).tables().stream()
                        .anyMatch(table -> table.table().equals(numbering.prefixTable()));
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
        boolean ordered = route.table().equals(numbering.prefixTable());
        return !ordered && (route.isDefault() || numbering.inRange(route.table()));
    }

    @Override
    public void close() {
        monitor.close();
    }
}

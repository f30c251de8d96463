package dev.multipath.agent.shell;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the ordered routes and changes them on a thread and a socket of its own, so that 100,000 messages hold up
 * nothing: the kernel takes other requests in between. One task at a time, as the core asks for; the thread ends when it
 * has had nothing to do for a while.
 */
public final class PrefixLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private final RtNetlink netlink;
    private final PrefixKernel kernel;
    private final Inbox inbox;
    private final ThreadPoolExecutor thread;

    public PrefixLane(RtNetlink netlink, Inbox inbox) {
        this.netlink = netlink;
        this.kernel = new PrefixKernel(netlink);
        this.inbox = inbox;
        thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread worker = new Thread(task, "ordered-routes");
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** The port of its socket: what it changes is no news. */
    public int portId() {
        return netlink.portId();
    }

    void look(Effect.LookAtPrefixes look) {
        thread.execute(() -> {
            try {
                answer(new Event.PrefixesSeen(kernel.look(look.config())));
            } catch (NetlinkException failed) {
                answer(new Event.PrefixesFailed(String.valueOf(failed.getMessage())));
            }
        });
    }

    void change(Effect.ChangePrefixes change) {
        thread.execute(() -> {
            LOG.debug(
                    "event={} {} ordered routes: {}",
                    change.eventId(),
                    change.change().size(),
                    change.change().reason());
            answer(new Event.PrefixesChanged(kernel.apply(change.change())));
        });
    }

    private void answer(Event event) {
        try {
            inbox.put(event);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the step under way finish: a moment. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("a change of ordered routes is still under way");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

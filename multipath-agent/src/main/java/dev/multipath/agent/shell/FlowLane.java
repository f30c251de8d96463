package dev.multipath.agent.shell;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.FlowWork;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.netlink.NetlinkException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the agent's nf_tables table and moves connections, on a thread and on sockets of its own: a long ruleset that
 * somebody else is loading holds up no route. While there is a table it is looked after four times a second, once where
 * nobody else can change it; while there is none and nothing to move, there is neither thread nor socket.
 */
public final class FlowLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("agent");
    private static final long PERIOD_MILLIS = 250;

    /** Where nobody else can change the table, though it goes with its namespace all the same. */
    private static final long HELD_PERIOD_MILLIS = 1_000;

    /** What failed is tried again, but not as often. */
    private static final long PERIOD_AFTER_FAILURE_MILLIS = 10_000;

    private final Supplier<FlowPort> kernels;
    private final Inbox inbox;
    private final ScheduledThreadPoolExecutor thread;
    private @Nullable FlowPort kernel;
    private @Nullable ScheduledFuture<?> looking;
    private String owner = "";
    private Optional<FlowTable> wish = Optional.empty();
    private FlowWork.@Nullable TableSeen told;

    /** @param kernels opens the sockets when they are first needed */
    public FlowLane(Supplier<FlowPort> kernels, Inbox inbox) {
        this.kernels = kernels;
        this.inbox = inbox;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread worker = new Thread(task, "flows");
            worker.setDaemon(true);
            return worker;
        });
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    void keep(Effect.KeepFlowTable keep) {
        run(() -> {
            owner = keep.owner();
            wish = keep.table();
            told = null;
            if (looking != null) {
                looking.cancel(false);
            }
            look();
        });
    }

    void move(Effect.MoveFlows move) {
        run(() -> {
            FlowMove.Outcome outcome;
            try {
                outcome = kernel().move(move.move());
            } catch (NetlinkException refused) {
                outcome = new FlowMove.Outcome(move.move(), 0, 0, Optional.of(String.valueOf(refused.getMessage())));
            }
            answer(new Event.FlowsMoved(move.eventId(), outcome));
        });
    }

    /** And again after a while, as long as there is to be a table. */
    private void look() {
        FlowWork.TableSeen seen;
        long period = PERIOD_MILLIS;
        try {
            FlowPort open = kernel();
            seen = open.keep(owner, wish);
            period = open.isHeld() ? HELD_PERIOD_MILLIS : PERIOD_MILLIS;
        } catch (NetlinkException refused) {
            period = refused instanceof NetlinkException.DumpInterrupted ? PERIOD_MILLIS : PERIOD_AFTER_FAILURE_MILLIS;
            long repairs = told == null ? 0 : told.repairs();
            seen = new FlowWork.TableSeen(false, Optional.of(refusal(refused)), repairs);
        }
        if (!seen.equals(told)) {
            told = seen;
            answer(new Event.FlowTableSeen(seen));
        }
        looking = wish.isPresent() ? thread.schedule(this::look, period, TimeUnit.MILLISECONDS) : null;
    }

    private String refusal(NetlinkException refused) {
        String what = wish.isPresent() ? "connections are not pinned or masqueraded" : "the nf_tables table stays";
        return what + ": " + refused.getMessage();
    }

    private FlowPort kernel() {
        FlowPort open = kernel;
        if (open == null) {
            open = kernels.get();
            kernel = open;
        }
        return open;
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException ending) {
            LOG.debug("flows are let be: the agent ends");
        }
    }

    private void answer(Event event) {
        try {
            inbox.put(event);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets what is under way finish: a moment. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("a change of nf_tables or conntrack is still under way");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        FlowPort open = kernel;
        if (open != null) {
            open.close();
        }
    }
}

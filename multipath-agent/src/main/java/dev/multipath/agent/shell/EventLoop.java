package dev.multipath.agent.shell;

import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.core.Step;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.Link;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides: takes events in order, lets the core step, and carries out the effects in order.
 *
 * <p>It reads the monotonic clock once a turn, and never waits for anything but the kernel's answer to its own request.
 */
public final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    /** Time itself must be noticed in between, however many events come. */
    private static final int EVENTS_A_TURN = 256;

    private final KernelPort kernel;
    private final PlanExecutor executor;
    private final Consumer<List<ProbeRequest>> prober;
    private final PrefixLane prefixes;
    private final FlowLane flows;
    private final Keeper keeper;
    private final SlowLane slowLane;
    private final Inbox inbox;
    private final Consumer<Happening> journal;
    private volatile AgentState state;
    private volatile boolean stopping;

    /**
     * @param prober sends probes and never waits; answers come back through the inbox
     * @param prefixes looks at ordered routes and changes them; answers come back through the inbox
     * @param flows marks connections and moves them; answers come back through the inbox
     * @param journal remembers what happened
     */
    public EventLoop(
            AgentState initial,
            KernelPort kernel,
            Consumer<List<ProbeRequest>> prober,
            PrefixLane prefixes,
            FlowLane flows,
            Keeper keeper,
            SlowLane slowLane,
            Inbox inbox,
            Consumer<Happening> journal) {
        this.state = initial;
        this.kernel = kernel;
        this.executor = new PlanExecutor(kernel);
        this.prober = prober;
        this.prefixes = prefixes;
        this.flows = flows;
        this.keeper = keeper;
        this.slowLane = slowLane;
        this.inbox = inbox;
        this.journal = journal;
    }

    /** The agent's state as of now; immutable, for any thread. */
    public AgentState state() {
        return state;
    }

    /** Ends {@link #run} after the event in hand. */
    public void stop() {
        stopping = true;
        inbox.post(new Event.Tick());
    }

    /** Decides until {@link #stop}; the calling thread is the deciding one. */
    public void run() throws InterruptedException {
        long wake = System.nanoTime();
        while (!stopping) {
            wake = turn(wake);
        }
    }

    /**
     * Waits for events until it is time to wake, and handles what is there. A method of its own: what is called again and
     * again gets compiled, a loop that never ends is interpreted for hours.
     *
     * @return when to wake next
     */
    private long turn(long until) throws InterruptedException {
        @Nullable Event event = inbox.take(until - System.nanoTime());
        for (int taken = 0; event != null && !stopping && taken < EVENTS_A_TURN; taken++) {
            handle(event);
            event = inbox.take(0);
        }
        long now = System.nanoTime();
        long wake = AgentCore.nextWake(state, now);
        if (wake - now <= 0) {
            handle(new Event.Tick());
            wake = AgentCore.nextWake(state, now);
        }
        long dropped = inbox.takeDropped();
        if (dropped > 0) {
            LOG.warn("{} events dropped: the inbox was full", dropped);
            handle(new Event.KernelChanged());
        }
        return wake;
    }

    private void handle(Event first) {
        Deque<Event> events = new ArrayDeque<>();
        events.add(first);
        while (!events.isEmpty() && !stopping) {
            Step step = AgentCore.step(state, events.remove(), System.nanoTime());
            state = step.state();
            for (Effect effect : step.effects()) {
                events.addAll(carryOut(effect));
            }
        }
    }

    private List<Event> carryOut(Effect effect) {
        if (effect instanceof Effect.Observe observe) {
            return List.of(observe(observe));
        }
        if (effect instanceof Effect.LookAtCarrier look) {
            return look(look.devices());
        }
        if (effect instanceof Effect.Apply apply) {
            return List.of(new Event.Applied(apply(apply)));
        }
        if (effect instanceof Effect.SendProbes send) {
            prober.accept(send.probes());
        } else if (effect instanceof Effect.LookAtPrefixes look) {
            prefixes.look(look);
        } else if (effect instanceof Effect.ChangePrefixes change) {
            prefixes.change(change);
        } else if (effect instanceof Effect.KeepFlowTable keep) {
            flows.keep(keep);
        } else if (effect instanceof Effect.MoveFlows move) {
            flows.move(move);
        } else if (effect instanceof Effect.WriteSysctls write) {
            slowLane.run("writing settings", () -> writeSysctls(write));
        } else if (effect instanceof Effect.Remember remember) {
            slowLane.run("saving state", () -> remember(remember.memory()));
        } else if (effect instanceof Effect.Announce announce) {
            journal.accept(Happening.of(announce));
            LOG.info(
                    "event={} uplink={} family={} {} -> {}: {}",
                    announce.eventId(),
                    announce.uplink(),
                    announce.family(),
                    announce.from().word(),
                    announce.to().word(),
                    announce.reason());
        } else if (effect instanceof Effect.Say say) {
            journal.accept(Happening.of(say));
            if (say.warning()) {
                LOG.warn("event={} {}", say.eventId(), say.text());
            } else {
                LOG.info("event={} {}", say.eventId(), say.text());
            }
        }
        return List.of();
    }

    private Event observe(Effect.Observe observe) {
        try {
            return new Event.Observed(kernel.observe(observe.config(), observe.devices()));
        } catch (NetlinkException failed) {
            return new Event.ObserveFailed(String.valueOf(failed.getMessage()));
        }
    }

    private List<Event> look(List<String> devices) {
        try {
            return List.of(new Event.CarrierSeen(kernel.look(devices)));
        } catch (NetlinkException failed) {
            return List.of(new Event.ObserveFailed(String.valueOf(failed.getMessage())));
        }
    }

    private List<Event.Outcome> apply(Effect.Apply apply) {
        List<Event.Outcome> outcomes = executor.apply(apply.plan());
        journal.accept(
                Happening.of(apply, outcomes, state.snapshot().orElseThrow().names()));
        for (Event.Outcome outcome : outcomes) {
            if (outcome.error().isEmpty()) {
                LOG.info(
                        "event={} {}  # {}",
                        apply.eventId(),
                        outcome.operation()
                                .command(state.snapshot().orElseThrow().names()),
                        outcome.operation().reason());
            }
        }
        return outcomes;
    }

    private void writeSysctls(Effect.WriteSysctls write) {
        List<SysctlKey> keys = new ArrayList<>();
        write.writes().forEach(each -> keys.add(each.key()));
        Optional<String> failure = Optional.empty();
        try {
            keeper.write(write.writes(), this::interfaceIndex);
            journal.accept(Happening.of(write));
            write.writes()
                    .forEach(each -> LOG.info("event={} sysctl -w {}={}", write.eventId(), each.key(), each.value()));
        } catch (IOException failed) {
            failure = Optional.of(failed.toString());
        }
        inbox.post(new Event.SysctlsWritten(keys, failure));
    }

    private int interfaceIndex(String name) {
        return state.snapshot()
                .flatMap(snapshot -> snapshot.link(name))
                .map(Link::index)
                .orElse(0);
    }

    private void remember(Effect.Memory memory) {
        try {
            keeper.remember(memory);
        } catch (IOException failed) {
            LOG.warn("state not saved: {}", failed.toString());
        }
    }
}

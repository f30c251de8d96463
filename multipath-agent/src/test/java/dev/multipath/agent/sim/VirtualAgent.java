package dev.multipath.agent.sim;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.FlowWork;
import dev.multipath.agent.core.Step;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.testkit.sim.Actor;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's event loop in virtual time: the real core, its effects carried out by the real netlink code on a
 * {@link VirtualKernel}. It is an actor: it runs when an event waits or its core wants to be woken.
 */
final class VirtualAgent implements Actor {
    /** What {@code shell.Inbox} holds. */
    static final int INBOX = 4096;

    private static final int EVENTS_A_TURN = 256;
    private static final long SETTINGS_COST = 5 * Line.MILLI;
    private static final long SAVING_COST = 2 * Line.MILLI;
    private static final long PREFIXES_COST = 5 * Line.MILLI;
    private static final long FLOWS_COST = 5 * Line.MILLI;

    final Troubles troubles = new Troubles();
    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final Internet internet;
    private final Traffic traffic;
    private final KernelCalls calls;
    private final SimRandom random;
    private final Deque<Event> inbox = new ArrayDeque<>();
    /** Answers that wait for whatever wakes the loop next. */
    private final Deque<Event> unhurried = new ArrayDeque<>();

    private final List<Consumer<Effect.Announce>> notices = new ArrayList<>();
    private final List<Consumer<AgentState>> crashes = new ArrayList<>();
    private final List<ObjLongConsumer<AgentState>> happenings = new ArrayList<>();
    private final List<BiConsumer<AgentState, FlowMove>> moves = new ArrayList<>();
    private final List<BiConsumer<AgentState, AgentState>> steps = new ArrayList<>();
    private AgentConfig config;
    private @Nullable AgentState state;
    private Effect.Memory saved = Effect.Memory.EMPTY;
    /** What follows from the event in hand. */
    private final Deque<Event> following = new ArrayDeque<>();
    /** How far its clock is ahead of the world's. */
    private long ahead;

    private long stoppedUntil;
    private @Nullable AgentState askedOf;
    private long coreWake;
    private boolean busy;
    private boolean hinted;
    private int process;
    private int looks;
    private int writes;

    VirtualAgent(Simulation simulation, VirtualKernel kernel, Internet internet, Traffic traffic, AgentConfig config) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.internet = internet;
        this.traffic = traffic;
        this.config = config;
        this.random = simulation.random("agent");
        this.calls = new KernelCalls(simulation, kernel, troubles, () -> writes++);
        kernel.onChange(this::hear);
        simulation.actor(this);
    }

    // What others do to it.

    void start() {
        process++;
        calls.calm();
        kernel.restarted();
        state = AgentState.initial(config, saved, now());
        simulation.log("agent started");
    }

    /** {@code kill -9}: at once, or before the next operation of the plan it is about to apply. */
    void crash() {
        if (state == null) {
            return;
        }
        if (busy) {
            calls.crashSoon();
        } else {
            crashed();
        }
    }

    /** Before that many more operations on the kernel, or now. */
    void crashAfter(int operations) {
        if (state != null) {
            calls.crashAfter(operations);
        }
    }

    private void crashed() {
        state().ifPresent(had -> crashes.forEach(listener -> listener.accept(had)));
        process++;
        state = null;
        inbox.clear();
        unhurried.clear();
        hinted = false;
        calls.calm();
        simulation.log("agent crashed");
    }

    void forgetEverything() {
        saved = Effect.Memory.EMPTY;
    }

    void post(Event event) {
        if (state == null || (event instanceof Event.KernelChanged && hinted)) {
            return;
        }
        hinted |= event instanceof Event.KernelChanged;
        boolean canWait = event instanceof Event.ProbeAnswered answered && !answered.awaited();
        Deque<Event> queue = canWait ? unhurried : inbox;
        if (queue.size() < INBOX) {
            queue.add(event);
        }
    }

    /** The file is changed; a running agent is told to read it. */
    void configure(AgentConfig next) {
        config = next;
        post(new Event.Reloaded(next));
    }

    void stopFor(long nanos) {
        stoppedUntil = Math.max(stoppedUntil, simulation.clock().nanos() + nanos);
    }

    void stepClock(long nanos) {
        ahead += nanos;
    }

    void onAnnounce(Consumer<Effect.Announce> listener) {
        notices.add(listener);
    }

    /** Gets the state it had when it was killed. */
    void onCrash(Consumer<AgentState> listener) {
        crashes.add(listener);
    }

    /** Gets the state after whatever the agent says or does to the routes, and the event's id: as notices are made. */
    void onHappening(ObjLongConsumer<AgentState> listener) {
        happenings.add(listener);
    }

    /** Gets the state in which connections are told to go, and which. */
    void onMove(BiConsumer<AgentState, FlowMove> listener) {
        moves.add(listener);
    }

    /** Gets the state before and after every step. */
    void onStep(BiConsumer<AgentState, AgentState> listener) {
        steps.add(listener);
    }

    // What can be asked of it.

    Optional<AgentState> state() {
        return Optional.ofNullable(state);
    }

    AgentConfig config() {
        return config;
    }

    boolean isBusy() {
        return busy;
    }

    boolean isStopped() {
        return stoppedUntil > simulation.clock().nanos();
    }

    int waiting() {
        return inbox.size() + unhurried.size();
    }

    int looks() {
        return looks;
    }

    int writes() {
        return writes;
    }

    long now() {
        return simulation.clock().nanos() + ahead;
    }

    KernelCalls calls() {
        return calls;
    }

    // The loop.

    @Override
    public long nextWake() {
        AgentState current = state;
        if (current == null || busy) {
            return NEVER;
        }
        if (!inbox.isEmpty() || isStopped()) {
            return Math.max(stoppedUntil, simulation.clock().nanos());
        }
        return coreWake(current) - ahead;
    }

    @Override
    public void wake() {
        busy = true;
        int own = process;
        try {
            Event event = take();
            for (int taken = 0; taken < EVENTS_A_TURN && event != null; taken++) {
                handle(event);
                event = take();
            }
            if (state != null && coreWake(state) - now() <= 0) {
                handle(new Event.Tick());
            }
        } catch (KernelCalls.Crash crash) {
            if (own == process) {
                crashed();
            }
        } finally {
            busy = false;
        }
    }

    /** As {@code shell.Inbox} gives them out. */
    private @Nullable Event take() {
        Event event = inbox.poll();
        hinted &= !(event instanceof Event.KernelChanged);
        return event == null ? unhurried.poll() : event;
    }

    /** Asked after every event of the world; the answer depends on nothing but the state. */
    // The same state is the same object.
    @SuppressWarnings("ReferenceEquality")
    private long coreWake(AgentState current) {
        if (askedOf != current) {
            askedOf = current;
            coreWake = AgentCore.nextWake(current, now());
        }
        return coreWake;
    }

    private void handle(Event first) {
        following.clear();
        for (Event event = first; event != null && state != null; event = following.poll()) {
            AgentState before = state;
            Step step = AgentCore.step(before, event, now());
            state = step.state();
            for (BiConsumer<AgentState, AgentState> listener : steps) {
                listener.accept(before, step.state());
            }
            for (Effect effect : step.effects()) {
                carryOut(effect).ifPresent(following::add);
            }
        }
    }

    private Optional<Event> carryOut(Effect effect) {
        if (effect instanceof Effect.LookAtCarrier look) {
            return Optional.of(look(look));
        }
        if (effect instanceof Effect.SendProbes send) {
            int own = process;
            send.probes().forEach(probe -> internet.send(probe, answer -> answered(own, answer)));
        } else if (effect instanceof Effect.Observe observe) {
            looks++;
            return Optional.of(calls.observe(observe));
        } else if (effect instanceof Effect.Apply apply) {
            List<Event.Outcome> outcomes = calls.apply(apply);
            happened(apply.eventId());
            return Optional.of(new Event.Applied(outcomes));
        } else if (effect instanceof Effect.LookAtPrefixes look) {
            later(PREFIXES_COST, () -> calls.look(look));
        } else if (effect instanceof Effect.ChangePrefixes change) {
            later(PREFIXES_COST, () -> calls.change(change));
        } else if (effect instanceof Effect.KeepFlowTable keep) {
            FlowWork.TableSeen seen = new FlowWork.TableSeen(keep.table().isPresent(), Optional.empty(), 0);
            later(FLOWS_COST, () -> new Event.FlowTableSeen(seen));
        } else if (effect instanceof Effect.MoveFlows move) {
            move(move);
        } else if (effect instanceof Effect.WriteSysctls write) {
            write(write);
        } else if (effect instanceof Effect.Remember remember) {
            simulation.after(SAVING_COST, () -> saved = remember.memory());
        } else if (effect instanceof Effect.Announce announce) {
            announce(announce);
        } else if (effect instanceof Effect.Say said) {
            simulation.log("#" + said.eventId() + " " + said.text());
            happened(said.eventId());
        }
        return Optional.empty();
    }

    private void happened(long eventId) {
        state().ifPresent(now -> happenings.forEach(listener -> listener.accept(now, eventId)));
    }

    private void move(Effect.MoveFlows move) {
        simulation.log("#" + move.eventId() + " move " + move.move().uplink() + " "
                + move.move().family());
        moves.forEach(listener -> listener.accept(state().orElseThrow(), move.move()));
        FlowMove.Outcome outcome = new FlowMove.Outcome(move.move(), 1, 0, Optional.empty());
        later(FLOWS_COST, () -> new Event.FlowsMoved(move.eventId(), outcome));
    }

    /** Unless it was killed meanwhile: what another thread of its does, and what it hears. */
    private void later(long nanos, Supplier<Event> work) {
        int own = process;
        simulation.after(nanos, () -> {
            if (own == process && state != null) {
                post(work.get());
            }
        });
    }

    /** The answer bears the time of the agent's clock. */
    private void answered(int own, Event answer) {
        if (own == process) {
            post(
                    answer instanceof Event.ProbeAnswered probe
                            ? new Event.ProbeAnswered(
                                    probe.id(), probe.receivedAt() + ahead, probe.echo(), probe.awaited())
                            : answer);
        }
    }

    private Event look(Effect.LookAtCarrier look) {
        try {
            return new Event.CarrierSeen(traffic.counted(kernel.look(look.devices())));
        } catch (NetlinkException failed) {
            return new Event.ObserveFailed(String.valueOf(failed.getMessage()));
        }
    }

    private void announce(Effect.Announce announce) {
        simulation.log("#" + announce.eventId() + " " + announce.uplink() + " " + announce.family() + " "
                + announce.from().word() + " -> " + announce.to().word() + ": " + announce.reason());
        notices.forEach(listener -> listener.accept(announce));
        happened(announce.eventId());
    }

    private void write(Effect.WriteSysctls write) {
        int own = process;
        simulation.after(SETTINGS_COST, () -> {
            Event written = calls.write(write);
            if (own == process) {
                post(written);
            }
        });
    }

    /** A notification takes a moment; that of a carrier up to 720 ms, when another link event was just before it. */
    private void hear() {
        int base = state == null
                ? config.agent().tableBase()
                : state.config().agent().tableBase();
        VirtualKernel.News news = kernel.news(new Numbering(base));
        boolean prefixes = kernel.isPrefixesDoubtful();
        if (prefixes && troubles.deaf == 0) {
            later(PREFIXES_COST, Event.PrefixesDoubtful::new);
        }
        if (news == VirtualKernel.News.NONE || troubles.deaf > 0 || state == null) {
            return;
        }
        boolean late = news == VirtualKernel.News.OF_LINKS && random.chance(0.2);
        later(random.between(Line.MILLI / 5, late ? 720 * Line.MILLI : 3 * Line.MILLI), Event.KernelChanged::new);
    }
}

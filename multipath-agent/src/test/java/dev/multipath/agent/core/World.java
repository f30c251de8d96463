package dev.multipath.agent.core;

import dev.multipath.agent.Configs;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An agent in virtual time on an {@link InMemoryKernel}, with lines that answer its probes or do not: the event loop with
 * everything around it scripted. Deterministic; whatever happens is in the log.
 */
final class World {
    static final Protocol OWN = Protocol.of(77);
    static final long MILLI = 1_000_000;
    private static final long LOOK_COST = 2 * MILLI;
    private static final long CHANGE_COST = MILLI / 20;
    private static final int MAX_TURNS_AT_ONCE = 30;

    private record Due(long at, long order, Runnable action) {}

    final InMemoryKernel kernel;
    final SplittableRandom random;
    final List<String> log = new ArrayList<>();
    final List<FlowMove> moves = new ArrayList<>();
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final Lines lines;
    private final List<Runnable> checks = new ArrayList<>();
    private AgentState state;
    private Effect.Memory memory = Effect.Memory.EMPTY;
    private Function<KernelOp, Optional<String>> refusals = operation -> Optional.empty();
    private Predicate<KernelOp> ignored = operation -> false;
    private Runnable afterChange = () -> {};
    private boolean blind;
    private long now = 1_000 * MILLI;
    private long scheduled;
    private int looks;
    private int wakes;
    private int carrierLooks;
    private int operations;

    World(InMemoryKernel kernel, String file, long seed) {
        this.kernel = kernel;
        lines = new Lines(kernel);
        random = new SplittableRandom(seed);
        state = AgentState.initial(Configs.of(file), memory, now);
    }

    // The world.

    Line line(String device) {
        return lines.line(device);
    }

    /** Something changed in the kernel that it notifies of, within two milliseconds. */
    World notified() {
        return notified(random.nextLong(MILLI / 5, 2 * MILLI));
    }

    World notified(long delay) {
        schedule(delay, () -> handle(new Event.KernelChanged()));
        return this;
    }

    World schedule(long delay, Runnable action) {
        due.add(new Due(now + delay, scheduled++, action));
        return this;
    }

    /** A pulled cable is notified late when another link event was just before it. */
    World carrier(String device, boolean on) {
        kernel.carrier(device, on);
        return notified(random.nextLong(3 * MILLI, 720 * MILLI));
    }

    /** The kernel refuses what this gives a text for. */
    World refusing(Function<KernelOp, Optional<String>> why) {
        refusals = why;
        return this;
    }

    /** The kernel says yes to these and does nothing. */
    World ignoring(Predicate<KernelOp> which) {
        ignored = which;
        return this;
    }

    /** Looks at the kernel fail from now on, or no longer do. */
    World blind(boolean yes) {
        blind = yes;
        return this;
    }

    /** The targets are dead from now on, or no longer, whatever the lines. */
    World deadTargets(boolean yes) {
        lines.deadTargets = yes;
        return this;
    }

    /** Another program reacts to every plan of the agent's. */
    World rival(Runnable reaction) {
        afterChange = reaction;
        return this;
    }

    /** Runs after everything the agent did at one moment. */
    void check(Runnable invariant) {
        checks.add(invariant);
    }

    // The agent.

    /** How often it woke by the clock since {@link #afresh}. */
    int wakes() {
        return wakes;
    }

    World post(Event event) {
        return schedule(0, () -> handle(event));
    }

    World reload(String file) {
        return post(new Event.Reloaded(Configs.of(file)));
    }

    /** {@code kill -9} and a new start: what it remembered and what the kernel holds is all that stays. */
    World restart(String file) {
        due.removeIf(each -> true);
        state = AgentState.initial(Configs.of(file), memory, now);
        say("restarted");
        return this;
    }

    /** Stopped by somebody, and going on later. */
    World stopped(long millis) {
        now += millis * MILLI;
        say("was stopped for " + millis + " ms");
        return this;
    }

    World run(long millis) {
        long end = now + millis * MILLI;
        long last = now;
        int turns = 0;
        while (true) {
            long wake = AgentCore.nextWake(state, now);
            long next = Math.max(
                    now,
                    Math.min(wake, due.isEmpty() ? Long.MAX_VALUE : due.peek().at()));
            if (next >= end) {
                now = Math.max(now, end);
                return this;
            }
            now = next;
            if (!due.isEmpty() && due.peek().at() <= now) {
                due.remove().action().run();
            } else {
                turns = next == last ? turns + 1 : 0;
            }
            if (turns > MAX_TURNS_AT_ONCE) {
                throw new AssertionError("turns in circles at " + time());
            }
            last = next;
            if (AgentCore.nextWake(state, now) <= now) {
                wakes++;
                handle(new Event.Tick());
            }
            checks.forEach(Runnable::run);
        }
    }

    private void handle(Event first) {
        Deque<Event> events = new ArrayDeque<>(List.of(first));
        while (!events.isEmpty()) {
            Step step = AgentCore.step(state, events.remove(), now);
            state = step.state();
            for (Effect effect : step.effects()) {
                events.addAll(carryOut(effect));
            }
        }
    }

    private List<Event> carryOut(Effect effect) {
        if (effect instanceof Effect.Observe) {
            return List.of(observe());
        } else if (effect instanceof Effect.LookAtCarrier look) {
            return List.of(blind ? new Event.ObserveFailed("blind") : look(look));
        } else if (effect instanceof Effect.Apply apply) {
            return List.of(new Event.Applied(apply(apply)));
        } else if (effect instanceof Effect.WriteSysctls write) {
            write(write);
        } else if (effect instanceof Effect.SendProbes send) {
            send.probes().forEach(this::probe);
        } else if (effect instanceof Effect.Remember remember) {
            memory = remember.memory();
        } else if (effect instanceof Effect.KeepFlowTable keep) {
            say("#" + keep.eventId() + " keep "
                    + keep.table().map(FlowTable::name).orElse("no table"));
            boolean wanted = keep.table().isPresent();
            schedule(MILLI, () -> handle(new Event.FlowTableSeen(new FlowWork.TableSeen(wanted, Optional.empty(), 0))));
        } else if (effect instanceof Effect.MoveFlows move) {
            move(move);
        } else if (effect instanceof Effect.Announce a) {
            say("#" + a.eventId() + " " + a.uplink() + " " + a.family() + " "
                    + a.from().word() + " -> " + a.to().word() + ": " + a.reason());
        } else if (effect instanceof Effect.Say said) {
            say("#" + said.eventId() + " " + said.text());
        }
        return List.of();
    }

    private void move(Effect.MoveFlows move) {
        moves.add(move.move());
        say("#" + move.eventId() + " move " + move.move().uplink() + " "
                + move.move().family());
        FlowMove.Outcome outcome = new FlowMove.Outcome(move.move(), 3, 1, Optional.empty());
        schedule(MILLI, () -> handle(new Event.FlowsMoved(move.eventId(), outcome)));
    }

    private Event look(Effect.LookAtCarrier look) {
        carrierLooks++;
        return new Event.CarrierSeen(lines.look(look.devices(), now));
    }

    private Event observe() {
        looks++;
        now += LOOK_COST;
        KernelSnapshot snapshot = kernel.snapshot();
        return blind ? new Event.ObserveFailed("blind") : new Event.Observed(snapshot);
    }

    /** As the real executor does: after a failure nothing is deleted any more. */
    private List<Event.Outcome> apply(Effect.Apply apply) {
        List<Event.Outcome> outcomes = new ArrayList<>();
        boolean failed = false;
        for (KernelOp operation : apply.plan().operations()) {
            boolean deletion = operation.deletes();
            if (deletion && failed) {
                continue;
            }
            now += CHANGE_COST;
            operations++;
            List<String> foreign = kernel.foreign(OWN);
            Optional<String> error = refusals.apply(operation);
            if (error.isEmpty() && !ignored.test(operation)) {
                error = kernel.apply(operation);
            }
            if (!kernel.foreign(OWN).equals(foreign)) {
                throw new AssertionError(time() + ": a stranger's object changed by " + operation);
            }
            failed |= error.isPresent();
            outcomes.add(new Event.Outcome(operation, error));
            say("#" + apply.eventId() + " " + operation.command(kernel.names())
                    + error.map(why -> " REFUSED").orElse(""));
        }
        afterChange.run();
        return outcomes;
    }

    private void write(Effect.WriteSysctls write) {
        schedule(5 * MILLI, () -> {
            List<SysctlKey> keys = new ArrayList<>();
            write.writes().forEach(each -> {
                kernel.apply(each);
                keys.add(each.key());
            });
            handle(new Event.SysctlsWritten(keys, Optional.empty()));
        });
    }

    private void probe(ProbeRequest probe) {
        Line line = line(probe.device());
        line.probes++;
        boolean lost = random.nextDouble() < 1 - (1 - line.loss) * (1 - line.loss);
        long jitter = random.nextLong(MILLI);
        if (probe.id().target() == ProbeId.GATEWAY) {
            askGateway(probe);
        } else if (!lost && lines.carry(probe)) {
            schedule(line.roundTrip + jitter, () -> {
                if (lines.carry(probe)) {
                    handle(new Event.ProbeAnswered(probe.id(), now, true));
                }
            });
        }
    }

    private void askGateway(ProbeRequest probe) {
        if (lines.gatewayAnswers(probe)) {
            schedule(MILLI, () -> handle(new Event.ProbeAnswered(probe.id(), now, false)));
        }
    }

    void say(String text) {
        log.add(time() + " " + text);
    }

    // What can be asked of it.

    long now() {
        return now;
    }

    /** Milliseconds since the start. */
    long millis() {
        return now / MILLI - 1_000;
    }

    private String time() {
        return millis() + " ms";
    }

    AgentState state() {
        return state;
    }

    UplinkView view(String uplink) {
        return state.views().stream()
                .filter(view -> view.name().equals(uplink))
                .findFirst()
                .orElseThrow();
    }

    UplinkState is(String uplink) {
        return view(uplink).state(AddressFamily.INET);
    }

    Effect.Memory memory() {
        return memory;
    }

    /** Quick looks at the devices. */
    int carrierLooks() {
        return carrierLooks;
    }

    int looks() {
        return looks;
    }

    int operations() {
        return operations;
    }

    /** Forgets what was counted and logged so far. */
    World afresh() {
        looks = 0;
        wakes = 0;
        operations = 0;
        log.clear();
        return this;
    }

    /** Commands carried out since, without time and event. */
    List<String> commands() {
        return log.stream()
                .filter(line -> line.matches("\\d+ ms #\\d+ ip .*"))
                .map(line -> line.substring(line.indexOf(" ip ") + 1))
                .toList();
    }
}

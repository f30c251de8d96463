package dev.multipath.agent.sim;

import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.shell.KernelPort;
import dev.multipath.agent.shell.PlanExecutor;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.kernel.Fault;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The agent's looks and changes, with the real executor: they take time in which the world goes on, they may fail at any
 * operation, and the agent may be killed between any two.
 */
final class KernelCalls {
    /** Thrown through the agent's own code, as a signal is: nothing catches it. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("killed", null, false, false);
        }
    }

    /** Sees each operation before and after it is carried out. */
    interface Watcher {
        void before(KernelOp operation);

        void after(KernelOp operation, boolean refused);
    }

    private static final long LOOK_COST = 2 * Line.MILLI;
    private static final long CHANGE_COST = Line.MILLI / 20;
    private static final List<Integer> DUMPS =
            List.of(Rtm.RTM_GETLINK, Rtm.RTM_GETADDR, Rtm.RTM_GETROUTE, Rtm.RTM_GETRULE);
    private static final List<Errno> ERRORS = List.of(Errno.EPERM, Errno.ENOBUFS, Errno.EINVAL, Errno.EBUSY);

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final Troubles troubles;
    private final Runnable counter;
    private final SimRandom random;
    private final List<Watcher> watchers = new ArrayList<>();
    private final PlanExecutor executor;
    private int crashIn = -1;
    private long lookedAt;

    KernelCalls(Simulation simulation, VirtualKernel kernel, Troubles troubles, Runnable counter) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.troubles = troubles;
        this.counter = counter;
        this.random = simulation.random("calls");
        this.executor = new PlanExecutor(new Port());
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    void crashSoon() {
        crashIn = 0;
    }

    void crashAfter(int operations) {
        crashIn = operations;
    }

    /** Whether the kernel is still as the agent saw it last, but for the agent's own changes. */
    boolean isUpToDate() {
        return lookedAt == kernel.others();
    }

    void calm() {
        crashIn = -1;
    }

    Event observe(Effect.Observe observe) {
        mayCrash();
        long cost = cost(LOOK_COST);
        simulation.spend(cost / 2);
        Event event = dump(observe);
        simulation.spend(cost / 2);
        return event;
    }

    List<Event.Outcome> apply(Effect.Apply apply) {
        List<Event.Outcome> outcomes = executor.apply(apply.plan());
        for (Event.Outcome outcome : outcomes) {
            simulation.log("#" + apply.eventId() + " "
                    + outcome.operation().command(index -> "if" + index)
                    + outcome.error().map(why -> "  REFUSED: " + why).orElse(""));
        }
        return outcomes;
    }

    Event look(Effect.LookAtPrefixes look) {
        try {
            return new Event.PrefixesSeen(kernel.prefixes().look(look.config()));
        } catch (NetlinkException failed) {
            return new Event.PrefixesFailed(String.valueOf(failed.getMessage()));
        }
    }

    Event change(Effect.ChangePrefixes change) {
        PrefixOutcome outcome = kernel.prefixes().apply(change.change());
        kernel.touchedByAgent();
        change.change()
                .operations()
                .forEach(operation ->
                        simulation.log("#" + change.eventId() + " " + operation.command(index -> "if" + index)));
        outcome.error().ifPresent(why -> simulation.log("  REFUSED: " + why));
        return new Event.PrefixesChanged(outcome);
    }

    Event write(Effect.WriteSysctls write) {
        List<SysctlKey> keys = new ArrayList<>();
        write.writes().forEach(each -> {
            kernel.write(each);
            keys.add(each.key());
        });
        kernel.touched();
        return new Event.SysctlsWritten(keys, Optional.empty());
    }

    private Event dump(Effect.Observe observe) {
        if (troubles.disturbed > 0 && random.chance(0.5)) {
            disturb();
        }
        lookedAt = kernel.others();
        try {
            KernelSnapshot snapshot = kernel.observe(observe.config(), observe.devices());
            return new Event.Observed(snapshot);
        } catch (NetlinkException failed) {
            return new Event.ObserveFailed(String.valueOf(failed.getMessage()));
        } finally {
            kernel.fake.forgetFaults();
        }
    }

    /** Five interrupted dumps in a row are given up. */
    private void disturb() {
        kernel.touchedByAgent();
        if (random.chance(0.3)) {
            kernel.fake.inject(new Fault.Refuse(random.pick(DUMPS), Errno.ENOBUFS, ""));
            return;
        }
        int times = 1 + random.below(8);
        for (int i = 0; i < times; i++) {
            kernel.fake.inject(new Fault.InterruptDump());
        }
    }

    private long cost(long usual) {
        return troubles.slow > 0 ? random.between(usual, 60 * usual + 50 * Line.MILLI) : usual;
    }

    private void mayCrash() {
        if (crashIn >= 0 && crashIn-- == 0) {
            throw new Crash();
        }
    }

    /** The executor's view of the kernel. */
    private final class Port implements KernelPort {
        @Override
        public void apply(KernelOp operation) {
            mayCrash();
            if (!(operation instanceof KernelOp.ReplaceRoute)) {
                simulation.spend(cost(CHANGE_COST));
            }
            boolean failing = troubles.failing > 0 && random.chance(0.3);
            boolean lost = failing && random.chance(0.3);
            if (lost) {
                kernel.fake.inject(new Fault.DropAck());
            } else if (failing) {
                kernel.fake.inject(new Fault.Refuse(type(operation), random.pick(ERRORS), "simulated"));
            }
            for (Watcher watcher : watchers) {
                watcher.before(operation);
            }
            counter.run();
            boolean refused = true;
            try {
                kernel.apply(operation, !lost);
                refused = false;
            } finally {
                kernel.fake.forgetFaults();
                kernel.touchedByAgent();
                for (Watcher watcher : watchers) {
                    watcher.after(operation, refused);
                }
            }
        }

        private int type(KernelOp operation) {
            if (operation instanceof KernelOp.DeleteRoute) {
                return Rtm.RTM_DELROUTE;
            } else if (operation instanceof KernelOp.AddRule) {
                return Rtm.RTM_NEWRULE;
            } else if (operation instanceof KernelOp.AddNextHop || operation instanceof KernelOp.ReplaceNextHop) {
                return Rtm.RTM_NEWNEXTHOP;
            } else if (operation instanceof KernelOp.DeleteNextHop) {
                return Rtm.RTM_DELNEXTHOP;
            }
            return operation instanceof KernelOp.DeleteRule ? Rtm.RTM_DELRULE : Rtm.RTM_NEWROUTE;
        }

        /** Takes the time of the replacement, which follows at once. */
        @Override
        public Optional<Route> first(Route like) {
            simulation.spend(cost(CHANGE_COST));
            return kernel.first(like);
        }

        @Override
        public KernelSnapshot observe(dev.multipath.agent.config.AgentConfig config, List<String> devices) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Event.DeviceLook> look(List<String> devices) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}

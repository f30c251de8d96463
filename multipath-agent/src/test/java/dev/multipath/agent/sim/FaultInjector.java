package dev.multipath.agent.sim;

import dev.multipath.agent.Configs;
import dev.multipath.agent.core.Event;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes each fault of a schedule happen, and ends it. */
final class FaultInjector {
    private final Simulation simulation;
    private final Site site;
    private final VirtualKernel kernel;
    private final Machine machine;
    private final Internet internet;
    private final Strangers strangers;
    private final VirtualAgent agent;
    private final RoutingInvariants invariants;
    private final Budget budget;
    private final Turns turns;
    private final LineFaults lines;
    private final Notices notices;
    private final Set<String> disabled;
    private final SimRandom random;
    private final Map<String, Integer> counts = new HashMap<>();
    private int down;

    FaultInjector(World world) {
        simulation = world.simulation;
        site = world.site;
        kernel = world.kernel;
        machine = world.machine;
        internet = world.internet;
        strangers = world.strangers;
        agent = world.agent;
        invariants = world.invariants;
        budget = world.budget;
        notices = world.notices;
        disabled = world.disabled;
        random = simulation.random("faults");
        turns = new Turns(simulation, budget, random);
        lines = new LineFaults(world, turns, random);
    }

    /** Has a fault begin; what it returns ends it. */
    Runnable begin(Episode<FaultKind> episode) {
        String device = episode.subject();
        simulation.log("FAULT " + episode.kind() + " " + device + " for " + episode.length() / Line.MILLI + " ms");
        budget.disturbed();
        Runnable end = begin(episode.kind(), device, episode.length());
        return () -> {
            simulation.log("HEALS " + episode.kind() + " " + device);
            budget.disturbed();
            end.run();
            invariants.changed();
        };
    }

    private Runnable begin(FaultKind kind, String device, long length) {
        return switch (kind) {
            case CARRIER_LOSS -> lack(device, Machine.Lack.CARRIER);
            case CARRIER_FLAPS -> carrierFlaps(device);
            case ADMIN_DOWN -> lack(device, Machine.Lack.UP);
            case SILENT_LOSS -> lines.silent(device);
            case SILENT_FLAPS -> lines.silentFlaps(device);
            case LOSS_BURSTS -> lines.bursts(device);
            case ASYMMETRIC_LOSS -> lines.lossy(device);
            case LATENCY_SPIKE -> lines.latency(device);
            case TRAFFIC -> lines.traffic(device, length);
            case TARGET_DEATH -> targetDeath(length);
            case ADDRESS_CHANGE -> lackThenRedial(device, Machine.Lack.ADDRESS);
            case IFINDEX_CHANGE -> lackThenRedial(device, Machine.Lack.DEVICE);
            case FOREIGN_ROUTE -> foreign(strangers.route(device));
            case FOREIGN_RULE -> foreign(strangers.rule());
            case OBJECTS_DELETED -> deletions();
            case EVENT_LOSS -> eventLoss();
            case DUMP_INTERRUPTED -> dumpInterrupted(length);
            case APPLY_FAILING -> applyFailing(length);
            case CRASH -> crash();
            case RELOAD -> reload(false);
            case SLOW_EXECUTOR -> slow();
            case CLOCK_STEP -> clockStep();
            case STOPPED -> stopped(length);
            case DISABLED -> disable(device);
        };
    }

    // Devices and targets.

    private Runnable lack(String device, Machine.Lack lack) {
        machine.begin(device, lack);
        return () -> machine.end(device, lack);
    }

    private Runnable lackThenRedial(String device, Machine.Lack lack) {
        machine.begin(device, lack);
        return () -> {
            machine.redial();
            machine.end(device, lack);
        };
    }

    private Runnable carrierFlaps(String device) {
        boolean[] out = new boolean[1];
        return turns.repeat(
                100 * Line.MILLI,
                3_000 * Line.MILLI,
                () -> {
                    out[0] = !out[0];
                    if (out[0]) {
                        machine.begin(device, Machine.Lack.CARRIER);
                    } else {
                        machine.end(device, Machine.Lack.CARRIER);
                    }
                },
                () -> {
                    if (out[0]) {
                        machine.end(device, Machine.Lack.CARRIER);
                    }
                });
    }

    private Runnable targetDeath(long length) {
        if (random.chance(0.3)) {
            return switch (random.below(3)) {
                case 0 -> allTargetsDie();
                case 1 -> allTargetsDieAndALine(length);
                default -> allTargetsDieAndAGateway(length);
            };
        }
        return targetDeath(random.chance(0.2) ? Site.TARGET6 : random.pick(Site.TARGETS4));
    }

    private Runnable allTargetsDie() {
        List<Runnable> ends = new ArrayList<>();
        Site.TARGETS4.forEach(target -> ends.add(targetDeath(target)));
        ends.add(targetDeath(Site.TARGET6));
        return () -> {
            ends.forEach(Runnable::run);
            invariants.changed();
        };
    }

    /**
     * While it is excused, one line dies in earnest, which shows when the targets are back before it is; most of all one
     * without a gateway to ask, whose silence would end the excuse.
     */
    private Runnable allTargetsDieAndALine(long length) {
        Runnable targets = allTargetsDie();
        List<Runnable> line = new ArrayList<>();
        String device = random.chance(0.5) ? "ppp0" : random.pick(Site.DEVICES);
        simulation.after(random.between(length / 5, length / 2 + 1), () -> line.add(lines.deadBeyondGateway(device)));
        simulation.after(length / 2, targets);
        return () -> {
            line.forEach(Runnable::run);
            invariants.changed();
        };
    }

    /** A line that not even its gateway answers over is not excused any more, also when it is back before the targets. */
    private Runnable allTargetsDieAndAGateway(long length) {
        String device = random.pick(List.of("eth0", "eth1"));
        simulation.after(length / 4, () -> lines.hiccup(device, length / 2));
        return allTargetsDie();
    }

    private Runnable targetDeath(String target) {
        IpAddress address = IpAddress.parse(target);
        counts.merge(target, 1, Integer::sum);
        internet.deadTargets.add(address);
        invariants.changed();
        return () -> {
            if (counts.merge(target, -1, Integer::sum) == 0) {
                internet.deadTargets.remove(address);
            }
        };
    }

    // Other programs.

    private Runnable foreign(Runnable undo) {
        invariants.tampered(now() + Bounds.REPAIR);
        return () -> {
            invariants.tampered(now() + Bounds.REPAIR);
            undo.run();
        };
    }

    private Runnable deletions() {
        return turns.repeat(
                20 * Line.MILLI,
                3_000 * Line.MILLI,
                () -> {
                    invariants.tampered(now() + Bounds.REPAIR);
                    strangers.delete();
                },
                () -> {});
    }

    // The agent's own troubles.

    private Runnable eventLoss() {
        if (random.chance(0.4)) {
            return turns.repeat(200 * Line.MILLI, 4_000 * Line.MILLI, strangers::overrun, () -> {});
        }
        agent.troubles.deaf++;
        invariants.tampered(now() + Bounds.UNTOLD);
        return () -> {
            agent.troubles.deaf--;
            invariants.tampered(now() + Bounds.UNTOLD);
        };
    }

    /** Who does not look again by himself finds late what is deleted shortly before the end. */
    private Runnable dumpInterrupted(long length) {
        agent.troubles.disturbed++;
        invariants.changed();
        if (random.chance(0.5)) {
            simulation.after(length - random.between(0, Math.min(length, 1_500 * Line.MILLI)), () -> {
                budget.disturbed();
                invariants.tampered(now() + Bounds.REPAIR);
                strangers.delete();
            });
        }
        return () -> {
            agent.troubles.disturbed--;
            invariants.excuse(now() + 5_300 * Line.MILLI);
        };
    }

    /** Most there is to get wrong when all routes are to move to other tables meanwhile. */
    private Runnable applyFailing(long length) {
        agent.troubles.failing++;
        invariants.changed();
        if (random.chance(0.5)) {
            simulation.after(random.between(0, length / 2 + 1), () -> {
                budget.disturbed();
                simulation.after(length / 3, reloadTo(random.pick(site.elsewhere())));
            });
        }
        return () -> {
            agent.troubles.failing--;
            invariants.excuse(now() + Bounds.UNTOLD);
        };
    }

    private Runnable slow() {
        agent.troubles.slow++;
        invariants.changed();
        return () -> {
            agent.troubles.slow--;
            invariants.excuse(now() + 1_500 * Line.MILLI);
        };
    }

    private Runnable crash() {
        down++;
        if (random.chance(0.3)) {
            return crashAmidDeparture();
        }
        if (random.chance(0.5)) {
            agent.crash();
        } else {
            agent.crashAfter(random.below(25));
        }
        return this::startAgain;
    }

    /** A line dies and outlasts the crash, which comes while the agent changes the routes for it. */
    private Runnable crashAmidDeparture() {
        Runnable line = lines.silent(random.pick(List.of("eth0", "eth1")));
        agent.crashAfter(random.below(12));
        return () -> {
            startAgain();
            simulation.after(random.between(1_000 * Line.MILLI, 6_000 * Line.MILLI), () -> {
                budget.disturbed();
                line.run();
                invariants.changed();
            });
        };
    }

    private void startAgain() {
        down--;
        restart();
    }

    /** What did not crash by itself meanwhile is killed now. */
    private void restart() {
        if (down > 0) {
            return;
        }
        if (agent.state().isPresent()) {
            agent.crash();
        }
        if (agent.state().isPresent() || agent.isBusy()) {
            simulation.after(Line.MILLI, this::restart);
            return;
        }
        agent.start();
        budget.disturbed();
        repeatOverrides();
        if (random.chance(0.3)) {
            reloadSoon();
        }
        invariants.excuse(now() + 500 * Line.MILLI);
    }

    /** Before the first probe is answered, if its line is a long one. */
    private void reloadSoon() {
        simulation.after(
                random.between(2 * Line.MILLI, 12 * Line.MILLI),
                () -> simulation.after(2_500 * Line.MILLI, reload(true)));
    }

    private void repeatOverrides() {
        for (String name : Site.NAMES) {
            if (counts.containsKey(name)) {
                agent.post(new Event.Override(name, !disabled.contains(name)));
            }
        }
    }

    /** Now, or while one is suspect. */
    private Runnable reload(boolean atOnce) {
        String other = random.pick(site.others());
        if (atOnce || random.chance(0.6)) {
            return reloadTo(other);
        }
        lines.hiccup(random.pick(List.of("eth0", "eth1")), 2_500 * Line.MILLI);
        String next = random.chance(0.5) ? site.otherFamilies() : other;
        counts.merge("reload", 1, Integer::sum);
        simulation.after(random.between(300 * Line.MILLI, 1_700 * Line.MILLI), () -> {
            if (counts.get("reload") > 0) {
                configure(next);
            }
        });
        return this::reloadBack;
    }

    private Runnable reloadTo(String other) {
        counts.merge("reload", 1, Integer::sum);
        configure(other);
        return this::reloadBack;
    }

    private void reloadBack() {
        if (counts.merge("reload", -1, Integer::sum) == 0) {
            configure(site.text());
        }
    }

    private void configure(String text) {
        agent.configure(Configs.of(text));
        notices.forget();
        invariants.excuse(now() + 1_500 * Line.MILLI);
    }

    private Runnable clockStep() {
        agent.stepClock(random.between(10 * Line.MILLI, 400_000 * Line.MILLI));
        invariants.excuse(now() + 500 * Line.MILLI);
        return () -> {};
    }

    private Runnable stopped(long length) {
        agent.stopFor(length);
        invariants.excuse(now() + length + 500 * Line.MILLI);
        return () -> {};
    }

    private Runnable disable(String device) {
        String name = Site.NAMES.get(Site.DEVICES.indexOf(device));
        counts.merge(name, 1, Integer::sum);
        disabled.add(name);
        kernel.touched();
        agent.post(new Event.Override(name, false));
        invariants.changed();
        return () -> {
            if (counts.merge(name, -1, Integer::sum) == 0) {
                disabled.remove(name);
                kernel.touched();
                agent.post(new Event.Override(name, true));
            }
        };
    }

    private long now() {
        return simulation.clock().nanos();
    }
}

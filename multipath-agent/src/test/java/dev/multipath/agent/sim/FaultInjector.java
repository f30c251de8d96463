package dev.multipath.agent.sim;

import dev.multipath.agent.Configs;
import dev.multipath.agent.core.Event;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

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
            case SILENT_LOSS -> impair(device, silence());
            case SILENT_FLAPS -> silentFlaps(device);
            case LOSS_BURSTS -> bursts(device);
            case ASYMMETRIC_LOSS -> impair(device, asymmetric());
            case LATENCY_SPIKE ->
                impair(device, Line.Impairment.latency(random.between(100 * Line.MILLI, 900 * Line.MILLI)));
            case TARGET_DEATH -> targetDeath();
            case ADDRESS_CHANGE -> lackThenRedial(device, Machine.Lack.ADDRESS);
            case IFINDEX_CHANGE -> lackThenRedial(device, Machine.Lack.DEVICE);
            case FOREIGN_ROUTE -> foreign(strangers.route(device));
            case FOREIGN_RULE -> foreign(strangers.rule());
            case OBJECTS_DELETED -> deletions();
            case EVENT_LOSS -> eventLoss();
            case DUMP_INTERRUPTED -> dumpInterrupted();
            case APPLY_FAILING -> applyFailing();
            case CRASH -> crash();
            case RELOAD -> reload();
            case SLOW_EXECUTOR -> slow();
            case CLOCK_STEP -> clockStep();
            case STOPPED -> stopped(length);
            case DISABLED -> disable(device);
        };
    }

    // Devices and lines.

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
        return repeat(
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

    private Line.Impairment silence() {
        int way = random.below(4);
        return new Line.Impairment(way == 1 ? 0 : 1, way == 2 ? 0 : 1, 0, way == 3);
    }

    private Line.Impairment asymmetric() {
        double loss = 0.02 + 0.5 * random.below(100) / 100;
        return random.chance(0.5) ? Line.Impairment.loss(loss, 0) : Line.Impairment.loss(0, loss);
    }

    private Runnable impair(String device, Line.Impairment impairment) {
        Line line = internet.line(device);
        line.impairments.add(impairment);
        invariants.changed();
        return () -> line.impairments.remove(impairment);
    }

    private Runnable silentFlaps(String device) {
        return toggled(device, 2_000 * Line.MILLI, 20_000 * Line.MILLI, Line.Impairment.loss(1, 1));
    }

    /** Gilbert-Elliott: short bad times between longer good ones. */
    private Runnable bursts(String device) {
        Line.Impairment marker = Line.Impairment.loss(0, 0);
        double bad = 0.3 + 0.6 * random.below(100) / 100;
        Runnable end = toggled(device, 200 * Line.MILLI, 4_000 * Line.MILLI, Line.Impairment.loss(bad, bad));
        Line line = internet.line(device);
        line.impairments.add(marker);
        return () -> {
            line.impairments.remove(marker);
            end.run();
        };
    }

    private Runnable toggled(String device, long least, long most, Line.Impairment impairment) {
        Line line = internet.line(device);
        return repeat(
                least,
                most,
                () -> {
                    if (!line.impairments.remove(impairment)) {
                        line.impairments.add(impairment);
                    }
                    invariants.changed();
                },
                () -> line.impairments.remove(impairment));
    }

    private Runnable targetDeath() {
        String target = random.chance(0.2) ? Site.TARGET6 : random.pick(Site.TARGETS4);
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
        return repeat(
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
            return repeat(200 * Line.MILLI, 4_000 * Line.MILLI, strangers::overrun, () -> {});
        }
        agent.troubles.deaf++;
        invariants.tampered(now() + Bounds.UNTOLD);
        return () -> {
            agent.troubles.deaf--;
            invariants.tampered(now() + Bounds.UNTOLD);
        };
    }

    private Runnable dumpInterrupted() {
        agent.troubles.disturbed++;
        invariants.changed();
        return () -> {
            agent.troubles.disturbed--;
            invariants.excuse(now() + 5_300 * Line.MILLI);
        };
    }

    private Runnable applyFailing() {
        agent.troubles.failing++;
        invariants.changed();
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
        if (random.chance(0.5)) {
            agent.crash();
        } else {
            agent.crashAfter(random.below(25));
        }
        return () -> {
            down--;
            restart();
        };
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

    /** Before the first probe is answered. */
    private void reloadSoon() {
        simulation.after(random.between(0, 4 * Line.MILLI), () -> simulation.after(2_500 * Line.MILLI, reload()));
    }

    private void repeatOverrides() {
        for (String name : Site.NAMES) {
            if (counts.containsKey(name)) {
                agent.post(new Event.Override(name, !disabled.contains(name)));
            }
        }
    }

    private Runnable reload() {
        String other = random.pick(site.others());
        counts.merge("reload", 1, Integer::sum);
        configure(other);
        return () -> {
            if (counts.merge("reload", -1, Integer::sum) == 0) {
                configure(site.text());
            }
        };
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

    private Runnable repeat(long least, long most, Runnable action, Runnable end) {
        boolean[] over = new boolean[1];
        again(least, most, action, () -> over[0]);
        return () -> {
            over[0] = true;
            end.run();
        };
    }

    private void again(long least, long most, Runnable action, BooleanSupplier over) {
        if (!over.getAsBoolean()) {
            budget.disturbed();
            action.run();
            simulation.after(random.between(least, most), () -> again(least, most, action, over));
        }
    }

    private long now() {
        return simulation.clock().nanos();
    }
}

package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.uplink.AdaptiveWeight;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.LastResort;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@link AgentCore} that compares uplinks with each other and with their traffic: who stands by, whether the
 * targets are at fault, who has fallen silent, who is congested.
 */
final class CrossChecks {
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};
    private static final String SILENT = "receives nothing any more while it sends";

    /** Where a short silence would tell, devices are looked at this often. */
    static final long TRAFFIC_PERIOD = AgentCore.CARRIER_PERIOD / 2;

    private CrossChecks() {}

    /** When the devices are to be looked at again. */
    static long lookPeriod(Turn turn) {
        return turn.traffic.deservesCloseLooks() ? TRAFFIC_PERIOD : AgentCore.CARRIER_PERIOD;
    }

    /**
     * After every event.
     *
     * @param changed whether the event changed anything that routing depends on
     * @return whether this did
     */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    static boolean run(Turn turn, AgentState before, boolean changed) {
        boolean doubt = turn.lastResort4 != LastResort.NONE || turn.lastResort6 != LastResort.NONE;
        boolean same = turn.carrying4 == before.carrying4() && turn.carrying6 == before.carrying6();
        if (!changed && !doubt && same) {
            return false;
        }
        List<TrackedUplink> uplinks = turn.uplinks.toList();
        for (AddressFamily family : FAMILIES) {
            boolean recarried = turn.carrying(family) != before.carrying(family);
            if (changed || recarried) {
                standBy(turn, family);
                confirm(turn, before, family);
                askOthers(turn, before, family);
            }
            if (changed || recarried || turn.lastResort(family) != LastResort.NONE) {
                lastResort(turn, family);
            }
        }
        for (int slot = 0; slot < uplinks.size(); slot++) {
            if (!turn.uplinks.get(slot).countsLike(uplinks.get(slot))) {
                return true;
            }
        }
        return false;
    }

    /** The packet counters of the devices. */
    static void countersSeen(Turn turn, List<Event.DeviceLook> devices) {
        turn.traffic = turn.traffic.seen(devices, turn.now);
        if (turn.traffic.suspicious()) {
            for (int slot = 0; slot < turn.uplinks.size(); slot++) {
                suspect(turn, slot);
            }
        }
        adapt(turn);
    }

    private static void suspect(Turn turn, int slot) {
        TrackedUplink uplink = turn.uplinks.get(slot);
        if (turn.traffic.evidence(uplink.config().interfaceName()).isSuspicious()) {
            for (AddressFamily family : FAMILIES) {
                uplink = uplink.health(family, HealthPolicy.suspected(uplink.health(family), SILENT, turn.now));
            }
            turn.uplinks.set(slot, uplink);
        }
    }

    private static void adapt(Turn turn) {
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            AdaptiveWeight share = uplink.watch().share();
            if (!uplink.config().adaptive() || !share.isDue(turn.now)) {
                continue;
            }
            Health health = uplink.health(AddressFamily.INET).targets().isEmpty()
                    ? uplink.health(AddressFamily.INET6)
                    : uplink.health(AddressFamily.INET);
            double rate = turn.traffic.evidence(uplink.config().interfaceName()).rate();
            AdaptiveWeight judged = share.judged(health, rate, canRelieve(turn, slot), turn.now);
            TrackedUplink next = uplink.watch(uplink.watch().share(judged));
            turn.uplinks.set(slot, next);
            if (next.weight() != uplink.weight()) {
                String why = judged.halvings() > share.halvings() ? "congested" : "no longer congested";
                String text = "uplink " + uplink.config().name() + ": weight " + uplink.weight() + " -> "
                        + next.weight() + ": " + why;
                turn.effects.add(new Effect.Say(turn.event(), false, text));
                turn.observe();
            }
        }
    }

    /** Whether another one carries that is not congested. */
    private static boolean canRelieve(Turn turn, int relieved) {
        for (AddressFamily family : FAMILIES) {
            for (int slot : turn.carrying(family).slots()) {
                if (slot != relieved
                        && slot < turn.uplinks.size()
                        && !turn.uplinks.get(slot).watch().share().isCongested()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Who no longer stands by is probed at once. */
    private static void standBy(Turn turn, AddressFamily family) {
        List<UplinkView> views = turn.views();
        for (UplinkView view : views) {
            TrackedUplink uplink = turn.uplinks.get(view.slot());
            boolean standsBy = WeightPolicy.standsBy(view, turn.carrying(family), views);
            if (standsBy != uplink.watch().standsBy(family)) {
                Health health = uplink.health(family);
                turn.uplinks.set(
                        view.slot(),
                        uplink.watch(uplink.watch().standsBy(family, standsBy))
                                .health(family, standsBy ? health : HealthPolicy.hurried(health, turn.now)));
            }
        }
    }

    private static void confirm(Turn turn, AgentState before, AddressFamily family) {
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            if (uplink.health(family).verdict() == Verdict.DOWN && was(before, slot, family) != Verdict.DOWN) {
                turn.traffic = turn.traffic.confirmed(uplink.config().interfaceName());
            }
        }
    }

    /**
     * When one has just become suspect, others are probed at once: is it the uplink, or the targets? But for those that
     * were just asked and have not answered yet; an answer may be older than the trouble.
     */
    private static void askOthers(Turn turn, AgentState before, AddressFamily family) {
        boolean suspected = false;
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            suspected |= turn.uplinks.get(slot).health(family).verdict() == Verdict.SUSPECT
                    && was(before, slot, family) != Verdict.SUSPECT;
        }
        for (int slot = 0; suspected && slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            Health health = uplink.health(family);
            int rounds = health.rounds().size();
            boolean asked = health.settledRounds() < rounds
                    && turn.now - health.rounds().get(rounds - 1).sentAt() < 2 * AgentCore.CARRIER_PERIOD;
            if (health.verdict() == Verdict.UP && !asked) {
                turn.uplinks.set(slot, uplink.health(family, HealthPolicy.hurried(health, turn.now)));
            }
        }
    }

    private static Verdict was(AgentState before, int slot, AddressFamily family) {
        return slot < before.uplinks().size()
                ? before.uplinks().get(slot).health(family).verdict()
                : Verdict.UNKNOWN;
    }

    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    private static void lastResort(Turn turn, AddressFamily family) {
        List<UplinkView> views = turn.views();
        Carrying carrying = turn.carrying(family);
        LastResort earlier = turn.lastResort(family);
        LastResort judged = earlier.judged(views, family, carrying, turn.now);
        List<Integer> toAsk = judged.toAsk(views, family, turn.now);
        if (!toAsk.isEmpty()) {
            askGateways(turn, family, toAsk);
            judged = judged.asked(turn.now);
        }
        turn.lastResort(family, judged);
        boolean ending = earlier.graceUntil() == Long.MAX_VALUE && judged.graceUntil() != Long.MAX_VALUE;
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            Health known = uplink.health(family);
            Health health = HealthPolicy.excused(known, judged.excused().contains(slot));
            health = ending && health.excused() ? HealthPolicy.hurried(health, turn.now) : health;
            if (health != known) {
                turn.uplinks.set(slot, uplink.health(family, health));
            }
        }
    }

    private static void askGateways(Turn turn, AddressFamily family, List<Integer> slots) {
        List<ProbeRequest> probes = new ArrayList<>();
        for (int slot : slots) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            Optional<IpAddress> source = uplink.source(family);
            Optional<IpAddress> gateway =
                    uplink.facts().family(family).gateway().flatMap(Gateway::address);
            if (source.isPresent() && gateway.isPresent()) {
                probes.add(new ProbeRequest(
                        new ProbeId(uplink.config().name(), family, 0, ProbeId.GATEWAY),
                        uplink.config().interfaceName(),
                        uplink.facts().interfaceIndex(),
                        source.get(),
                        new ProbeTarget.Host(gateway.get()),
                        ProbeConfig.defaults(),
                        true,
                        true));
            }
        }
        if (!probes.isEmpty()) {
            turn.pace = turn.pace.probes(turn.pace.probes().without(probes.size()));
            turn.effects.add(new Effect.SendProbes(probes));
        }
    }
}

package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.ProbeRound;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of {@link AgentCore} that lets time pass for each uplink, and sends the rounds that are due. */
final class ProbeRounds {
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    private final Turn turn;
    private final boolean patient;
    private final List<ProbeRequest> probes = new ArrayList<>();
    /** Once something is sent. */
    private ProbeBudget.@Nullable Limits limits;

    private ProbeRounds(Turn turn, boolean patient) {
        this.turn = turn;
        this.patient = patient;
    }

    /**
     * Lets time pass.
     *
     * @param patient whether nothing is taken for lost yet
     * @return what is to be sent
     */
    static List<ProbeRequest> due(Turn turn, boolean patient) {
        if (!turn.isAnyDue()) {
            return List.of();
        }
        ProbeRounds rounds = new ProbeRounds(turn, patient);
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            for (AddressFamily family : FAMILIES) {
                rounds.tick(slot, family);
            }
        }
        return rounds.probes;
    }

    // Where nothing was due it is the same object; comparing whole values ten times a second would cost more.
    @SuppressWarnings("ReferenceEquality")
    private void tick(int slot, AddressFamily family) {
        TrackedUplink uplink = turn.uplinks.get(slot);
        Health before = uplink.health(family);
        Health after = HealthPolicy.tick(before, uplink.probe(family), patient, turn.now);
        if (after == before) {
            return;
        }
        Optional<IpAddress> source = uplink.source(family);
        if (after.nextNumber() != before.nextNumber() && source.isPresent()) {
            ask(uplink, family, after, source.get());
            after = spent(after);
        }
        turn.uplinks.set(slot, uplink.health(family, after));
    }

    private void ask(TrackedUplink uplink, AddressFamily family, Health health, IpAddress source) {
        ProbeRound round = health.rounds().get(health.rounds().size() - 1);
        boolean gateway = uplink.config().probe().type() == ProbeType.GATEWAY;
        for (int target = 0; target < health.targets().size(); target++) {
            probes.add(new ProbeRequest(
                    new ProbeId(uplink.config().name(), family, round.number(), target),
                    uplink.config().interfaceName(),
                    uplink.facts().interfaceIndex(),
                    source,
                    health.targets().get(target).address(),
                    uplink.config().probe(),
                    gateway && !uplink.echoed(family),
                    round.fast() || health.verdict() != Verdict.UP));
        }
    }

    /** A round was sent: the next one goes out in time, or later where there is debt. */
    private Health spent(Health health) {
        ProbeBudget budget = turn.pace.probes();
        if (limits == null) {
            limits = ProbeBudget.Limits.of(turn.uplinks);
            budget = budget.filled(limits, turn.now);
        }
        budget = budget.without(health.targets().size());
        turn.pace = turn.pace.probes(budget);
        return HealthPolicy.notBefore(health, turn.now + budget.wait(limits));
    }
}

package dev.multipath.agent.detection;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.ProbeRound;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * This project's policy: the real {@link HealthPolicy}, driven as the agent's core drives it. A degraded uplink counts as
 * out of use, since the balance leaves it while there is a better one.
 */
final class Multipath implements Watcher {
    /** More targets than anybody has. */
    private static final long TARGETS = 64;

    private final ProbeConfig probe;
    private final Optional<Traffic> traffic;
    private final long start;
    private boolean started;
    private Health health;

    /** @param traffic what the uplink carries, for passive evidence; empty if nothing */
    Multipath(ProbeConfig probe, Optional<Traffic> traffic, long start) {
        this.probe = probe;
        this.traffic = traffic;
        this.start = start;
        health = HealthPolicy.start(probe.targets(), Optional.empty(), start);
    }

    @Override
    public long nextWake() {
        long wake = started ? HealthPolicy.nextWake(health, probe) : start;
        return traffic.isEmpty() ? wake : Math.min(wake, traffic.get().nextTick());
    }

    @Override
    public void wake(long now, Wire wire) {
        started = true;
        if (traffic.isPresent() && traffic.get().looked(now, wire.path())) {
            health = HealthPolicy.suspected(health, "silent", now);
        }
        Health before = health;
        health = HealthPolicy.tick(before, probe, false, now);
        if (health.nextNumber() != before.nextNumber()) {
            send(health.rounds().get(health.rounds().size() - 1), wire);
        }
        noticeDeath(before);
    }

    private static void send(ProbeRound round, Wire wire) {
        for (int target = 0; target < round.fates().size(); target++) {
            wire.echo(round.number() * TARGETS + target);
        }
    }

    @Override
    public void answered(long echo, long sentAt, long now, Wire wire) {
        Health before = health;
        health =
                HealthPolicy.answered(before, echo / TARGETS, (int) (echo % TARGETS), OptionalLong.of(now), probe, now);
        noticeDeath(before);
    }

    private void noticeDeath(Health before) {
        if (traffic.isPresent() && before.carries() && !health.carries()) {
            traffic.get().confirmed();
        }
    }

    @Override
    public boolean inUse() {
        return health.carries() && !health.degraded();
    }

    @Override
    public String toString() {
        return health.toString();
    }
}

package dev.multipath.agent.sim;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.uplink.TargetHealth;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.sim.Coverage;
import dev.multipath.testkit.sim.Episode;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What the agent tells: an uplink comes back only after its hold-up, which doubles with each flap, and an outage that
 * nothing else mixes with is told of once when it begins and once when it is over. One is back without any hold-up only
 * if it was wronged: by a verdict that a late answer takes back, or with all others, whose targets or lines were dead too.
 */
final class Notices implements Invariant {
    static final String CLEAN_OUTAGE = "an outage apart from everything else";

    /** Over which loss is judged. */
    private static final int LOSS_ROUNDS = 60;

    private static final Set<UplinkState> IN =
            Set.of(UplinkState.UP, UplinkState.SUSPECT, UplinkState.UNKNOWN, UplinkState.DEGRADED);

    private final Simulation simulation;
    private final VirtualAgent agent;
    private final Coverage coverage;
    private final Truth truth;
    private final RoutingInvariants invariants;
    private final Told told;
    private final Map<String, Long> provingSince = new HashMap<>();
    private final Map<String, List<Long>> flaps = new HashMap<>();
    /** When it fell, by the world's clock. */
    private final Map<String, Long> fell = new HashMap<>();
    /** Taken out by hand while it was out anyway: nobody is told what becomes of that verdict. */
    private final Set<String> outUnseen = new HashSet<>();

    private final List<String> outage = new ArrayList<>();
    private final Set<Episode<FaultKind>> active = new HashSet<>();
    private Optional<Episode<FaultKind>> watched = Optional.empty();
    private Optional<String> wrong = Optional.empty();
    private long lenientUntil;
    private Optional<AgentState> last = Optional.empty();

    Notices(World world, Coverage coverage) {
        this.simulation = world.simulation;
        this.agent = world.agent;
        this.coverage = coverage;
        this.truth = world.truth;
        this.invariants = world.invariants;
        this.told = world.told;
        agent.onAnnounce(this::announced);
    }

    /** Whether traffic may be routed over it. */
    static boolean isIn(UplinkState state) {
        return IN.contains(state);
    }

    @Override
    public Optional<String> violation() {
        return wrong;
    }

    /** The agent started anew or has another configuration: what it announced before says nothing of what is to come. */
    void forget() {
        provingSince.clear();
        flaps.clear();
        fell.clear();
        outUnseen.clear();
        watched = Optional.empty();
        lenientUntil = simulation.clock().nanos() + 2_000 * Line.MILLI;
    }

    // Outages.

    /** One that the end of the schedule cuts short may be over before anybody notices. */
    void begins(Episode<FaultKind> episode) {
        watched = Optional.empty();
        boolean whole = episode.length() >= episode.kind().shortest;
        if (episode.kind().outage && whole && active.isEmpty() && allIn() && !anyLossy()) {
            watched = Optional.of(episode);
            outage.clear();
            told.outageBegins();
        }
        active.add(episode);
    }

    void ends(Episode<FaultKind> episode) {
        active.remove(episode);
        if (episode.kind() == FaultKind.CRASH || episode.kind() == FaultKind.RELOAD) {
            forget();
        }
    }

    private boolean allIn() {
        return agent.state()
                .map(state -> state.views().stream()
                        .allMatch(view -> view.state(AddressFamily.INET) == UplinkState.UP
                                && (view.config().ipv4Only() || view.state(AddressFamily.INET6) == UplinkState.UP)))
                .orElse(false);
    }

    /** Whether one of them may be called degraded for what it has lost already, once enough rounds are known. */
    private boolean anyLossy() {
        OptionalDouble limit = probe().lossDegraded();
        return limit.isPresent()
                && agent.state().orElseThrow().views().stream()
                        .flatMap(view -> Truth.FAMILIES.stream().map(view::health))
                        .anyMatch(health -> isLossy(health.targets(), limit.getAsDouble()));
    }

    private boolean isLossy(List<TargetHealth> targets, double limit) {
        long tolerable = targets.stream()
                .map(TargetHealth::window)
                .filter(window -> window.size() >= LOSS_ROUNDS || window.lost() < limit * LOSS_ROUNDS)
                .count();
        return tolerable < Math.min(probe().quorum(), targets.size());
    }

    /** Complete once everything is in again. */
    private void count(Effect.Announce announce) {
        if (isIn(announce.from()) != isIn(announce.to())) {
            outage.add(announce.uplink() + " " + announce.family() + (isIn(announce.to()) ? " up" : " down"));
        }
        if (active.isEmpty() && isIn(announce.to())) {
            simulation.after(0, this::judgeOutage);
        }
    }

    private void judgeOutage() {
        if (watched.isEmpty() || !active.isEmpty() || !allIn()) {
            return;
        }
        String device = watched.get().subject();
        String name = Site.NAMES.get(Site.DEVICES.indexOf(device));
        Set<String> expected = new HashSet<>();
        for (String family : device.equals("ppp0") ? List.of("inet") : List.of("inet", "inet6")) {
            expected.add(name + " " + family + " down");
            expected.add(name + " " + family + " up");
        }
        boolean seldomAsked =
                standsBy(name) && outage.isEmpty() && told.outage().isEmpty();
        if (seldomAsked) {
            watched = Optional.empty();
            return;
        }
        requireOnce(expected, outage, "announced");
        requireOnce(expected, told.outage(), "told of");
        coverage.hit(CLEAN_OUTAGE);
        watched = Optional.empty();
    }

    private void requireOnce(Set<String> expected, List<String> actual, String how) {
        if (!new HashSet<>(actual).equals(expected) || actual.size() != expected.size()) {
            Episode<FaultKind> outageOf = watched.orElseThrow();
            wrong = Optional.of(outageOf.kind() + " of " + outageOf.subject() + " was " + how + " as " + actual);
        }
    }

    /** An outage of such a one may be over before it is asked. */
    private boolean standsBy(String name) {
        return config().uplinks().stream().anyMatch(uplink -> uplink.name().equals(name) && uplink.tier() > 1);
    }

    // Hold-up.

    private void announced(Effect.Announce announce) {
        count(announce);
        String key = announce.uplink() + " " + announce.family();
        long now = agent.now();
        boolean acquitted = announce.reason().contains("the targets were at fault");
        boolean forgiven = acquitted || announce.reason().contains("retracted");
        if (announce.to() == UplinkState.PROVING) {
            noteProof(key, announce, now);
        } else if (isIn(announce.from()) && !isIn(announce.to())) {
            flapped(key, announce, now);
        } else if (announce.from() == UplinkState.DOWN
                && isIn(announce.to())
                && isProbed(announce)
                && simulation.clock().nanos() > lenientUntil) {
            if (!forgiven) {
                wrong = Optional.of(key + " is in again without any proof: " + announce.reason());
            } else if (acquitted && !invariants.isExcused()) {
                requireInnocence(key, announce);
            }
        } else if (announce.from() == UplinkState.PROVING && isIn(announce.to()) && isProbed(announce)) {
            if (!forgiven) {
                requireHoldUp(key, now);
            }
        }
        boolean perhapsForgiven =
                announce.from() == UplinkState.DISABLED && outUnseen.remove(key) && isIn(announce.to());
        if ((forgiven || perhapsForgiven)
                && flaps.containsKey(key)
                && !flaps.get(key).isEmpty()) {
            flaps.get(key).remove(flaps.get(key).size() - 1);
        }
        if (announce.to() == UplinkState.DISABLED && !isIn(announce.from())) {
            outUnseen.add(key);
        }
    }

    /** Of one that was taken out by hand meanwhile nobody was told when it began. */
    private void noteProof(String key, Effect.Announce announce, long now) {
        if (announce.from() == UplinkState.DOWN) {
            provingSince.put(key, now);
        } else {
            provingSince.remove(key);
        }
    }

    private void flapped(String key, Effect.Announce announce, long now) {
        provingSince.remove(key);
        fell.put(key, simulation.clock().nanos());
        boolean counts = announce.from() != UplinkState.UNKNOWN && announce.to() != UplinkState.DISABLED;
        if (counts) {
            flaps.computeIfAbsent(key, none -> new ArrayList<>()).add(now);
        }
    }

    /**
     * It fell with others, none of them has been good for long, and its gateway, if it has one to ask, lived while that
     * mattered.
     */
    private void requireInnocence(String key, Effect.Announce announce) {
        Long down = fell.get(key);
        if (down == null) {
            return;
        }
        long now = simulation.clock().nanos();
        String device = Site.DEVICES.get(Site.NAMES.indexOf(announce.uplink()));
        Bounds bounds = Bounds.of(config());
        long good = truth.goodSince(announce.family(), device);
        Optional<Truth.Span> cutOff = truth.lastCutOff(device);
        if (good != Truth.NEVER && now - good > bounds.use() + Bounds.GRACE) {
            wrong = Optional.of(
                    key + " is acquitted, though another has been good for " + (now - good) / Line.MILLI + " ms");
        } else if (!truth.anyOtherDoubtful(announce.family(), device, down - bounds.use())) {
            wrong = Optional.of(key + " is acquitted, though it was the only one that fell");
        } else if (cutOff.isPresent()
                && !device.equals("ppp0")
                && cutOff.get().to() - Math.max(down, cutOff.get().from()) > bounds.leave() + Bounds.GATEWAY) {
            wrong = Optional.of(key + " is acquitted, though its gateway was silent for "
                    + (cutOff.get().to() - cutOff.get().from()) / Line.MILLI + " ms");
        }
    }

    private void requireHoldUp(String key, long now) {
        Long since = provingSince.remove(key);
        if (since == null) {
            return;
        }
        ProbeConfig probe = probe();
        long window = probe.flapWindow().toNanos();
        long recent = flaps.getOrDefault(key, List.of()).stream()
                .filter(flap -> now - flap < window)
                .count();
        long required = probe.holdUp().toNanos();
        for (long i = 1; i < recent; i++) {
            required = Math.min(2 * required, probe.holdUpMax().toNanos());
        }
        if (now - since < required) {
            wrong = Optional.of(key + " came back after " + (now - since) / Line.MILLI + " ms, hold-up is "
                    + required / Line.MILLI + " ms after " + recent + " flaps");
        }
    }

    /** A family that is judged by itself. */
    private boolean isProbed(Effect.Announce announce) {
        ProbeConfig probe = probe();
        boolean ipv4 = announce.family().equals(AddressFamily.INET);
        return probe.type() == ProbeType.GATEWAY || !(ipv4 ? probe.targets4() : probe.targets6()).isEmpty();
    }

    private ProbeConfig probe() {
        return config().probe();
    }

    private AgentConfig config() {
        last = agent.state().or(() -> last);
        return last.orElseThrow().config();
    }
}

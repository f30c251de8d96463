package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.plan.EarlierBalance;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Snapshots;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.HealthPolicy;
import dev.multipath.agent.uplink.UplinkFacts;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of {@link AgentCore} that knows which uplinks there are and what the kernel shows of each. */
final class Tracking {
    private static final AddressFamily[] FAMILIES = {AddressFamily.INET, AddressFamily.INET6};

    private Tracking() {}

    /**
     * The first look.
     *
     * @param adopt whether an uplink that an earlier run had taken out of the balance has to prove itself, and those that
     *     were in it are the ones to keep when none lives, as if the agent had never been away
     */
    static void begin(Turn turn, KernelSnapshot snapshot, boolean adopt) {
        forgetOtherDevices(turn, snapshot);
        for (UplinkConfig uplink : turn.config.uplinks()) {
            turn.uplinks.add(unseen(turn, uplink, false));
        }
        discover(turn, snapshot);
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = withFacts(turn, turn.uplinks.get(slot), snapshot);
            for (AddressFamily family : FAMILIES) {
                uplink = uplink.health(family, first(turn, uplink, family, snapshot, adopt));
            }
            turn.uplinks.set(slot, uplink);
        }
        if (adopt) {
            turn.carrying4 = carried(turn, snapshot, AddressFamily.INET);
            turn.carrying6 = carried(turn, snapshot, AddressFamily.INET6);
        }
        rememberGateways(turn);
    }

    /** Any later look. */
    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    static void refresh(Turn turn, KernelSnapshot snapshot) {
        discover(turn, snapshot);
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink before = turn.uplinks.get(slot);
            TrackedUplink uplink = withFacts(turn, before, snapshot);
            for (AddressFamily family : FAMILIES) {
                Health retargeted = HealthPolicy.retarget(before.health(family), uplink.targets(family), turn.now);
                Optional<String> missing = uplink.missing(family);
                boolean stillComplete = missing.isEmpty() && retargeted.factsComplete();
                if (!stillComplete) {
                    uplink = uplink.health(
                            family, HealthPolicy.facts(retargeted, missing, uplink.probe(family), turn.now));
                } else if (retargeted != before.health(family)) {
                    uplink = uplink.health(family, retargeted);
                }
            }
            turn.uplinks.set(slot, uplink);
        }
        rememberGateways(turn);
    }

    /**
     * Another configuration: uplinks are the same if their interface is, and keep what is known of them. Before the first
     * look none is known, and that look begins with the other configuration.
     */
    static void reconfigure(Turn turn, AgentConfig config) {
        if (turn.isStarting()) {
            turn.config = config;
            return;
        }
        List<TrackedUplink> before = turn.uplinks.toList();
        Map<String, TrackedUplink> known = new HashMap<>();
        for (TrackedUplink uplink : before) {
            known.put(uplink.config().interfaceName(), uplink);
        }
        turn.config = config;
        turn.uplinks.clear();
        for (UplinkConfig uplink : config.uplinks()) {
            TrackedUplink same = known.get(uplink.interfaceName());
            turn.uplinks.add(same == null ? unseen(turn, uplink, false) : reconfigured(same, uplink, false, turn.now));
        }
        for (TrackedUplink uplink : before) {
            if (isDiscoverable(turn, uplink.config().interfaceName())) {
                UplinkConfig again = UplinkConfig.discovered(uplink.config().interfaceName(), config.probe());
                turn.uplinks.add(reconfigured(uplink, again, true, turn.now));
            }
        }
        Map<Integer, Integer> slots = slots(before, turn);
        turn.lastResort4 = turn.lastResort4.moved(slots);
        turn.lastResort6 = turn.lastResort6.moved(slots);
        turn.carrying4 = moved(turn.carrying4, slots);
        turn.carrying6 = moved(turn.carrying6, slots);
        moveGateways(turn, before, slots);
    }

    /**
     * A family that followed the other one and is judged by itself from now on begins with the verdict it followed; and no
     * round is awaited for longer than rounds are apart now.
     */
    private static TrackedUplink reconfigured(TrackedUplink before, UplinkConfig config, boolean discovered, long now) {
        TrackedUplink uplink = before.config(config, discovered);
        for (AddressFamily family : FAMILIES) {
            if (!uplink.targets(family).isEmpty()) {
                Health health = HealthPolicy.repaced(before.inherited(family), uplink.probe(family), now);
                uplink = uplink.health(family, health);
            }
        }
        return uplink;
    }

    /** Under which slots those that are left of the former uplinks are known now, by the slots before. */
    private static Map<Integer, Integer> slots(List<TrackedUplink> before, Turn turn) {
        Map<String, Integer> present = new HashMap<>();
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            present.put(turn.uplinks.get(slot).config().interfaceName(), slot);
        }
        Map<Integer, Integer> slots = new HashMap<>();
        for (int slot = 0; slot < before.size(); slot++) {
            Integer now = present.get(before.get(slot).config().interfaceName());
            if (now != null) {
                slots.put(slot, now);
            }
        }
        return slots;
    }

    private static void discover(Turn turn, KernelSnapshot snapshot) {
        for (Link link : snapshot.links()) {
            if (!link.isLoopback() && isDiscoverable(turn, link.name())) {
                UplinkConfig config = UplinkConfig.discovered(link.name(), turn.config.probe());
                TrackedUplink uplink = unseen(turn, config, true);
                if (turn.uplinks.size() < AgentConfig.MAX_UPLINKS) {
                    turn.uplinks.add(uplink);
                } else {
                    replace(turn, slotOfOneThatIsGone(turn), uplink);
                }
                turn.effects.add(new Effect.Say(turn.event(), false, "discovered uplink " + link.name()));
            }
        }
    }

    /** What was learnt of the one that had this slot goes with it. */
    private static void replace(Turn turn, int slot, TrackedUplink uplink) {
        Map<String, Effect.LearntGateways> learnt = new HashMap<>(turn.memory.gateways());
        learnt.remove(turn.uplinks.get(slot).config().name());
        remember(turn, learnt);
        turn.uplinks.set(slot, uplink);
    }

    private static boolean isDiscoverable(Turn turn, String interfaceName) {
        return turn.config.discover().isPresent()
                && turn.config.discover().get().matches(interfaceName)
                && !turn.config.agent().internalInterfaces().contains(interfaceName)
                && (turn.uplinks.size() < AgentConfig.MAX_UPLINKS || slotOfOneThatIsGone(turn) >= 0)
                && turn.uplinks.stream()
                        .noneMatch(uplink -> uplink.config().interfaceName().equals(interfaceName));
    }

    /** Of an uplink that went with its interface, and whose number another may have; -1 without one. */
    private static int slotOfOneThatIsGone(Turn turn) {
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            TrackedUplink uplink = turn.uplinks.get(slot);
            if (uplink.discovered() && uplink.facts().link().isEmpty()) {
                return slot;
            }
        }
        return -1;
    }

    private static TrackedUplink unseen(Turn turn, UplinkConfig uplink, boolean discovered) {
        UplinkFacts absent = UplinkFacts.absent(!uplink.ipv4Only());
        Health down = HealthPolicy.start(List.of(), Optional.of("no such device"), turn.now);
        return new TrackedUplink(
                uplink,
                discovered,
                absent,
                down,
                down,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                UplinkWatch.starting(turn.now));
    }

    /** What the snapshot shows of the uplink; its health is left as it is. */
    private static TrackedUplink withFacts(Turn turn, TrackedUplink uplink, KernelSnapshot snapshot) {
        Protocol own = Protocol.of(turn.config.agent().protocol());
        Optional<Effect.LearntGateways> learnt =
                Optional.ofNullable(turn.memory.gateways().get(uplink.config().name()));
        UplinkFacts facts = Snapshots.facts(
                uplink.config(),
                snapshot,
                learnt.flatMap(Effect.LearntGateways::ipv4),
                learnt.flatMap(Effect.LearntGateways::ipv6),
                own);
        TrackedUplink seen = uplink.facts(facts);
        if (!facts.leadsLike(uplink.facts())) {
            seen = seen.refused(AddressFamily.INET, Optional.empty()).refused(AddressFamily.INET6, Optional.empty());
        }
        if (facts.interfaceIndex() != uplink.facts().interfaceIndex()) {
            String device = uplink.config().interfaceName();
            turn.noLongerPending(key -> key.interfaceName().equals(device));
        }
        for (AddressFamily family : FAMILIES) {
            if (!gateway(seen, family).equals(gateway(uplink, family))) {
                seen = seen.echoed(family, false);
            }
        }
        return seen;
    }

    private static Optional<IpAddress> gateway(TrackedUplink uplink, AddressFamily family) {
        return uplink.facts().family(family).gateway().flatMap(Gateway::address);
    }

    private static Health first(
            Turn turn, TrackedUplink uplink, AddressFamily family, KernelSnapshot snapshot, boolean adopt) {
        return adopt && wasLeftOut(turn, uplink, family, snapshot)
                ? HealthPolicy.leftOut(uplink.targets(family), uplink.missing(family), turn.now)
                : HealthPolicy.start(uplink.targets(family), uplink.missing(family), turn.now);
    }

    /**
     * Whether an earlier run had taken it out. It may have been killed while it did: what it holds in reserve goes last, when
     * the family that follows this one's verdict is out already.
     */
    private static boolean wasLeftOut(Turn turn, TrackedUplink uplink, AddressFamily family, KernelSnapshot snapshot) {
        int index = uplink.facts().interfaceIndex();
        Set<Integer> balanced = EarlierBalance.over(turn.config.agent(), snapshot, family);
        if (!balanced.isEmpty() && !balanced.contains(index)) {
            return true;
        }
        Optional<AddressFamily> follower = uplink.follower(family);
        return follower.isPresent()
                && uplink.missing(follower.get()).isEmpty()
                && EarlierBalance.inReserve(turn.config.agent(), snapshot, family)
                        .contains(index)
                && wasLeftOut(turn, uplink, follower.get(), snapshot);
    }

    /** Those that an earlier run left in the balance; on what ground is not known. */
    private static Carrying carried(Turn turn, KernelSnapshot snapshot, AddressFamily family) {
        Set<Integer> balanced = EarlierBalance.over(turn.config.agent(), snapshot, family);
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < turn.uplinks.size(); slot++) {
            if (balanced.contains(turn.uplinks.get(slot).facts().interfaceIndex())) {
                slots.add(slot);
            }
        }
        return new Carrying(slots, Ground.NONE);
    }

    /** The same uplinks under their new slots. */
    private static Carrying moved(Carrying carrying, Map<Integer, Integer> slots) {
        List<Integer> present = new ArrayList<>();
        for (int slot : carrying.slots()) {
            if (slots.containsKey(slot)) {
                present.add(slots.get(slot));
            }
        }
        Collections.sort(present);
        return present.isEmpty() ? Carrying.NONE : new Carrying(present, carrying.ground());
    }

    /** What was learnt stays with its interface, whatever that uplink is called now, and goes with it. */
    private static void moveGateways(Turn turn, List<TrackedUplink> before, Map<Integer, Integer> slots) {
        Map<String, Effect.LearntGateways> learnt = new HashMap<>();
        slots.forEach((earlier, slot) -> {
            Effect.LearntGateways gateways =
                    turn.memory.gateways().get(before.get(earlier).config().name());
            if (gateways != null) {
                learnt.put(turn.uplinks.get(slot).config().name(), gateways);
            }
        });
        remember(turn, learnt);
    }

    /** What an earlier run learnt counts for the very same device only. */
    private static void forgetOtherDevices(Turn turn, KernelSnapshot snapshot) {
        Map<String, String> interfaces = new HashMap<>();
        for (UplinkConfig uplink : turn.config.uplinks()) {
            interfaces.put(uplink.name(), uplink.interfaceName());
        }
        Map<String, Effect.LearntGateways> valid = new HashMap<>(turn.memory.gateways());
        valid.entrySet().removeIf(entry -> {
            String device = interfaces.getOrDefault(entry.getKey(), entry.getKey());
            int index = snapshot.link(device).map(Link::index).orElse(0);
            return entry.getValue().interfaceIndex() != index;
        });
        turn.memory = turn.memory.gateways(valid);
    }

    private static void rememberGateways(Turn turn) {
        Map<String, Effect.LearntGateways> learnt = new HashMap<>(turn.memory.gateways());
        for (TrackedUplink uplink : turn.uplinks) {
            Optional<Gateway> four = learnt(uplink.facts().ipv4().gateway());
            Optional<Gateway> six = learnt(uplink.facts().ipv6().gateway());
            if (four.isPresent() || six.isPresent()) {
                Optional<Effect.LearntGateways> before =
                        Optional.ofNullable(learnt.get(uplink.config().name()));
                learnt.put(
                        uplink.config().name(),
                        new Effect.LearntGateways(
                                uplink.facts().interfaceIndex(),
                                four.or(() -> before.flatMap(Effect.LearntGateways::ipv4)),
                                six.or(() -> before.flatMap(Effect.LearntGateways::ipv6))));
            }
        }
        remember(turn, learnt);
    }

    private static void remember(Turn turn, Map<String, Effect.LearntGateways> learnt) {
        if (!learnt.equals(turn.memory.gateways())) {
            turn.memory = turn.memory.gateways(learnt);
            turn.effects.add(new Effect.Remember(turn.memory));
        }
    }

    /** What others made known and may take back while the device keeps its address, as a client that restarts does. */
    private static Optional<Gateway> learnt(Optional<Gateway> gateway) {
        return gateway.filter(g -> g.source().equals(Gateway.KERNEL_ROUTE)
                        || g.source().startsWith(Gateway.LEASE)
                        || g.source().equals(Gateway.REMEMBERED))
                .map(g -> new Gateway(g.address(), Gateway.REMEMBERED));
    }
}

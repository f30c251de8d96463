package dev.multipath.agent.sim;

import dev.multipath.agent.config.AllDead;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold of the kernel at every moment: nothing of anybody else's is changed, no operation takes away the last
 * usable default, packets leave while some line is good, and by none that is dead for longer than that takes to notice.
 *
 * <p>Everything is computed when something changes; in between a comparison with the earliest deadline is enough.
 */
final class RoutingInvariants implements Invariant, KernelCalls.Watcher {
    static final Protocol OWN = Protocol.of(77);

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final VirtualAgent agent;
    private final Truth truth;
    private final Map<String, Long> wrongSince = new HashMap<>();
    private final Map<AddressFamily, Set<Integer>> used = new HashMap<>();
    /** When an ordered route was last wrong while nothing was heard. */
    private final Map<String, Long> untold = new HashMap<>();

    private List<Object> foreign = List.of();
    private Map<AddressFamily, Boolean> hadDefault = Map.of();
    private Optional<String> found = Optional.empty();
    private Optional<String> next = Optional.empty();
    private long nextDeadline = Truth.NEVER;
    private boolean stale = true;
    private long excusedUntil;
    private long repairUntil;

    RoutingInvariants(Simulation simulation, VirtualKernel kernel, VirtualAgent agent, Truth truth) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.agent = agent;
        this.truth = truth;
        kernel.onChange(this::changed);
    }

    /** Something that counts was changed. */
    void changed() {
        stale = true;
    }

    /** The agent could not do its work until then; bounds run anew. */
    void excuse(long until) {
        excusedUntil = Math.max(excusedUntil, until);
        stale = true;
    }

    /** Whether the agent cannot do its work or know what happened, or could not until a moment ago. */
    boolean isExcused() {
        long now = simulation.clock().nanos();
        return isImpaired() || agent.troubles.deaf > 0 || now <= Math.max(excusedUntil, repairUntil);
    }

    private boolean isImpaired() {
        return agent.troubles.slow + agent.troubles.failing + agent.troubles.disturbed > 0;
    }

    /** Somebody else took away what is needed; it is there again by then. */
    void tampered(long until) {
        repairUntil = Math.max(repairUntil, until);
        stale = true;
    }

    @Override
    public Optional<String> violation() {
        if (found.isPresent()) {
            return found;
        }
        // When a deadline is over the agent may have changed its mind without changing anything.
        if (stale || simulation.clock().nanos() > nextDeadline) {
            stale = false;
            refresh();
        }
        return simulation.clock().nanos() > nextDeadline ? next : Optional.empty();
    }

    // Around each operation.

    @Override
    public void before(KernelOp operation) {
        foreign = foreign();
        hadDefault = defaults();
    }

    @Override
    public void after(KernelOp operation, boolean refused) {
        if (!foreign().equals(foreign)) {
            found = Optional.of("a stranger's object was changed by: " + command(operation));
        }
        Map<AddressFamily, Boolean> has = defaults();
        for (AddressFamily family : Truth.FAMILIES) {
            if (hadDefault.get(family)
                    && !has.get(family)
                    && !isGivenUp(family)
                    && agent.calls().isUpToDate()) {
                found = Optional.of("no usable " + family + " default any more after: " + command(operation));
            }
        }
    }

    private static String command(KernelOp operation) {
        return operation.command(index -> "if" + index);
    }

    /**
     * Where so configured, no default stays when every uplink is dead to the probes. One of them may have healed since the
     * last was sent: it is used again when the next is answered, and no device took the default away.
     */
    private boolean isGivenUp(AddressFamily family) {
        return agent.state()
                .map(state -> state.config().agent().allDead() != AllDead.KEEP_LAST
                        && state.carrying(family).isEmpty())
                .orElse(false);
    }

    private List<Object> foreign() {
        List<Object> objects = new ArrayList<>();
        for (Route route : kernel.reach().routes()) {
            if (!route.protocol().equals(OWN)) {
                objects.add(route);
            }
        }
        for (Rule rule : kernel.reach().rules()) {
            if (!rule.protocol().equals(OWN)) {
                objects.add(rule);
            }
        }
        return objects;
    }

    /** Whether a packet can leave by a device that has carrier, of an uplink that is not taken out. */
    private Map<AddressFamily, Boolean> defaults() {
        Reach reach = kernel.reach();
        Map<AddressFamily, Boolean> usable = new HashMap<>();
        for (AddressFamily family : Truth.FAMILIES) {
            usable.put(family, false);
            for (int index : reach.anywhere(family)) {
                if (isUsable(index, family)) {
                    usable.put(family, true);
                }
            }
        }
        return usable;
    }

    private boolean isUsable(int index, AddressFamily family) {
        for (String device : Site.DEVICES) {
            Optional<Link> link = kernel.link(device);
            if (link.isPresent() && link.get().index() == index) {
                boolean configured = agent.state()
                        .map(state -> state.config().uplinks().stream()
                                .anyMatch(each -> each.interfaceName().equals(device)))
                        .orElse(false);
                return configured
                        && link.get().isUp()
                        && link.get().carrier()
                        && truth.hasAddress(link.get(), family)
                        && truth.since("disabled", device) == Truth.NEVER;
            }
        }
        return false;
    }

    // What holds over time.

    private void refresh() {
        Optional<AgentState> state = agent.state();
        truth.refresh(state);
        nextDeadline = Truth.NEVER;
        next = Optional.empty();
        if (state.isEmpty() || state.get().config().uplinks().isEmpty()) {
            wrongSince.clear();
            return;
        }
        Bounds bounds = Bounds.of(state.get().config());
        Reach reach = kernel.reach();
        Set<String> wrong = new HashSet<>();
        for (AddressFamily family : Truth.FAMILIES) {
            Set<Integer> now = reach.anywhere(family);
            checkDefault(family, now, bounds, wrong);
            checkDead(family, now, bounds, wrong);
            used.put(family, now);
        }
        checkSources(reach, wrong);
        checkDirections(state.get(), wrong);
        checkFacts(state.get());
        wrongSince.keySet().retainAll(wrong);
    }

    private void checkDefault(AddressFamily family, Set<Integer> now, Bounds bounds, Set<String> wrong) {
        long good = truth.goodSince(family, "");
        if (good == Truth.NEVER || !now.isEmpty()) {
            return;
        }
        demand(wrong, "no default " + family, good, bounds.use(), family + ": no default though a line is good");
        if (keepsOne(family) && !isGivenUp(family)) {
            deadline(repairUntil, family + ": a device went and took the default along, though another is good");
        }
    }

    /** Whether a line that was in use a moment ago is still good: a default over it has to be left. */
    private boolean keepsOne(AddressFamily family) {
        Set<Integer> before = used.getOrDefault(family, Set.of());
        for (String device : Site.DEVICES) {
            int index = kernel.link(device).map(Link::index).orElse(0);
            if (before.contains(index) && truth.since("good", device, family) != Truth.NEVER) {
                return true;
            }
        }
        return false;
    }

    private void checkDead(AddressFamily family, Set<Integer> now, Bounds bounds, Set<String> wrong) {
        for (String device : Site.DEVICES) {
            int index = kernel.link(device).map(Link::index).orElse(0);
            long good = truth.goodSince(family, device);
            if (!now.contains(index) || good == Truth.NEVER) {
                continue;
            }
            long silent = truth.since("silent", device, family);
            if (silent != Truth.NEVER) {
                demand(
                        wrong,
                        "dead " + device + family,
                        Math.max(silent, good),
                        bounds.leave(),
                        family + ": leaves by " + device + ", though it is dead and another is good");
            }
            long out = truth.since("disabled", device);
            if (out != Truth.NEVER) {
                demand(
                        wrong,
                        "disabled " + device + family,
                        Math.max(out, good),
                        bounds.use(),
                        family + ": leaves by " + device + ", which was taken out");
            }
        }
    }

    /** A packet from an uplink's own address leaves by that uplink. */
    private void checkSources(Reach reach, Set<String> wrong) {
        for (String device : Site.DEVICES) {
            Optional<Link> link = kernel.link(device);
            boolean open = link.isPresent()
                    && link.get().carrier()
                    && agent.state()
                            .map(state -> state.config().uplinks().stream()
                                    .anyMatch(each -> each.interfaceName().equals(device)))
                            .orElse(false);
            for (Address address : open ? kernel.addresses(link.get()) : List.<Address>of()) {
                if (address.isTentative()
                        || (address.local().isIpv6() && address.local().isLinkLocal())) {
                    continue;
                }
                Set<Integer> out = reach.from(address.local());
                if (!out.equals(Set.of(link.get().index()))) {
                    demand(
                            wrong,
                            "source " + address.local(),
                            0,
                            0,
                            address.local() + " leaves by " + out + " instead of "
                                    + link.get().index());
                }
            }
        }
    }

    /**
     * What others do to the table of ordered routes is heard of, or found by a look that comes seldom. Until then another
     * way may happen to lead where the route did, and no longer do so later.
     */
    private void checkDirections(AgentState state, Set<String> wrong) {
        long now = simulation.clock().nanos();
        untold.values().removeIf(when -> now - when > Bounds.LIST);
        DirectionChecks.wrong(kernel, state).forEach((about, what) -> {
            if (agent.troubles.deaf > 0 && about.startsWith(DirectionChecks.ROUTE)) {
                untold.put(about, now);
            }
            Long unheard = untold.get(about);
            if (unheard == null) {
                demand(wrong, about, wrongSince.getOrDefault(about, now), Bounds.DIRECTION, what);
            } else {
                demand(wrong, about, unheard, Bounds.LIST, what);
            }
        });
    }

    /** A device without carrier is not held to be alive. */
    private void checkFacts(AgentState state) {
        for (UplinkView view : state.views()) {
            String device = view.config().interfaceName();
            long unplugged = truth.since("unplugged", device);
            for (AddressFamily family : Truth.FAMILIES) {
                if (unplugged != Truth.NEVER
                        && view.enabled()
                        && view.health(family).carries()) {
                    deadline(
                            Math.max(unplugged, excusedUntil) + Bounds.FACT,
                            family + ": " + device + " has no carrier and is held to be "
                                    + view.state(family).word());
                }
            }
        }
    }

    /** What is wrong may be so for a while since then, and for as long as the agent needs to see it. */
    private void demand(Set<String> wrong, String key, long since, long bound, String what) {
        wrong.add(key);
        long began = wrongSince.computeIfAbsent(key, none -> simulation.clock().nanos());
        long seen = Math.max(began, excusedUntil) + (agent.troubles.deaf > 0 ? Bounds.UNTOLD : Bounds.FACT);
        deadline(Math.max(Math.max(Math.max(since, excusedUntil) + bound, seen), repairUntil), what);
    }

    private void deadline(long then, String what) {
        long deadline = isImpaired() ? Truth.NEVER : Math.max(then, excusedUntil);
        if (deadline < nextDeadline) {
            nextDeadline = deadline;
            next = Optional.of(what);
        }
    }
}

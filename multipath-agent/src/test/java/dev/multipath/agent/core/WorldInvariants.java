package dev.multipath.agent.core;

import dev.multipath.agent.plan.RouteLookups;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold at every moment: a packet can leave while some line is good, it leaves by no line that has been dead for
 * longer than that takes to notice, nor by one that was taken out by hand, and a packet from an uplink's own address leaves
 * by that uplink.
 */
final class WorldInvariants {
    /** Until a line that came to life is used when there is no other: a slow round, and its answer. */
    private static final long TO_USE = 1_300 * World.MILLI;

    /** Until a silent line is no longer used: a slow round, five fast ones, two deadlines of a changeable line. */
    private static final long TO_LEAVE = 2_000 * World.MILLI;

    /** When one answers after all seemed dead, the others may have been wronged, and are given so long to answer too. */
    private static final long TO_BELIEVE = 1_100 * World.MILLI;

    /** Until a change is seen that nobody told of, and acted on. */
    private static final long TO_SEE = 110 * World.MILLI;

    private static final long EVERY = 20 * World.MILLI;

    private final World world;
    private final List<String> devices;
    private final Set<String> disabled = new HashSet<>();
    private final Map<String, Long> usableSince = new HashMap<>();
    private final Map<String, Long> lastGood = new HashMap<>();
    private final Map<String, Long> probedSince = new HashMap<>();
    private final Map<String, Long> wrongSince = new HashMap<>();
    private final Map<Address, Long> addressSince = new HashMap<>();
    private long excusedUntil;
    private long checked;

    WorldInvariants(World world, List<String> devices) {
        this.world = world;
        this.devices = devices;
        world.check(this::check);
    }

    void enabled(String device, boolean yes) {
        if (yes) {
            disabled.remove(device);
        } else {
            disabled.add(device);
        }
    }

    /** The agent could not do anything for a while. */
    void excuse(long millis) {
        excusedUntil = Math.max(excusedUntil, world.now() + millis * World.MILLI);
    }

    private void check() {
        if (world.now() - checked < EVERY) {
            return;
        }
        checked = world.now();
        for (String device : devices) {
            boolean four = has(device, AddressFamily.INET);
            boolean good = four && isAlive(device);
            since(probedSince, device, four && isConnected(device));
            note(device + " 4", good, !disabled.contains(device));
            note(device + " 6", good && has(device, AddressFamily.INET6), !disabled.contains(device));
        }
        noteAddresses();
        if (world.now() < excusedUntil) {
            wrongSince.clear();
            return;
        }
        checkDefault(AddressFamily.INET, " 4");
        checkDefault(AddressFamily.INET6, " 6");
        checkSources();
    }

    private void note(String line, boolean good, boolean enabled) {
        since(usableSince, line, good && enabled);
        if (good) {
            lastGood.put(line, world.now());
        }
    }

    private void since(Map<String, Long> times, String key, boolean holds) {
        if (holds) {
            times.putIfAbsent(key, world.now());
        } else {
            times.remove(key);
        }
    }

    private void noteAddresses() {
        List<Address> present = new ArrayList<>();
        for (Address address : world.kernel.addresses()) {
            if (world.kernel.link(address.interfaceIndex()).map(Link::isUp).orElse(false)) {
                present.add(address);
            }
        }
        addressSince.keySet().retainAll(present);
        present.forEach(address -> addressSince.putIfAbsent(address, world.now()));
    }

    private void checkDefault(AddressFamily family, String suffix) {
        boolean anyGood = isAnyGoodFor(TO_USE, suffix);
        boolean noDoubt = isAnyGoodFor(TO_USE + TO_BELIEVE, suffix);
        Set<String> used = RouteLookups.defaultDevices(world.kernel, family);
        demand(!anyGood || !used.isEmpty(), "default", family + ": no default though a line is good");
        for (String device : devices) {
            long since =
                    Math.max(probedSince.getOrDefault(device, world.now()), lastGood.getOrDefault(device + suffix, 0L));
            long dead = world.now() - since;
            boolean leaves = noDoubt && used.contains(device);
            String what = family + ": leaves by " + device + ", dead for " + dead / World.MILLI + " ms";
            demand(!leaves || dead <= TO_LEAVE, "dead " + device + suffix, what);
            demand(!leaves || !disabled.contains(device), "disabled " + device + suffix, device + " is disabled");
        }
    }

    private boolean isAnyGoodFor(long time, String suffix) {
        return devices.stream()
                .anyMatch(device -> world.now() - usableSince.getOrDefault(device + suffix, world.now()) > time);
    }

    private void checkSources() {
        addressSince.forEach((address, since) -> {
            Link link = world.kernel.link(address.interfaceIndex()).orElseThrow();
            if (world.now() - since > TO_SEE && link.carrier()) {
                Set<String> used =
                        RouteLookups.devicesFrom(world.kernel, address.local().toString());
                String what = address.local() + " leaves by " + used + " instead of " + link.name();
                demand(used.equals(Set.of(link.name())), "source " + address.local(), what);
            }
        });
    }

    private boolean isAlive(String device) {
        return world.line(device).alive && isConnected(device);
    }

    private boolean isConnected(String device) {
        Optional<Link> link = world.kernel.link(device);
        return link.map(Link::isUp).orElse(false) && link.map(Link::carrier).orElse(false);
    }

    private boolean has(String device, AddressFamily family) {
        int index = world.kernel.link(device).map(Link::index).orElse(0);
        for (Address address : world.kernel.addresses()) {
            if (address.interfaceIndex() == index && address.family().equals(family)) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong may be so for as long as the agent needs to see it without being told. */
    private void demand(boolean holds, String key, String what) {
        if (holds) {
            wrongSince.remove(key);
            return;
        }
        long since = wrongSince.computeIfAbsent(key, none -> world.now());
        if (world.now() - since > TO_SEE) {
            throw new AssertionError(world.millis() + " ms: " + what);
        }
    }
}

package dev.multipath.agent.sim;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.testkit.sim.SimClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is really so of each uplink and since when, whatever the agent believes. An uplink is <em>good</em> while packets
 * come through unharmed and enough targets answer, <em>dead</em> while none can come through, and in between nothing is
 * claimed of it.
 */
final class Truth {
    static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    static final long NEVER = Long.MAX_VALUE;

    private final SimClock clock;
    private final VirtualKernel kernel;
    private final Internet internet;
    private final Map<String, Long> since = new HashMap<>();
    private final Map<String, Span> ended = new HashMap<>();
    private final Set<String> disabled;

    /** When something was so, nanoseconds. */
    record Span(long from, long to) {}

    /** @param disabled names of uplinks taken out by hand, kept by others */
    Truth(SimClock clock, VirtualKernel kernel, Internet internet, Set<String> disabled) {
        this.clock = clock;
        this.kernel = kernel;
        this.internet = internet;
        this.disabled = disabled;
    }

    /** Looks again; to be called after every change. */
    void refresh(Optional<AgentState> state) {
        for (String device : Site.DEVICES) {
            Optional<Link> link = kernel.link(device);
            boolean plugged =
                    link.isPresent() && link.get().isUp() && link.get().carrier();
            note("unplugged " + device, !plugged);
            note("cut off " + device, internet.line(device).isDeadNear());
            Optional<UplinkConfig> uplink = uplink(state, device);
            note(
                    "disabled " + device,
                    uplink.isPresent() && disabled.contains(uplink.get().name()));
            for (AddressFamily family : FAMILIES) {
                boolean addressed = link.isPresent() && hasAddress(link.get(), family);
                boolean open = plugged && addressed;
                boolean wanted = uplink.isPresent()
                        && !(family.equals(AddressFamily.INET6) && uplink.get().ipv4Only());
                Line line = internet.line(device);
                boolean enabled = wanted && !disabled.contains(uplink.get().name());
                boolean good = open
                        && enabled
                        && line.isPerfect()
                        && answers(uplink.get().probe());
                note(key("good", device, family), good);
                note(key("doubtful", device, family), open && enabled && !good);
                note(key("silent", device, family), open && isSilent(line, uplink));
            }
        }
    }

    /** Of what lies beyond the gateway those know nothing who ask the gateway alone. */
    private static boolean isSilent(Line line, Optional<UplinkConfig> uplink) {
        boolean near = uplink.isPresent() && uplink.get().probe().type() == ProbeType.GATEWAY;
        return near ? line.isDeadNear() : line.isDead();
    }

    private boolean answers(ProbeConfig probe) {
        return probe.type() == ProbeType.GATEWAY
                || internet.deadTargets.isEmpty()
                || (enough(
                                probe,
                                probe.targets4().stream()
                                        .filter(each -> !internet.isDead(each))
                                        .count())
                        && internet.deadTargets.stream().allMatch(each -> each.isIpv4()));
    }

    private static boolean enough(ProbeConfig probe, long alive) {
        return alive >= Math.min(probe.quorum(), probe.targets4().size());
    }

    /** Since when it is so; {@link #NEVER} if it is not. */
    long since(String what, String device, AddressFamily family) {
        return since.getOrDefault(key(what, device, family), NEVER);
    }

    long since(String what, String device) {
        return since.getOrDefault(what + " " + device, NEVER);
    }

    /** Since when an enabled uplink other than this one is good; {@link #NEVER} if there is none. */
    long goodSince(AddressFamily family, String except) {
        long earliest = NEVER;
        for (String device : Site.DEVICES) {
            if (!device.equals(except)) {
                earliest = Math.min(earliest, since("good", device, family));
            }
        }
        return earliest;
    }

    /** Whether a line other than this one, over which probes can leave, was anything but good at some time since then. */
    boolean anyOtherDoubtful(AddressFamily family, String except, long then) {
        for (String device : Site.DEVICES) {
            if (!device.equals(except)) {
                Span last = ended.get(key("doubtful", device, family));
                boolean now = since("doubtful", device, family) != NEVER;
                if (now || (last != null && last.to() >= then)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The last time that not even the gateway of this device answered, if that is over. */
    Optional<Span> lastCutOff(String device) {
        return Optional.ofNullable(ended.get("cut off " + device));
    }

    private void note(String key, boolean holds) {
        if (holds) {
            since.putIfAbsent(key, clock.nanos());
        } else {
            Long began = since.remove(key);
            if (began != null) {
                ended.put(key, new Span(began, clock.nanos()));
            }
        }
    }

    private static String key(String what, String device, AddressFamily family) {
        return what + " " + device + (family.equals(AddressFamily.INET) ? " 4" : " 6");
    }

    /** One that packets can be sent from. */
    boolean hasAddress(Link link, AddressFamily family) {
        for (Address address : kernel.addresses(link)) {
            boolean linkLocal = address.local().isIpv6() && address.local().isLinkLocal();
            if (address.family().equals(family) && !linkLocal && !address.isTentative()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<UplinkConfig> uplink(Optional<AgentState> state, String device) {
        if (state.isEmpty()) {
            return Optional.empty();
        }
        for (UplinkConfig each : state.get().config().uplinks()) {
            if (each.interfaceName().equals(device)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}

package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.Pin;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Surroundings;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The running kernel, through netlink and {@code /proc/sys}. Used by one thread. */
public final class NetlinkKernel implements KernelPort {
    /** A hundred thousand IPv6 routes take longer than a request may where everybody else wants the processor too. */
    private static final Duration LONG_WALK = Duration.ofSeconds(60);

    private static final int PROCESSORS = PossibleProcessors.count();

    private final RtNetlink netlink;
    private final Function<SysctlKey, Optional<String>> settings;
    private final Supplier<Surroundings> surroundings;
    private final RouteReader routes;
    private final NextHopReader nextHops;
    private final SignalReader signals;

    /** @param surroundings what is known of other programs now; asked at each look */
    public NetlinkKernel(RtNetlink netlink, Supplier<Surroundings> surroundings) {
        this(netlink, () -> RtNetlink.open().withTimeout(LONG_WALK), Sysctls::read, surroundings, System::nanoTime);
    }

    /**
     * A kernel that is not the running one, in other time, with nobody else there.
     *
     * @param settings the value of a setting; empty where there is no such setting
     * @param nanoTime monotonic nanoseconds
     */
    public NetlinkKernel(RtNetlink netlink, Function<SysctlKey, Optional<String>> settings, LongSupplier nanoTime) {
        this(netlink, () -> netlink, settings, () -> Surroundings.NONE, nanoTime);
    }

    private NetlinkKernel(
            RtNetlink netlink,
            Supplier<RtNetlink> handles,
            Function<SysctlKey, Optional<String>> settings,
            Supplier<Surroundings> surroundings,
            LongSupplier nanoTime) {
        this.netlink = netlink;
        this.settings = settings;
        this.surroundings = surroundings;
        this.nextHops = new NextHopReader(netlink.nexthops());
        this.signals = new SignalReader(netlink.links(), PROCESSORS);
        this.routes = new RouteReader(netlink, new DefaultRoutes(handles, nanoTime), nanoTime);
    }

    /** What was heard of the kernel; for any thread. */
    public void noticed(RtEvent event) {
        routes.noticed(event);
    }

    @Override
    public KernelSnapshot observe(AgentConfig config, List<String> devices) {
        List<Link> links = netlink.links().list();
        signals.looked(links.size());
        Set<String> uplinks = uplinkDevices(config, devices, links);
        List<Address> addresses = netlink.addresses().list();
        List<Rule> rules = netlink.rules().list();
        return new KernelSnapshot(
                links,
                addresses,
                routes.read(config, uplinks.size(), rules),
                rules,
                nextHops.read(config),
                sysctls(config, uplinks),
                surroundings.get());
    }

    @Override
    public List<Event.DeviceLook> look(List<String> devices) {
        List<Event.DeviceLook> looks = new ArrayList<>(devices.size());
        List<Optional<LinkSignal>> found = signals.of(devices);
        for (int i = 0; i < found.size(); i++) {
            String device = devices.get(i);
            Optional<LinkSignal> signal = found.get(i);
            looks.add(
                    signal.isPresent()
                            ? new Event.DeviceLook(
                                    device,
                                    signal.get().index(),
                                    signal.get().up(),
                                    signal.get().carrier(),
                                    signal.get().received(),
                                    signal.get().sent())
                            : Event.DeviceLook.absent(device));
        }
        return looks;
    }

    @Override
    public Optional<Route> first(Route like) {
        return routes.first(like);
    }

    @Override
    public void apply(KernelOp operation) {
        if (operation instanceof KernelOp.AddRoute add) {
            netlink.routes().add(routes.changing(add.route()));
        } else if (operation instanceof KernelOp.PrependRoute prepend) {
            netlink.routes().prepend(routes.changing(prepend.route()));
        } else if (operation instanceof KernelOp.ReplaceRoute replace) {
            netlink.routes().replace(routes.changing(replace.route()));
        } else if (operation instanceof KernelOp.DeleteRoute delete) {
            netlink.routes().deleteIfPresent(routes.changing(delete.route()));
        } else if (operation instanceof KernelOp.AddRule add) {
            netlink.rules().add(add.rule());
        } else if (operation instanceof KernelOp.DeleteRule delete) {
            netlink.rules().deleteIfPresent(delete.rule());
        } else if (operation instanceof KernelOp.AddNextHop add) {
            netlink.nexthops().add(add.object());
        } else if (operation instanceof KernelOp.ReplaceNextHop replace) {
            netlink.nexthops().replace(replace.object());
        } else if (operation instanceof KernelOp.DeleteNextHop delete) {
            netlink.nexthops().deleteIfPresent(delete.object());
        } else {
            throw new IllegalArgumentException("not a change to routes, rules or nexthops: " + operation);
        }
    }

    @Override
    public void close() {
        routes.close();
        netlink.close();
    }

    /** Those known, those listed, and those that discovery would take: a superset is fine. */
    private static Set<String> uplinkDevices(AgentConfig config, List<String> devices, List<Link> links) {
        Set<String> names = new LinkedHashSet<>(devices);
        for (UplinkConfig uplink : config.uplinks()) {
            names.add(uplink.interfaceName());
        }
        if (config.discover().isPresent()) {
            for (Link link : links) {
                boolean internal = config.agent().internalInterfaces().contains(link.name());
                if (!link.isLoopback() && !internal && config.discover().get().matches(link.name())) {
                    names.add(link.name());
                }
            }
        }
        return names;
    }

    private Map<SysctlKey, String> sysctls(AgentConfig config, Set<String> devices) {
        List<SysctlKey> keys = new ArrayList<>();
        keys.add(SysctlKey.HASH_POLICY_IPV4);
        keys.add(SysctlKey.HASH_POLICY_IPV6);
        keys.add(SysctlKey.reversePathFilter("all"));
        for (String device : devices) {
            keys.add(SysctlKey.ignoreLinkdown("ipv4", device));
            keys.add(SysctlKey.ignoreLinkdown("ipv6", device));
            keys.add(SysctlKey.reversePathFilter(device));
            keys.add(SysctlKey.arpIgnore(device));
            keys.add(SysctlKey.arpAnnounce(device));
        }
        if (config.flows().pin() == Pin.AUTO) {
            keys.addAll(SysctlKey.forwarding(config.agent().internalInterfaces()));
        }
        Map<SysctlKey, String> values = new HashMap<>();
        for (SysctlKey key : keys) {
            settings.apply(key).ifPresent(value -> values.put(key, value));
        }
        return values;
    }
}

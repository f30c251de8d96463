package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
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

/** The running kernel, through netlink and {@code /proc/sys}. Used by one thread. */
public final class NetlinkKernel implements KernelPort {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    /** So often every table is searched for routes of the agent's that lie where none is expected. */
    private static final long SWEEP_PERIOD = Duration.ofSeconds(10).toNanos();

    private final RtNetlink netlink;
    private final Function<SysctlKey, Optional<String>> settings;
    private final LongSupplier nanoTime;
    /** Of devices looked at since the last complete look, which knows of every renaming. */
    private final Map<String, Integer> indexes = new HashMap<>();

    private long lastSweep;

    public NetlinkKernel(RtNetlink netlink) {
        this(netlink, Sysctls::read, System::nanoTime);
    }

    /**
     * A kernel that is not the running one, in other time.
     *
     * @param settings the value of a setting; empty where there is no such setting
     * @param nanoTime monotonic nanoseconds
     */
    public NetlinkKernel(RtNetlink netlink, Function<SysctlKey, Optional<String>> settings, LongSupplier nanoTime) {
        this.netlink = netlink;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.lastSweep = nanoTime.getAsLong() - SWEEP_PERIOD;
    }

    @Override
    public KernelSnapshot observe(AgentConfig config, List<String> devices) {
        indexes.clear();
        List<Link> links = netlink.links().list();
        Set<String> uplinks = uplinkDevices(config, devices, links);
        return new KernelSnapshot(
                links,
                netlink.addresses().list(),
                routes(config, uplinks.size()),
                netlink.rules().list(),
                sysctls(uplinks));
    }

    @Override
    public List<Event.DeviceLook> look(List<String> devices) {
        List<Event.DeviceLook> looks = new ArrayList<>(devices.size());
        List<Optional<LinkSignal>> signals = signals(devices);
        for (int i = 0; i < signals.size(); i++) {
            String device = devices.get(i);
            Optional<LinkSignal> signal = signals.get(i);
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

    private List<Optional<LinkSignal>> signals(List<String> devices) {
        if (indexes.keySet().containsAll(devices)) {
            List<Integer> known = new ArrayList<>(devices.size());
            devices.forEach(device -> known.add(indexes.get(device)));
            return netlink.links().signalsByIndex(known);
        }
        List<Optional<LinkSignal>> signals = netlink.links().signals(devices);
        for (int i = 0; i < signals.size(); i++) {
            String device = devices.get(i);
            signals.get(i).ifPresent(signal -> indexes.put(device, signal.index()));
        }
        return signals;
    }

    @Override
    public void apply(KernelOp operation) {
        if (operation instanceof KernelOp.AddRoute add) {
            netlink.routes().add(add.route());
        } else if (operation instanceof KernelOp.PrependRoute prepend) {
            netlink.routes().prepend(prepend.route());
        } else if (operation instanceof KernelOp.ReplaceRoute replace) {
            netlink.routes().replace(replace.route());
        } else if (operation instanceof KernelOp.DeleteRoute delete) {
            netlink.routes().deleteIfPresent(delete.route());
        } else if (operation instanceof KernelOp.AddRule add) {
            netlink.rules().add(add.rule());
        } else if (operation instanceof KernelOp.DeleteRule delete) {
            netlink.rules().deleteIfPresent(delete.rule());
        } else {
            throw new IllegalArgumentException("not a change to routes or rules: " + operation);
        }
    }

    @Override
    public void close() {
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

    /** Table main, the agent's tables whoever wrote into them, and now and then its routes in any other table. */
    private List<Route> routes(AgentConfig config, int uplinks) {
        Numbering numbering = new Numbering(config.agent().tableBase());
        Protocol own = Protocol.of(config.agent().protocol());
        Set<RouteTable> tables = new LinkedHashSet<>();
        tables.add(RouteTable.MAIN);
        for (int slot = 0; slot < Math.min(uplinks, AgentConfig.MAX_UPLINKS); slot++) {
            tables.add(numbering.uplinkTable(slot));
        }
        tables.add(numbering.balanceTable());
        List<Route> routes = new ArrayList<>();
        boolean sweep = nanoTime.getAsLong() - lastSweep >= SWEEP_PERIOD;
        for (AddressFamily family : FAMILIES) {
            for (RouteTable table : tables) {
                routes.addAll(netlink.routes().list(RouteFilter.of(family).table(table)));
            }
            if (sweep) {
                for (Route route : netlink.routes().list(RouteFilter.of(family).protocol(own))) {
                    if (!tables.contains(route.table())) {
                        routes.add(route);
                    }
                }
            }
        }
        lastSweep = sweep ? nanoTime.getAsLong() : lastSweep;
        return routes;
    }

    private Map<SysctlKey, String> sysctls(Set<String> devices) {
        List<SysctlKey> keys = new ArrayList<>();
        keys.add(SysctlKey.HASH_POLICY_IPV4);
        keys.add(SysctlKey.HASH_POLICY_IPV6);
        for (String device : devices) {
            keys.add(SysctlKey.ignoreLinkdown("ipv4", device));
            keys.add(SysctlKey.ignoreLinkdown("ipv6", device));
        }
        Map<SysctlKey, String> values = new HashMap<>();
        for (SysctlKey key : keys) {
            settings.apply(key).ifPresent(value -> values.put(key, value));
        }
        return values;
    }
}

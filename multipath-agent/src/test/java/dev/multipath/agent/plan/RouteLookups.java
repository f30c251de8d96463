package dev.multipath.agent.plan;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which way a packet to the far side of the Internet takes through an {@link InMemoryKernel}: rules, tables, live legs. */
public final class RouteLookups {
    private RouteLookups() {}

    /** Names of the devices an unmarked packet from nowhere in particular may leave by; empty if it cannot leave. */
    public static Set<String> defaultDevices(InMemoryKernel kernel, AddressFamily family) {
        return devices(kernel, family, Optional.empty(), Optional.empty());
    }

    /** Likewise for a packet from this address. */
    public static Set<String> devicesFrom(InMemoryKernel kernel, String source) {
        IpAddress address = IpAddress.parse(source);
        return devices(kernel, address.family(), Optional.of(address), Optional.empty());
    }

    /** Likewise for a packet of a socket bound to this device. */
    public static Set<String> devicesOf(InMemoryKernel kernel, AddressFamily family, String boundTo) {
        return devices(kernel, family, Optional.empty(), Optional.of(boundTo));
    }

    private static Set<String> devices(
            InMemoryKernel kernel, AddressFamily family, Optional<IpAddress> from, Optional<String> boundTo) {
        for (Rule rule : kernel.rules()) {
            boolean matches = rule.family().equals(family)
                    && (rule.selector().from().isAll()
                            || from.map(rule.selector().from()::contains).orElse(false))
                    && (rule.selector().outputInterface().isEmpty()
                            || rule.selector().outputInterface().equals(boundTo));
            if (!matches || !(rule.action() instanceof RuleAction.Lookup lookup)) {
                continue;
            }
            Optional<Set<String>> found = inTable(kernel, family, lookup.table(), boundTo);
            boolean suppressed = rule.suppressPrefixLength().orElse(-1) >= 0;
            if (found.isPresent() && !suppressed) {
                return found.get();
            }
        }
        return Set.of();
    }

    private static Optional<Set<String>> inTable(
            InMemoryKernel kernel, AddressFamily family, RouteTable table, Optional<String> boundTo) {
        for (Route route : kernel.routes()) {
            boolean here = route.isDefault()
                    && route.family().equals(family)
                    && route.table().equals(table);
            if (!here) {
                continue;
            }
            if (!route.type().equals(RouteType.UNICAST)) {
                return Optional.of(Set.of());
            }
            Set<String> devices = new TreeSet<>();
            for (NextHop hop : route.target().hops()) {
                Optional<Link> link = kernel.link(hop.interfaceIndex());
                if (isUsable(kernel, family, hop, link)
                        && boundTo.map(link.get().name()::equals).orElse(true)) {
                    devices.add(link.get().name());
                }
            }
            if (!devices.isEmpty()) {
                return Optional.of(devices);
            }
        }
        return Optional.empty();
    }

    private static boolean isUsable(InMemoryKernel kernel, AddressFamily family, NextHop hop, Optional<Link> link) {
        if (link.isEmpty() || (hop.flags() & NextHop.DEAD) != 0) {
            return false;
        }
        SysctlKey key = SysctlKey.ignoreLinkdown(
                family.equals(AddressFamily.INET) ? "ipv4" : "ipv6", link.get().name());
        boolean ignored = kernel.sysctl(key).equals(Optional.of("1"));
        return !ignored || (hop.flags() & NextHop.LINKDOWN) == 0;
    }
}

package dev.multipath.agent.acceptance;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the agent's kernel holds, read beside the agent. */
public final class GatewayKernel {
    public static final Protocol OWN = Protocol.of(77);
    public static final RouteTable BALANCE = RouteTable.of(7900);
    public static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    /** For what must happen soon; a busy machine gets its time. */
    public static final Duration SOON = Duration.ofSeconds(15);

    private final Namespace gateway;

    public GatewayKernel(Namespace gateway) {
        this.gateway = gateway;
    }

    /** Devices of the balanced default's legs, sorted; empty without one. */
    public Set<String> balanced(AddressFamily family) {
        return balanced(family, BALANCE);
    }

    /** Likewise in another table, of the agent's own best default. */
    public Set<String> balanced(AddressFamily family, RouteTable table) {
        Set<String> devices = new TreeSet<>();
        gateway.netlink().routes().list(RouteFilter.of(family).table(table)).stream()
                .filter(route -> route.isDefault() && route.protocol().equals(OWN))
                .min(Comparator.comparingLong(route -> route.key().effectivePriority()))
                .ifPresent(route -> route.target().ways().forEach(hop -> devices.add(name(hop))));
        return devices;
    }

    private String name(NextHop hop) {
        return gateway.netlink()
                .links()
                .get(hop.interfaceIndex())
                .map(Link::name)
                .orElse("gone");
    }

    /** Waits until the balanced default of both families leads over exactly these devices. */
    public void awaitBalanced(String... devices) {
        for (AddressFamily family : FAMILIES) {
            awaitBalanced(family, devices);
        }
    }

    public void awaitBalanced(AddressFamily family, String... devices) {
        Set<String> wanted = new TreeSet<>(List.of(devices));
        Await.until(SOON, family + " default over " + wanted, () -> balanced(family), wanted::equals);
    }

    /** The agent's default in an uplink's table, as text; empty without one. */
    public String uplinkTable(AddressFamily family, int slot) {
        List<Route> routes =
                gateway.netlink().routes().list(RouteFilter.of(family).table(RouteTable.of(7710L + slot)));
        return routes.isEmpty() ? "" : routes.get(0).toString();
    }

    /** The agent's rules. */
    public List<Rule> ownRules() {
        return gateway.netlink().rules().list().stream()
                .filter(rule -> rule.protocol().equals(OWN))
                .toList();
    }

    /** The agent's routes, in all tables. */
    public List<Route> ownRoutes() {
        List<Route> routes = new ArrayList<>();
        for (AddressFamily family : FAMILIES) {
            routes.addAll(gateway.netlink().routes().list(RouteFilter.of(family).protocol(OWN)));
        }
        return routes;
    }

    /** Everything, in the words of {@code ip}: routes and rules of both families, and the settings the agent writes. */
    public String everything() {
        StringBuilder all = new StringBuilder();
        for (String family : List.of("-4", "-6")) {
            all.append(gateway.run("ip", family, "route", "show", "table", "all"));
            all.append(gateway.run("ip", family, "rule"));
        }
        for (String setting : List.of("net.ipv4.fib_multipath_hash_policy", "net.ipv6.fib_multipath_hash_policy")) {
            all.append(setting).append('=').append(gateway.sysctl(setting)).append('\n');
        }
        for (Link link : gateway.netlink().links().list()) {
            for (String family : List.of("ipv4", "ipv6")) {
                String setting = "net/" + family + "/conf/" + link.name() + "/ignore_routes_with_linkdown";
                all.append(setting).append('=').append(gateway.sysctl(setting)).append('\n');
            }
        }
        return all.toString();
    }
}

package dev.multipath.agent.scenario;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What of the agent's a kernel holds at a moment, real or fake; looked up when it is asked for. */
public final class Picture {
    private static final Protocol AGENT = Protocol.of(77);
    private static final RouteTable BALANCE = RouteTable.of(7900);

    private final RtNetlink netlink;
    private final Map<AddressFamily, Optional<Route>> defaults = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    public Picture(RtNetlink netlink) {
        this.netlink = netlink;
    }

    /** The one of the agent's defaults for everybody that is tried first. */
    private Optional<Route> best(AddressFamily family) {
        return defaults.computeIfAbsent(
                family,
                any -> netlink.routes().list(RouteFilter.of(family).table(BALANCE)).stream()
                        .filter(route -> route.isDefault() && route.protocol().equals(AGENT))
                        .min(Comparator.comparingLong(route -> route.key().effectivePriority())));
    }

    private List<NextHop> hops(AddressFamily family) {
        return best(family).map(route -> route.target().hops()).orElse(List.of());
    }

    private String name(int index) {
        return names.computeIfAbsent(
                index, any -> netlink.links().get(index).map(Link::name).orElse("gone"));
    }

    /** The devices of its legs, whatever their state. */
    public Set<String> legs(AddressFamily family) {
        Set<String> devices = new TreeSet<>();
        hops(family).forEach(hop -> devices.add(name(hop.interfaceIndex())));
        return devices;
    }

    /** Whether the kernel may send a packet over one of its legs. */
    public boolean hasWayOut(AddressFamily family) {
        return hops(family).stream().anyMatch(hop -> !hop.isDeadOrLinkdown());
    }

    private Optional<NextHop> leg(String device) {
        return hops(AddressFamily.INET).stream()
                .filter(hop -> name(hop.interfaceIndex()).equals(device))
                .findFirst();
    }

    /** Of its IPv4 leg over this device; 0 without one. */
    public int weight(String device) {
        return leg(device).map(NextHop::weight).orElse(0);
    }

    /** Whether its IPv4 leg over this device leads to this address. */
    public boolean leadsTo(String device, String gateway) {
        return leg(device).flatMap(NextHop::gateway).equals(Optional.of(IpAddress.parse(gateway)));
    }

    /** Whether a rule of the agent's belongs to every IPv4 address of this device, and there is one. */
    public boolean answersFrom(String device) {
        int index = netlink.links().get(device).map(Link::index).orElse(0);
        boolean found = false;
        for (Address address : netlink.addresses().list()) {
            if (address.interfaceIndex() == index && address.local().isIpv4()) {
                IpPrefix source = IpPrefix.host(address.local());
                found = ownRules().stream()
                        .anyMatch(rule -> rule.selector().from().equals(source));
                if (!found) {
                    return false;
                }
            }
        }
        return found;
    }

    private List<Rule> ownRules() {
        return netlink.rules().list().stream()
                .filter(rule -> rule.protocol().equals(AGENT))
                .toList();
    }

    /** How many rules are the agent's, of both families. */
    public int rules() {
        return ownRules().size();
    }

    @Override
    public String toString() {
        return "IPv4 " + best(AddressFamily.INET).map(Route::toString).orElse("none") + ", IPv6 "
                + best(AddressFamily.INET6).map(Route::toString).orElse("none") + ", " + rules() + " rules";
    }
}

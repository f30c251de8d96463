package dev.multipath.agent.plan;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel as one round of dumps showed it.
 *
 * @param routes those of the agent's tables, the defaults of all others, and all that bear its protocol, in dump order
 * @param rules of both families, in dump order
 * @param nextHops not looked at, and thus none, unless there may be some of the agent's
 * @param sysctls current values of those the agent cares about; one that does not exist is missing here
 * @param surroundings what other programs say of themselves
 */
public record KernelSnapshot(
        List<Link> links,
        List<Address> addresses,
        List<Route> routes,
        List<Rule> rules,
        NextHopObjects nextHops,
        Map<SysctlKey, String> sysctls,
        Surroundings surroundings) {

    public KernelSnapshot {
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        sysctls = Map.copyOf(sysctls);
    }

    /** Without nexthop objects. */
    public KernelSnapshot(
            List<Link> links,
            List<Address> addresses,
            List<Route> routes,
            List<Rule> rules,
            Map<SysctlKey, String> sysctls,
            Surroundings surroundings) {
        this(links, addresses, routes, rules, NextHopObjects.NONE, sysctls, surroundings);
    }

    /** With nobody else there. */
    public KernelSnapshot(
            List<Link> links,
            List<Address> addresses,
            List<Route> routes,
            List<Rule> rules,
            Map<SysctlKey, String> sysctls) {
        this(links, addresses, routes, rules, sysctls, Surroundings.NONE);
    }

    public Optional<Link> link(String name) {
        for (Link link : links) {
            if (link.name().equals(name)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /** A kernel started without IPv6 refuses every rule and route of it; any other has rules of its own. */
    public boolean hasIpv6() {
        return rules.stream().anyMatch(rule -> rule.family().equals(AddressFamily.INET6))
                || addresses.stream().anyMatch(address -> address.family().equals(AddressFamily.INET6));
    }

    /** Names of the interfaces as of this snapshot. */
    public InterfaceNames names() {
        Map<Integer, String> names = new HashMap<>();
        for (Link link : links) {
            names.put(link.index(), link.name());
        }
        return index -> names.getOrDefault(index, InterfaceNames.NUMBERS.nameOf(index));
    }
}

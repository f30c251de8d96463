package dev.multipath.agent.plan;

import dev.multipath.agent.Devices;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * As much of a kernel as a plan can see: links, addresses, routes, rules and settings, and what the kernel does to them
 * by itself. Rules and IPv4 routes vanish silently here as they do there; whoever plays the world tells the agent to look.
 */
public final class InMemoryKernel {
    private final List<Link> links = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<SysctlKey, String> sysctls = new HashMap<>();
    private final InMemoryFib fib4 = new InMemoryFib4(this);
    private final InMemoryFib fib6 = new InMemoryFib6(this);
    private int nextIndex = 2;

    public InMemoryKernel() {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            rule(Rule.lookup(family, RouteTable.LOCAL).priority(0).protocol(Protocol.KERNEL));
            rule(Rule.lookup(family, RouteTable.MAIN).priority(32_766).protocol(Protocol.KERNEL));
        }
        sysctls.put(SysctlKey.HASH_POLICY_IPV4, "0");
        sysctls.put(SysctlKey.HASH_POLICY_IPV6, "0");
    }

    public KernelSnapshot snapshot() {
        return new KernelSnapshot(links, addresses, routes(), rules, sysctls);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(fib4.routes);
        routes.addAll(fib6.routes);
        return routes;
    }

    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    public List<Address> addresses() {
        return List.copyOf(addresses);
    }

    public Optional<Link> link(String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    public Optional<Link> link(int index) {
        return links.stream().filter(link -> link.index() == index).findFirst();
    }

    public Optional<String> sysctl(SysctlKey key) {
        return Optional.ofNullable(sysctls.get(key));
    }

    // What the world does.

    /** An Ethernet device, up and with carrier; its index is a new one. */
    public InMemoryKernel ethernet(String name) {
        return added(Devices.ethernet(nextIndex++, name));
    }

    /** A point-to-point device, up and with carrier; its index is a new one. */
    public InMemoryKernel pointToPoint(String name) {
        return added(Devices.pointToPoint(nextIndex++, name));
    }

    public InMemoryKernel deleteLink(String name) {
        int index = index(name);
        links.removeIf(link -> link.index() == index);
        addresses.removeIf(address -> address.interfaceIndex() == index);
        sysctls.keySet().removeIf(key -> key.interfaceName().equals(name));
        fib4.deviceDeleted(index);
        fib6.deviceDeleted(index);
        return this;
    }

    public InMemoryKernel carrier(String name, boolean on) {
        Link link = link(name).orElseThrow();
        links.set(links.indexOf(link), Devices.with(link, link.isUp(), on));
        fib4.carrier(link.index(), on);
        fib6.carrier(link.index(), on);
        return this;
    }

    /** Down takes IPv6 addresses along; up brings nothing back but legs. */
    public InMemoryKernel up(String name, boolean up) {
        Link link = link(name).orElseThrow();
        links.set(links.indexOf(link), Devices.with(link, up, up));
        if (up) {
            fib4.deviceUp(link.index());
            fib6.deviceUp(link.index());
        } else {
            fib4.deviceDown(link.index());
            fib6.deviceDown(link.index());
            addresses.removeIf(address ->
                    address.interfaceIndex() == link.index() && address.family().equals(AddressFamily.INET6));
        }
        return this;
    }

    /** {@code 192.0.2.2/24} or {@code 10.0.0.2 peer 10.0.0.1/32}. */
    public InMemoryKernel address(String name, String text) {
        int index = index(name);
        Address address = Devices.address(index, text);
        boolean first = !hasAddress(index, address.family());
        addresses.add(address);
        if (first && address.family().equals(AddressFamily.INET)) {
            fib4.deviceUp(index);
        }
        return this;
    }

    public InMemoryKernel removeAddress(String name, String local) {
        int index = index(name);
        IpAddress gone = IpAddress.parse(local);
        addresses.removeIf(
                address -> address.interfaceIndex() == index && address.local().equals(gone));
        if (!hasAddress(index, gone.family())) {
            fib(gone.family()).lastAddressRemoved(index);
        }
        return this;
    }

    public void tentative(String local, boolean yes) {
        IpAddress meant = IpAddress.parse(local);
        addresses.replaceAll(
                address -> address.local().equals(meant) ? address.flags(yes ? Address.TENTATIVE : 0) : address);
    }

    /** Another program's route, before all of its key. */
    public InMemoryKernel route(Route route) {
        fib(route.family()).prepend(route);
        return this;
    }

    /** Another program replaces the first route of that key, whoever owns it. */
    public void replaceRoute(Route route) {
        fib(route.family()).replace(route);
    }

    public void deleteRoute(Route route) {
        fib(route.family()).delete(route);
    }

    public InMemoryKernel rule(Rule rule) {
        rules.add(rule);
        rules.sort(Comparator.comparing((Rule each) -> each.family().value())
                .thenComparing(each -> each.priority().orElse(0)));
        return this;
    }

    public void deleteRule(Rule rule) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).key().equals(rule.key())) {
                rules.remove(i);
                return;
            }
        }
        throw new Refusal("ENOENT: No such file or directory");
    }

    public void sysctl(SysctlKey key, String value) {
        sysctls.put(key, value);
    }

    /** A kernel without IPv6. */
    public InMemoryKernel withoutIpv6() {
        rules.removeIf(rule -> rule.family().equals(AddressFamily.INET6));
        sysctls.keySet().removeIf(key -> key.path().startsWith("net/ipv6/"));
        return this;
    }

    // What the agent does.

    /** What the kernel says against it, if anything. */
    public Optional<String> apply(KernelOp operation) {
        try {
            carryOut(operation);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    private void carryOut(KernelOp operation) {
        if (operation instanceof KernelOp.AddRoute add) {
            fib(add.route().family()).add(add.route());
        } else if (operation instanceof KernelOp.PrependRoute prepend) {
            fib(prepend.route().family()).prepend(prepend.route());
        } else if (operation instanceof KernelOp.ReplaceRoute replace) {
            fib(replace.route().family()).replace(replace.route());
        } else if (operation instanceof KernelOp.DeleteRoute delete) {
            fib(delete.route().family()).delete(delete.route());
        } else if (operation instanceof KernelOp.AddRule add) {
            if (rules.stream().anyMatch(rule -> rule.key().equals(add.rule().key()))) {
                throw new Refusal("EEXIST: File exists");
            }
            rule(add.rule());
        } else if (operation instanceof KernelOp.DeleteRule delete) {
            deleteRule(delete.rule());
        } else if (operation instanceof KernelOp.WriteSysctl write) {
            sysctls.put(write.key(), write.value());
        }
    }

    // What can be read off it.

    /** Everything that does not bear this protocol, as {@code ip} shows it. */
    public List<String> foreign(Protocol own) {
        List<String> lines = new ArrayList<>();
        for (Route route : routes()) {
            if (!route.protocol().equals(own)) {
                lines.add(Iproute2.route(route, names()));
            }
        }
        for (Rule rule : rules) {
            if (!rule.protocol().equals(own)) {
                lines.add(rule.family() + " " + rule);
            }
        }
        return lines;
    }

    /** Everything that bears this protocol, as {@code ip} shows it, sorted. */
    public List<String> owned(Protocol own) {
        TreeSet<String> lines = new TreeSet<>();
        for (Route route : routes()) {
            if (route.protocol().equals(own)) {
                lines.add(Iproute2.route(route, names()));
            }
        }
        for (Rule rule : rules) {
            if (rule.protocol().equals(own)) {
                lines.add((rule.family().equals(AddressFamily.INET6) ? "-6 " : "") + rule);
            }
        }
        return List.copyOf(lines);
    }

    public InterfaceNames names() {
        return snapshot().names();
    }

    private InMemoryKernel added(Link link) {
        links.add(link);
        sysctls.put(SysctlKey.ignoreLinkdown("ipv4", link.name()), "0");
        sysctls.put(SysctlKey.ignoreLinkdown("ipv6", link.name()), "0");
        return this;
    }

    private boolean hasAddress(int index, AddressFamily family) {
        return addresses.stream()
                .anyMatch(address ->
                        address.interfaceIndex() == index && address.family().equals(family));
    }

    private InMemoryFib fib(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? fib4 : fib6;
    }

    public int index(String name) {
        return link(name).orElseThrow().index();
    }
}

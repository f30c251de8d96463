package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel routes by, as dumps showed it: the forwarding information base and what it refers to.
 *
 * @param rules in dump order; those of the packet's family suffice
 * @param routes of every table, in dump order, dead legs flagged as the kernel flags them
 * @param neighbours of IPv6; they count on a machine that does not forward
 */
public record Fib(
        List<Rule> rules, List<Route> routes, List<Link> links, List<Address> addresses, List<Neighbour> neighbours) {
    public Fib {
        rules = List.copyOf(rules);
        routes = List.copyOf(routes);
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
        neighbours = List.copyOf(neighbours);
    }

    /** The interface of that name. */
    public Optional<Link> link(String name) {
        for (Link link : links) {
            if (link.name().equals(name)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /** The interface of that index. */
    public Optional<Link> link(int index) {
        for (Link link : links) {
            if (link.index() == index) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    public InterfaceNames names() {
        return index -> link(index).map(Link::name).orElse(InterfaceNames.NUMBERS.nameOf(index));
    }

    /** Whether the kernel has asked for the gateway in vain. */
    boolean isSilent(NextHop hop) {
        for (Neighbour neighbour : neighbours) {
            if (neighbour.interfaceIndex() == hop.interfaceIndex()
                    && hop.gateway().isPresent()
                    && hop.gateway().get().equals(neighbour.address())) {
                return (neighbour.state() & Neighbour.FAILED) != 0;
            }
        }
        return false;
    }

    /** Whether the address is configured on some interface, be that up or down. */
    boolean hasAddress(IpAddress address) {
        for (Address own : addresses) {
            if (own.local().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the address is configured on that interface. */
    boolean hasAddress(int interfaceIndex, IpAddress address) {
        for (Address own : addresses) {
            if (own.interfaceIndex() == interfaceIndex && own.local().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** The address IPv4 sends from by that interface where nothing else decides: its first that others may see. */
    Optional<IpAddress> firstIpv4(int interfaceIndex) {
        for (Address own : addresses) {
            if (own.interfaceIndex() == interfaceIndex
                    && own.local().isIpv4()
                    && own.scope().equals(Scope.GLOBAL)) {
                return Optional.of(own.local());
            }
        }
        return Optional.empty();
    }

    /** Whether the interface has an IPv4 address. */
    boolean hasIpv4(int interfaceIndex) {
        for (Address own : addresses) {
            if (own.interfaceIndex() == interfaceIndex && own.local().isIpv4()) {
                return true;
            }
        }
        return false;
    }
}

package dev.multipath.agent.ddns.decision;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A set of A and AAAA records: addresses of both families, each once, IPv4 first, in ascending order.
 *
 * @param all of them
 */
public record Addresses(List<IpAddress> all) {
    public static final Addresses NONE = new Addresses(List.of());

    public Addresses {
        all = List.copyOf(new TreeSet<>(all));
    }

    public static Addresses of(Collection<IpAddress> addresses) {
        return new Addresses(List.copyOf(addresses));
    }

    /** Those of one family. */
    public List<IpAddress> family(AddressFamily family) {
        List<IpAddress> found = new ArrayList<>();
        for (IpAddress address : all) {
            if (address.family().equals(family)) {
                found.add(address);
            }
        }
        return found;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** With those of another set. */
    public Addresses and(Collection<IpAddress> others) {
        List<IpAddress> both = new ArrayList<>(all);
        both.addAll(others);
        return new Addresses(both);
    }

    /** Between the separator. */
    public String joined(String separator) {
        return String.join(separator, all.stream().map(IpAddress::toString).toList());
    }

    @Override
    public String toString() {
        return all.isEmpty() ? "none" : joined(" ");
    }
}

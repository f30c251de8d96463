package dev.multipath.agent.plan;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which sources have to leave by which uplink: its IPv4 addresses, its IPv6 prefixes, and the prefixes delegated over it,
 * since an ISP drops packets from any others. A prefix also holds for the temporary addresses of tomorrow.
 */
final class Sources {
    private Sources() {}

    static Set<IpPrefix> of(UplinkView uplink, AddressFamily family, List<UplinkView> uplinks, List<Lease> leases) {
        Set<IpPrefix> sources = new LinkedHashSet<>();
        for (Address address : uplink.facts().family(family).addresses()) {
            IpPrefix prefix = address.onLinkPrefix().network();
            boolean whole = family.equals(AddressFamily.INET6)
                    && prefix.length() > 0
                    && prefix.contains(address.local())
                    && uplinks.stream().noneMatch(other -> other.slot() != uplink.slot() && overlaps(prefix, other));
            sources.add(whole ? prefix : IpPrefix.host(address.local()));
        }
        Optional<Link> link = uplink.facts().link();
        if (family.equals(AddressFamily.INET6) && link.isPresent()) {
            leases.stream()
                    .filter(lease -> lease.isFor(link.get()))
                    .forEach(lease -> sources.addAll(lease.delegated()));
        }
        return sources;
    }

    private static boolean overlaps(IpPrefix prefix, UplinkView other) {
        return other.facts().ipv6().addresses().stream()
                .anyMatch(address -> prefix.contains(address.local())
                        || address.onLinkPrefix().contains(prefix.address()));
    }
}

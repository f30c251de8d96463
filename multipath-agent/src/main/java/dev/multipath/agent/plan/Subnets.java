package dev.multipath.agent.plan;

import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Subnets that more than one uplink is on. */
public final class Subnets {
    private Subnets() {}

    /** Those of both; where one lies in the other, the smaller. */
    public static Set<IpPrefix> shared(UplinkView first, UplinkView second) {
        Set<IpPrefix> shared = new LinkedHashSet<>();
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            for (Address one : first.facts().family(family).addresses()) {
                for (Address other : second.facts().family(family).addresses()) {
                    IpPrefix a = one.onLinkPrefix().network();
                    IpPrefix b = other.onLinkPrefix().network();
                    if (a.contains(b.address()) || b.contains(a.address())) {
                        shared.add(a.length() > b.length() ? a : b);
                    }
                }
            }
        }
        return shared;
    }

    /** Whether an uplink shares an IPv4 subnet with another one. */
    static boolean isShared(UplinkView uplink, List<UplinkView> uplinks) {
        return uplinks.stream()
                .anyMatch(other -> other.slot() != uplink.slot()
                        && shared(uplink, other).stream()
                                .anyMatch(prefix -> prefix.address().isIpv4()));
    }
}

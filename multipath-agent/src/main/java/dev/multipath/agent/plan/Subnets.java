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
        Set<IpPrefix> shared = shared(first, second, AddressFamily.INET);
        shared.addAll(shared(first, second, AddressFamily.INET6));
        return shared;
    }

    private static Set<IpPrefix> shared(UplinkView first, UplinkView second, AddressFamily family) {
        Set<IpPrefix> shared = new LinkedHashSet<>();
        for (Address one : first.facts().family(family).addresses()) {
            IpPrefix a = one.onLinkPrefix();
            for (Address other : second.facts().family(family).addresses()) {
                IpPrefix b = other.onLinkPrefix();
                if (a.contains(b.address()) || b.contains(a.address())) {
                    shared.add((a.length() > b.length() ? a : b).network());
                }
            }
        }
        return shared;
    }

    /** Whether an uplink shares an IPv4 subnet with another one. */
    static boolean isShared(UplinkView uplink, List<UplinkView> uplinks) {
        for (UplinkView other : uplinks) {
            if (other.slot() != uplink.slot()
                    && !shared(uplink, other, AddressFamily.INET).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}

package dev.multipath.agent.coexist;

import dev.multipath.agent.plan.Subnets;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/** Two uplinks on one subnet, as behind two routers of one make, or with one address. */
final class SharedSubnets {
    private SharedSubnets() {}

    static List<Finding> of(List<UplinkView> uplinks) {
        List<Finding> findings = new ArrayList<>();
        for (int first = 0; first < uplinks.size(); first++) {
            for (int second = first + 1; second < uplinks.size(); second++) {
                compare(uplinks.get(first), uplinks.get(second), findings);
            }
        }
        return findings;
    }

    private static void compare(UplinkView first, UplinkView second, List<Finding> findings) {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            for (Address address : first.facts().family(family).addresses()) {
                if (second.facts().family(family).addresses().stream()
                        .anyMatch(other -> other.local().equals(address.local()))) {
                    findings.add(Finding.error(
                            "uplinks " + first.name() + " and " + second.name() + " have the same address "
                                    + address.local() + ": whatever is sent from it leaves by " + first.name()
                                    + "; give one of them another address"));
                    return;
                }
            }
        }
        for (IpPrefix shared : Subnets.shared(first, second)) {
            findings.add(Finding.warning("uplinks " + first.name() + " and " + second.name() + " are both on " + shared
                    + ": its hosts are reached over one of them only, but for the gateways as next hops"));
        }
    }
}

package dev.multipath.agent.coexist;

import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.UplinkView;
import java.util.ArrayList;
import java.util.List;

/**
 * Strict reverse-path filtering, RFC 3704: the kernel drops a packet that came in by another device than its answer would
 * leave by. What is addressed to the machine itself passes, since a rule leads the answer out by its uplink; what is
 * forwarded passes only while its uplink is in the balance.
 */
final class ReversePaths {
    private static final String STRICT = "1";
    private static final String LOOSE = "2";

    private ReversePaths() {}

    static List<Finding> of(KernelSnapshot snapshot, List<UplinkView> uplinks, Pinning pinning) {
        List<String> remedies = new ArrayList<>();
        List<String> devices = new ArrayList<>();
        String all = snapshot.sysctls().getOrDefault(SysctlKey.reversePathFilter("all"), "0");
        for (UplinkView uplink : uplinks) {
            String device = uplink.config().interfaceName();
            SysctlKey key = SysctlKey.reversePathFilter(device);
            String own = snapshot.sysctls().getOrDefault(key, "0");
            boolean strict = !all.equals(LOOSE) && !own.equals(LOOSE) && (all.equals(STRICT) || own.equals(STRICT));
            if (strict && !uplink.facts().ipv4().addresses().isEmpty()) {
                devices.add(device);
                remedies.add("sysctl -w " + key + "=2");
            }
        }
        if (devices.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.warning("strict reverse-path filtering on " + String.join(", ", devices)
                + " drops what comes back to hosts behind this machine by an uplink that is not in the balance"
                + (pinning.inForce() ? ", forwarded ports and pinned connections among it; " : "; ")
                + String.join("; ", remedies)));
    }
}

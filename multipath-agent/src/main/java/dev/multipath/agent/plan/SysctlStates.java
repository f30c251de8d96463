package dev.multipath.agent.plan;

import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.HashPolicy;
import dev.multipath.agent.uplink.UplinkView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel settings that go with the agent's routes; one that this kernel or interface does not have is not wished for. */
final class SysctlStates {
    private final KernelSnapshot snapshot;
    private final Map<SysctlKey, Desired<String>> sysctls = new LinkedHashMap<>();

    private SysctlStates(KernelSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Map<SysctlKey, Desired<String>> of(AgentSection section, KernelSnapshot snapshot, List<UplinkView> uplinks) {
        SysctlStates states = new SysctlStates(snapshot);
        states.hash(section.hashPolicy());
        for (UplinkView uplink : uplinks) {
            states.device(uplink, Subnets.isShared(uplink, uplinks));
        }
        return states.sysctls;
    }

    private void hash(HashPolicy policy) {
        if (policy != HashPolicy.KEEP) {
            String value = policy == HashPolicy.L4 ? "1" : "0";
            String reason = "balance per " + (policy == HashPolicy.L4 ? "connection" : "pair of hosts");
            wish(SysctlKey.HASH_POLICY_IPV4, value, reason);
            wish(SysctlKey.HASH_POLICY_IPV6, value, reason);
        }
    }

    private void device(UplinkView uplink, boolean shared) {
        String device = uplink.config().interfaceName();
        String reason = "the kernel leaves " + device + " by itself when its cable is pulled";
        wish(SysctlKey.ignoreLinkdown("ipv4", device), "1", reason);
        wish(SysctlKey.ignoreLinkdown("ipv6", device), "1", reason);
        if (shared) {
            String arp = "another uplink is on the same subnet: ARP goes by the device that has the address";
            wish(SysctlKey.arpIgnore(device), "1", arp);
            wish(SysctlKey.arpAnnounce(device), "2", arp);
        }
    }

    private void wish(SysctlKey key, String value, String reason) {
        if (snapshot.sysctls().containsKey(key)) {
            sysctls.put(key, new Desired<>(value, reason));
        }
    }
}

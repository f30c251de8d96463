package dev.multipath.agent.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A kernel setting by its path below {@code /proc/sys}, with slashes: an interface name may hold dots.
 *
 * @param path as {@code net/ipv4/conf/eth0/ignore_routes_with_linkdown}
 * @param interfaceName the interface it belongs to; empty for a namespace-wide one
 */
public record SysctlKey(String path, String interfaceName) implements Comparable<SysctlKey> {
    public static final SysctlKey HASH_POLICY_IPV4 = new SysctlKey("net/ipv4/fib_multipath_hash_policy", "");
    public static final SysctlKey HASH_POLICY_IPV6 = new SysctlKey("net/ipv6/fib_multipath_hash_policy", "");

    /** Makes the kernel skip a leg without carrier, even while no agent runs. */
    public static SysctlKey ignoreLinkdown(String family, String interfaceName) {
        return new SysctlKey(
                "net/" + family + "/conf/" + interfaceName + "/ignore_routes_with_linkdown", interfaceName);
    }

    /** Whether packets must come in by the device their answer would leave by: {@code rp_filter}. */
    public static SysctlKey reversePathFilter(String interfaceName) {
        return ofIpv4(interfaceName, "rp_filter");
    }

    /** Which addresses ARP is answered for: {@code arp_ignore}. */
    public static SysctlKey arpIgnore(String interfaceName) {
        return ofIpv4(interfaceName, "arp_ignore");
    }

    /** Which address ARP is asked from: {@code arp_announce}. */
    public static SysctlKey arpAnnounce(String interfaceName) {
        return ofIpv4(interfaceName, "arp_announce");
    }

    /** Where it says that the machine forwards: for all interfaces, or for one of these. */
    public static List<SysctlKey> forwarding(List<String> interfaces) {
        List<SysctlKey> keys = new ArrayList<>();
        keys.add(new SysctlKey("net/ipv4/ip_forward", ""));
        keys.add(new SysctlKey("net/ipv6/conf/all/forwarding", ""));
        for (String name : interfaces) {
            keys.add(ofIpv4(name, "forwarding"));
            keys.add(new SysctlKey("net/ipv6/conf/" + name + "/forwarding", name));
        }
        return keys;
    }

    private static SysctlKey ofIpv4(String interfaceName, String setting) {
        return new SysctlKey("net/ipv4/conf/" + interfaceName + "/" + setting, interfaceName);
    }

    @Override
    public int compareTo(SysctlKey other) {
        return path.compareTo(other.path);
    }

    /** As {@code sysctl} takes it: dots, unless a name in it has some. */
    @Override
    public String toString() {
        return path.indexOf('.') < 0 ? path.replace('/', '.') : path;
    }
}

package dev.multipath.netlink.model.nftables;

import java.util.List;
import java.util.Set;

/**
 * What makes a chain one that packets enter by themselves.
 *
 * @param type {@code NFTA_CHAIN_TYPE}: {@code "filter"}, {@code "nat"} or {@code "route"}, which looks the route up again
 *     when mark or addresses have changed
 * @param hook where
 * @param priority {@code NFTA_HOOK_PRIORITY}, signed: lower is earlier
 * @param policy {@link NfVerdict#ACCEPT} or {@link NfVerdict#DROP}: what becomes of a packet that no rule decided on
 * @param devices {@code NFTA_HOOK_DEV}, {@code NFTA_HOOK_DEVS}: at which devices, for ingress and egress
 */
public record NfBaseChain(String type, NfHook hook, int priority, NfVerdict policy, List<String> devices) {
    /** {@code NF_IP_PRI_MANGLE}: {@code mangle}. */
    public static final int MANGLE = -150;
    /** {@code NF_IP_PRI_RAW}: {@code raw}, before connection tracking. */
    public static final int RAW = -300;
    /** {@code NF_IP_PRI_NAT_DST}: {@code dstnat}. */
    public static final int DSTNAT = -100;
    /** {@code NF_IP_PRI_FILTER}: {@code filter}. */
    public static final int FILTER = 0;
    /** {@code NF_IP_PRI_SECURITY}: {@code security}. */
    public static final int SECURITY = 50;
    /** {@code NF_IP_PRI_NAT_SRC}: {@code srcnat}. */
    public static final int SRCNAT = 100;

    /**
     * Keeps a copy of the list.
     *
     * @throws IllegalArgumentException for a policy that leads into a chain, and for a device named twice
     */
    public NfBaseChain {
        devices = List.copyOf(devices);
        if (Set.copyOf(devices).size() != devices.size()) {
            throw new IllegalArgumentException("a device twice: " + devices);
        }
        if (policy.chain().isPresent()) {
            throw new IllegalArgumentException("no policy: " + policy);
        }
    }

    /** {@code type filter hook HOOK priority PRIORITY; policy accept}. */
    public static NfBaseChain filter(NfHook hook, int priority) {
        return new NfBaseChain("filter", hook, priority, NfVerdict.ACCEPT, List.of());
    }

    /** {@code type nat hook HOOK priority PRIORITY; policy accept}. */
    public static NfBaseChain nat(NfHook hook, int priority) {
        return new NfBaseChain("nat", hook, priority, NfVerdict.ACCEPT, List.of());
    }

    /** {@code type route hook output priority PRIORITY; policy accept}. */
    public static NfBaseChain route(int priority) {
        return new NfBaseChain("route", NfHook.OUTPUT, priority, NfVerdict.ACCEPT, List.of());
    }

    /** The same with another policy. */
    public NfBaseChain policy(NfVerdict newPolicy) {
        return new NfBaseChain(type, hook, priority, newPolicy, devices);
    }
}

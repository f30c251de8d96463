package dev.multipath.agent.config;

/**
 * One uplink: an {@code [[uplink]]} section, or what the agent assumes of an interface it discovers.
 *
 * @param name what operators call it; its interface where the file gives no name
 * @param gateway the next hop of IPv4; never {@link GatewaySetting.Off}
 * @param gateway6 the next hop of IPv6; {@link GatewaySetting.Off} keeps the uplink IPv4-only
 * @param weight its share of new connections, 1 to {@value #MAX_WEIGHT}; of an adaptive one, that of its best days
 * @param adaptive whether the share shrinks while the uplink is congested
 * @param tier the lowest one with a live uplink carries the traffic, 1 to {@value #MAX_TIER}
 * @param probe what holds for this uplink, defaults included
 */
public record UplinkConfig(
        String name,
        String interfaceName,
        GatewaySetting gateway,
        GatewaySetting gateway6,
        int weight,
        boolean adaptive,
        int tier,
        boolean enabled,
        ProbeConfig probe) {

    /** {@code rtnh_hops} is one byte and holds the weight less one. */
    public static final int MAX_WEIGHT = 256;

    /** Weight of an adaptive uplink that is not congested: it can be halved three times. */
    public static final int ADAPTIVE_WEIGHT = 8;

    public static final int MAX_TIER = 256;

    /** @throws IllegalArgumentException for a weight the kernel cannot hold, no tier, or a gateway of the other family */
    public UplinkConfig {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight);
        }
        if (tier < 1 || tier > MAX_TIER) {
            throw new IllegalArgumentException("tier " + tier);
        }
        if (gateway instanceof GatewaySetting.Off || isOfOtherFamily(gateway, true)) {
            throw new IllegalArgumentException("gateway " + gateway);
        }
        if (isOfOtherFamily(gateway6, false)) {
            throw new IllegalArgumentException("gateway6 " + gateway6);
        }
    }

    /** The uplink that {@link Discover} makes of an interface: weight 1, gateways found by themselves. */
    public static UplinkConfig discovered(String interfaceName, ProbeConfig probe) {
        GatewaySetting auto = new GatewaySetting.Auto();
        return new UplinkConfig(interfaceName, interfaceName, auto, auto, 1, false, 1, true, probe);
    }

    /** Whether the file keeps IPv6 off this uplink. */
    public boolean ipv4Only() {
        return gateway6 instanceof GatewaySetting.Off;
    }

    private static boolean isOfOtherFamily(GatewaySetting gateway, boolean ipv4) {
        return gateway instanceof GatewaySetting.Fixed fixed && fixed.address().isIpv4() != ipv4;
    }
}

package dev.multipath.agent.explain;

import dev.multipath.netlink.model.NextHop;

/**
 * A way the packet may take.
 *
 * @param interfaceName of the next hop's device
 * @param share of such packets that go this way, 0..1: the flow's hash decides which
 */
public record Leg(NextHop hop, String interfaceName, double share) {}

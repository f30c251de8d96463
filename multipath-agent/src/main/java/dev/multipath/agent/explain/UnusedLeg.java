package dev.multipath.agent.explain;

import dev.multipath.netlink.model.NextHop;

/**
 * A next hop of the deciding route that such a packet never takes.
 *
 * @param why as {@code "dead"}, {@code "no carrier"}
 */
public record UnusedLeg(NextHop hop, String interfaceName, String why) {}

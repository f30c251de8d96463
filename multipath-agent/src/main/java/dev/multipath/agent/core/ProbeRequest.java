package dev.multipath.agent.core;

import dev.multipath.netlink.model.IpAddress;

/**
 * A probe to be sent now.
 *
 * @param device bound to this device
 * @param interfaceIndex as of the last look: a re-created device has another, and needs another socket
 * @param source sent from this address
 * @param target to this address
 * @param neighbourCounts whether a neighbour's link-layer answer is an answer: a gateway that never answered an echo
 * @param awaited whether the answer decides something the moment it comes; else it need only be known when time is up
 */
public record ProbeRequest(
        ProbeId id,
        String device,
        int interfaceIndex,
        IpAddress source,
        IpAddress target,
        boolean neighbourCounts,
        boolean awaited) {}

package dev.multipath.agent.core;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.netlink.model.IpAddress;

/**
 * A probe to be sent now.
 *
 * @param device bound to this device
 * @param interfaceIndex as of the last look: a re-created device has another, and needs another socket
 * @param source sent from this address
 * @param target what is asked
 * @param probe how, and which answer is the right one
 * @param neighbourCounts whether a neighbour's link-layer answer is an answer: a gateway that never answered an echo
 * @param awaited whether the answer decides something the moment it comes; else it need only be known when time is up
 */
public record ProbeRequest(
        ProbeId id,
        String device,
        int interfaceIndex,
        IpAddress source,
        ProbeTarget target,
        ProbeConfig probe,
        boolean neighbourCounts,
        boolean awaited) {}

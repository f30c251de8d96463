package dev.multipath.agent.core;

import dev.multipath.netlink.model.AddressFamily;

/**
 * Names one probe.
 *
 * @param uplink name of the uplink
 * @param round number of the round within that uplink and family
 * @param target index of the target within the round; {@value #GATEWAY} for the uplink's gateway, which belongs to none
 */
public record ProbeId(String uplink, AddressFamily family, long round, int target) {
    public static final int GATEWAY = -1;
}

package dev.multipath.agent.ddns.decision;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.List;

/**
 * The way a packet takes out: one family of an uplink.
 *
 * @param interfaceIndex tells a re-created device from the one before
 * @param resolvers configured for this uplink; empty for those of the system
 */
public record Way(String uplink, String device, int interfaceIndex, IpAddress source, List<IpAddress> resolvers) {
    public Way {
        resolvers = List.copyOf(resolvers);
    }

    public AddressFamily family() {
        return source.family();
    }
}

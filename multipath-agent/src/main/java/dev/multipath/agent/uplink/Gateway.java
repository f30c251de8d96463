package dev.multipath.agent.uplink;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/**
 * An uplink's way out in one family.
 *
 * @param address the next router; empty on a point-to-point link that needs none
 * @param source how the agent knows: {@code configured}, {@code peer}, {@code kernel route}, {@code DHCP
 *     lease} with the client that holds it, {@code remembered}
 */
public record Gateway(Optional<IpAddress> address, String source) {
    public static final String CONFIGURED = "configured";
    public static final String PEER = "peer";
    public static final String KERNEL_ROUTE = "kernel route";
    public static final String LEASE = "DHCP lease";
    public static final String REMEMBERED = "remembered";

    public static Gateway of(IpAddress address, String source) {
        return new Gateway(Optional.of(address), source);
    }

    public static Gateway deviceOnly(String source) {
        return new Gateway(Optional.empty(), source);
    }

    public boolean sameAs(Gateway other) {
        return address.equals(other.address);
    }

    @Override
    public String toString() {
        return address.map(IpAddress::toString).orElse("none");
    }
}

package dev.multipath.agent.plan;

import dev.multipath.agent.uplink.Lease;
import java.util.List;

/**
 * What is known of other programs that the kernel does not tell.
 *
 * @param leases what DHCP clients hold, newest first
 * @param networkdManagesRoutes whether systemd-networkd runs and deletes routes that are not its own
 * @param networkdManagesRules likewise rules
 */
public record Surroundings(List<Lease> leases, boolean networkdManagesRoutes, boolean networkdManagesRules) {
    /** Nobody else is there. */
    public static final Surroundings NONE = new Surroundings(List.of(), false, false);

    public Surroundings {
        leases = List.copyOf(leases);
    }
}

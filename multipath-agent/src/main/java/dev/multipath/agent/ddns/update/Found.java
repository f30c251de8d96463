package dev.multipath.agent.ddns.update;

import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.netlink.model.AddressFamily;
import java.util.Map;

/**
 * What a server holds under a name.
 *
 * @param ttls in seconds, of the families it holds records of
 */
public record Found(Addresses addresses, Map<AddressFamily, Long> ttls) {
    public Found {
        ttls = Map.copyOf(ttls);
    }

    /** Whether the records of a family are these, with that time to live. */
    boolean holds(AddressFamily family, Addresses wanted, long ttl) {
        return addresses.family(family).equals(wanted.family(family)) && ttls.getOrDefault(family, ttl) == ttl;
    }
}

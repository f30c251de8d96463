package dev.multipath.agent.config;

import java.util.Map;
import java.util.Optional;

/**
 * What is published of the uplinks: {@code [ddns]}, {@code [dyndns]} and every {@code [uplink.ddns]}.
 *
 * @param overrides what single uplinks say of their public address, by the uplink's name
 */
public record DnsSettings(
        Optional<DdnsSection> ddns, Optional<DyndnsSection> dyndns, Map<String, PublicAddress> overrides) {
    /** Nothing is published. */
    public static final DnsSettings NONE = new DnsSettings(Optional.empty(), Optional.empty(), Map.of());

    public DnsSettings {
        overrides = Map.copyOf(overrides);
    }

    /** Whether anything is. */
    public boolean isWanted() {
        return ddns.isPresent() || dyndns.isPresent();
    }

    /** Where an uplink's public address comes from. */
    public PublicAddress of(String uplink, PublishSettings settings) {
        return overrides.getOrDefault(uplink, settings.publicAddress());
    }
}

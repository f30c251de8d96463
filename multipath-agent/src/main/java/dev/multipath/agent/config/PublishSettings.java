package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import java.util.Optional;

/**
 * Which addresses of the live uplinks are published: what {@code [ddns]} and {@code [dyndns]} have in common.
 *
 * @param families whose addresses
 * @param publicAddress where they come from, unless the uplink's own section says otherwise
 * @param allowPrivate whether addresses that are not public may be published
 * @param httpUrl the page that tells a caller its address; present if any uplink needs it
 * @param httpClient which address counts where a proxy stands between
 */
public record PublishSettings(
        NameFamily families,
        PublicAddress publicAddress,
        boolean allowPrivate,
        Optional<WebUrl> httpUrl,
        EchoBelief httpClient) {
    static final PublishSettings DEFAULTS =
            new PublishSettings(NameFamily.BOTH, PublicAddress.INTERFACE, false, Optional.empty(), EchoBelief.AUTO);

    /** Whether addresses of this family are published. */
    public boolean covers(AddressFamily family) {
        return families.covers(family);
    }
}

package dev.multipath.agent.config;

import java.util.Optional;

/**
 * The {@code [dyndns]} section: addresses told to a provider by one request for a page.
 *
 * @param url its path holds at least one of the placeholders
 * @param user and the password's file: both or neither
 */
public record DyndnsSection(
        WebUrl url, Optional<String> user, Optional<SecretFile> passwordFile, PublishSettings publish) {
    /** Stands for all addresses, between commas, as a URL spells the braces. */
    public static final String ADDRESSES = "%7Baddresses%7D";
    /** Stands for those of IPv4. */
    public static final String IPV4 = "%7Bipv4%7D";
    /** Stands for those of IPv6. */
    public static final String IPV6 = "%7Bipv6%7D";
}

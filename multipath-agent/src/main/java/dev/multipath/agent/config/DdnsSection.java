package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The {@code [ddns]} section: records kept in step by dynamic updates.
 *
 * @param server its name in lower case, or its address
 * @param literal the server, if it is an address
 * @param port 1..65535
 * @param zone in lower case, without a dot at the end
 * @param record the name whose A and AAAA records are kept: the zone's own or one below it
 * @param ttl of the records, whole seconds
 * @param keyFile what updates are signed with; without one they are not signed
 * @param whenNone what becomes of the records while no uplink lives
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2136">RFC 2136</a>,
 *     <a href="https://www.rfc-editor.org/rfc/rfc8945">RFC 8945</a> (TSIG)
 */
public record DdnsSection(
        String server,
        Optional<IpAddress> literal,
        int port,
        String zone,
        String record,
        Duration ttl,
        Optional<SecretFile> keyFile,
        WhenNone whenNone,
        PublishSettings publish) {
    static final int DEFAULT_PORT = 53;
    static final Duration DEFAULT_TTL = Duration.ofSeconds(60);
}

package dev.multipath.agent.notify;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing to tell, as hooks read it in JSON. Field names are a contract: adding is fine, renaming or dropping is not.
 *
 * @param eventId shared by the log lines, the plan and every other consequence of the same cause
 * @param event up, down, degraded, address, all-down, recovered
 * @param uplink its name; empty where it is about all of them, as are the next two then
 * @param family inet, inet6
 * @param state the uplink's state in that family: up, down, proving, degraded, disabled, absent
 * @param oldState what was told of it last: up, down, degraded; unknown when the agent has just started
 * @param addresses of the uplink in that family
 * @param delegated IPv6 prefixes delegated over it, as far as a lease file tells
 * @param gateway in that family, where one is known
 * @param outageSeconds how long it was out, where that is over now
 */
@Json
public record Notice(
        long eventId,
        Instant time,
        String event,
        String uplink,
        @Json.Property("interface") String interfaceName,
        String family,
        String state,
        String oldState,
        String reason,
        List<String> addresses,
        List<String> delegated,
        Optional<String> gateway,
        Optional<Long> outageSeconds) {

    public Notice {
        addresses = List.copyOf(addresses);
        delegated = List.copyOf(delegated);
    }
}

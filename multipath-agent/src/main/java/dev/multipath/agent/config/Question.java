package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the probe types {@link ProbeType#DNS} and {@link ProbeType#HTTP} ask, and which answer is the right one.
 *
 * @param query the name whose address is asked for; empty for a random one that does not exist
 * @param expectStatus the status a page must answer with, 200..599
 * @param expectBody a text the page must contain
 * @param resolvers who is asked for the name in a URL; empty for those of the system
 * @param resolve for which families
 * @param caFile path of certificates that are trusted besides those of the Java runtime
 */
public record Question(
        Optional<String> query,
        OptionalInt expectStatus,
        Optional<String> expectBody,
        List<IpAddress> resolvers,
        NameFamily resolve,
        Optional<String> caFile) {

    static final Question DEFAULT = new Question(
            Optional.empty(), OptionalInt.empty(), Optional.empty(), List.of(), NameFamily.IPV4, Optional.empty());

    public Question {
        resolvers = List.copyOf(resolvers);
    }

    /** Whether a page must answer "204 No Content": nothing else is said, and its address ends in that number. */
    public boolean expectsNoContent(ProbeTarget.Url url) {
        int end = url.path().indexOf('?');
        String path = end < 0 ? url.path() : url.path().substring(0, end);
        return isOpen() && path.endsWith("204");
    }

    /** Whether neither status nor text are asked for. */
    boolean isOpen() {
        return expectStatus.isEmpty() && expectBody.isEmpty();
    }
}

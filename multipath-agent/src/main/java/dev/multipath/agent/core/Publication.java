package dev.multipath.agent.core;

import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How it stands with addresses that are published somewhere.
 *
 * @param section {@code ddns} or {@code dyndns}
 * @param name what is kept in step: a record, a provider's host
 * @param wanted what is to stand there
 * @param published what does, as far as is known
 * @param last what came of the last attempt
 * @param next when the next one is due, monotonic nanoseconds; empty while nothing is to be done, or it has given up
 * @param updates how many changed something
 * @param failures how many did not
 * @param remarks why something live is not among what is wanted, and the like
 */
public record Publication(
        String section,
        String name,
        List<IpAddress> wanted,
        Optional<List<IpAddress>> published,
        Optional<Attempt> last,
        OptionalLong next,
        long updates,
        long failures,
        List<String> remarks) {

    public Publication {
        wanted = List.copyOf(wanted);
        published = published.map(List::copyOf);
        remarks = List.copyOf(remarks);
    }

    /**
     * One attempt.
     *
     * @param at monotonic nanoseconds
     * @param ok whether what is wanted stands
     * @param text what came of it
     * @param eventId of the event it followed from
     */
    public record Attempt(long at, boolean ok, String text, long eventId) {}
}

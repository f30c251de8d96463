package dev.multipath.agent.status;

import dev.multipath.agent.core.Happening;
import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of {@code events --json}. Field names are a contract: adding is fine, renaming or dropping is not.
 *
 * @param number counts up from 1 since the agent started
 * @param eventId shared by all that follows from one cause, as {@code event=} in the log; 0 for none
 * @param kind state, remark, warning, plan, settings
 * @param family inet, inet6
 * @param from the state before, where one changed
 * @param to the state after
 * @param text why, or what
 * @param changes commands carried out, each with its reason or with what the kernel said against it
 */
@Json
public record EventReport(
        long number,
        long eventId,
        Instant time,
        String kind,
        Optional<String> uplink,
        Optional<String> family,
        Optional<String> from,
        Optional<String> to,
        String text,
        List<String> changes) {

    public EventReport {
        changes = List.copyOf(changes);
    }

    static EventReport of(Journal.Entry entry) {
        Happening happening = entry.happening();
        return new EventReport(
                entry.number(),
                happening.eventId(),
                entry.time(),
                happening.kind().name().toLowerCase(Locale.ROOT),
                known(happening.uplink()),
                known(happening.family()),
                known(happening.from()),
                known(happening.to()),
                happening.text(),
                happening.changes());
    }

    private static Optional<String> known(String word) {
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }
}

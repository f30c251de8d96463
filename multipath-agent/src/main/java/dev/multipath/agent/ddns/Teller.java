package dev.multipath.agent.ddns;

import dev.multipath.agent.core.Happening;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of publishing, in the log and in the journal; the same failure only once. Of one thread. */
final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger("ddns");

    private final String section;
    private final Consumer<Happening> journal;
    private String lastFailure = "";

    Teller(String section, Consumer<Happening> journal) {
        this.section = section;
        this.journal = journal;
    }

    void done(long eventId, String text, List<String> changes) {
        lastFailure = "";
        tell(eventId, Happening.Kind.PUBLISHED, text, changes);
    }

    /** It stands as wanted; worth a word only after failures. */
    void stands(long eventId, String text) {
        if (!lastFailure.isEmpty()) {
            done(eventId, text, List.of());
        }
    }

    void failed(long eventId, String text) {
        if (!text.equals(lastFailure)) {
            lastFailure = text;
            tell(eventId, Happening.Kind.WARNING, text, List.of());
        }
    }

    private void tell(long eventId, Happening.Kind kind, String text, List<String> changes) {
        String line = section + " " + text;
        journal.accept(new Happening(eventId, kind, "", "", "", "", line, changes));
        if (kind == Happening.Kind.WARNING) {
            LOG.warn("event={} {}", eventId, line);
        } else {
            LOG.info("event={} {}", eventId, line);
        }
        changes.forEach(change -> LOG.info("event={} {}", eventId, change));
    }
}

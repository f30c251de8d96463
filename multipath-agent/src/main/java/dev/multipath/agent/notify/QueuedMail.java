package dev.multipath.agent.notify;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that waits to be delivered, as it lies on disk.
 *
 * @param id names its file and is its Message-ID: the same at each attempt
 * @param notices what it tells, one at least
 */
@Json
public record QueuedMail(String id, Instant created, List<Notice> notices) {
    /** More would be read by nobody. */
    static final int MOST_NOTICES = 100;

    public QueuedMail {
        notices = List.copyOf(notices);
    }

    /** With these as well; the oldest go if there are too many. */
    QueuedMail with(List<Notice> more) {
        List<Notice> all = new ArrayList<>(notices);
        all.addAll(more);
        return new QueuedMail(id, created, all.subList(Math.max(0, all.size() - MOST_NOTICES), all.size()));
    }
}

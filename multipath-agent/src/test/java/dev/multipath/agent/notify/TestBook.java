package dev.multipath.agent.notify;

import dev.multipath.agent.core.AgentState;
import java.time.Instant;
import java.util.List;

/** The real {@link NoticeBook}, for tests of other packages. */
public final class TestBook {
    private final NoticeBook book = new NoticeBook();

    /** What there is to tell, in order. */
    public List<Notice> look(long eventId, AgentState state, Instant at) {
        return book.look(eventId, state, at);
    }
}

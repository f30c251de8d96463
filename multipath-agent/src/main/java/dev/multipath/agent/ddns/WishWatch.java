package dev.multipath.agent.ddns;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.PublishSettings;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.Wish;
import dev.multipath.agent.ddns.decision.Wishes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one section wants published as of now, and which event that follows from. Of one thread. */
final class WishWatch {
    private final EchoTask echo;
    private final Causes causes;
    private final Patience patience = new Patience();
    private Map<String, Addresses> byUplink = Map.of();
    private long cause;
    private @Nullable AgentConfig config;

    WishWatch(EchoTask echo, Causes causes) {
        this.echo = echo;
        this.causes = causes;
    }

    /** The section is not there (any more): its questions need not be asked. */
    void none() {
        echo.want(this, List.of());
    }

    // Every reload brings another object, also one that says the same.
    @SuppressWarnings("ReferenceEquality")
    Wish of(AgentState state, PublishSettings section) {
        if (config != state.config()) {
            config = state.config();
            echo.askAnew();
        }
        Wish wish = Wishes.of(state, section, echo.seen());
        echo.want(this, wish.questions());
        if (!wish.byUplink().equals(byUplink)) {
            cause = causes.of(byUplink, wish.byUplink(), state.eventId());
            byUplink = wish.byUplink();
        }
        return wish;
    }

    /** Whether to act on it. */
    boolean isSettled(Wish wish, long now) {
        return patience.isOver(wish.settled(), now);
    }

    /** The event that the last change of the wish follows from. */
    long cause() {
        return cause;
    }
}

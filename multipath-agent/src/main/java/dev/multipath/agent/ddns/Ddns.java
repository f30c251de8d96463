package dev.multipath.agent.ddns;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Happening;
import dev.multipath.agent.core.Publication;
import dev.multipath.agent.ddns.link.Resolvers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the live uplinks' addresses. Nothing is loaded and no thread runs until the configuration asks for it.
 *
 * <p>It is told what happens, as a hint to look at the agent's state; it never waits there.
 */
public final class Ddns implements Consumer<Happening>, AutoCloseable {
    private final Consumer<Happening> journal;
    private final Supplier<Resolvers> resolvers;
    private @Nullable Supplier<AgentState> state;
    private volatile @Nullable Publisher publisher;

    /**
     * Does nothing yet.
     *
     * @param journal takes what is to be told
     * @param resolvers of the system, made when they are needed
     */
    public Ddns(Consumer<Happening> journal, Supplier<Resolvers> resolvers) {
        this.journal = journal;
        this.resolvers = resolvers;
    }

    /**
     * Begins to follow the agent.
     *
     * @param source gives the agent's state at any time, to any thread
     */
    public synchronized void start(Supplier<AgentState> source) {
        state = source;
        startIfWanted(source);
    }

    @Override
    public void accept(Happening happening) {
        Publisher running = publisher;
        if (running != null) {
            running.accept(happening);
        } else {
            startLater();
        }
    }

    /** How it stands with each section that is configured. */
    public List<Publication> publications() {
        Publisher running = publisher;
        return running == null ? List.of() : running.publications();
    }

    private synchronized void startLater() {
        if (state != null) {
            startIfWanted(state);
        }
    }

    private void startIfWanted(Supplier<AgentState> source) {
        if (publisher == null && source.get().config().dns().isWanted()) {
            Publisher started = new Publisher(source, journal, resolvers.get());
            publisher = started;
            started.start();
        }
    }

    /** Nothing more is begun; nobody waits for what is under way. */
    @Override
    public synchronized void close() {
        state = null;
        Publisher running = publisher;
        if (running != null) {
            running.close();
        }
    }
}

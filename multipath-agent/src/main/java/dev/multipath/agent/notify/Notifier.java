package dev.multipath.agent.notify;

import dev.multipath.agent.config.NoticeKind;
import dev.multipath.agent.config.NoticeSettings;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Happening;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what happens from the deciding thread without ever holding it up, finds what there is to tell of it, and has it
 * told. If too much waits the oldest is dropped and counted: the newest brings the whole state, so that the last word on
 * each uplink is always right.
 *
 * <p>Nothing is started before the configuration asks for notices.
 */
public final class Notifier implements Consumer<Happening>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("notices");
    private static final int CAPACITY = 256;

    /** Something that happened, and the agent's state after it. */
    private record Seen(long eventId, AgentState state, Instant at) {}

    private static final Duration GATHER = Duration.ofSeconds(5);

    private final Path mailDirectory;
    private final BlockingQueue<Seen> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable Supplier<AgentState> state;
    /** Whether it went unheard for a while: then nothing that is so already is news. */
    private boolean unheard;

    private @Nullable Thread thread;
    private volatile @Nullable Hooks hooks;
    private volatile @Nullable Mailer mailer;

    /** @param stateDir where mail waits that cannot be delivered */
    public Notifier(Path stateDir) {
        this.mailDirectory = stateDir.resolve("mail");
    }

    /** Whose notices these are; before anything happens. */
    public void watch(Supplier<AgentState> agent) {
        state = agent;
    }

    /** Never waits. */
    @Override
    public void accept(Happening happening) {
        Supplier<AgentState> agent = state;
        // Settings are written elsewhere, and what is said of them comes out of turn.
        if (agent == null || happening.kind() == Happening.Kind.SETTINGS) {
            return;
        }
        AgentState now = agent.get();
        Seen seen = new Seen(happening.eventId(), now, Instant.now());
        if (isStarted(now, seen)) {
            while (!queue.offer(seen)) {
                if (queue.poll() != null) {
                    dropped.incrementAndGet();
                }
            }
        }
    }

    private synchronized boolean isStarted(AgentState now, Seen first) {
        if (thread == null && now.config().notices().isEmpty()) {
            unheard = true;
        } else if (thread == null) {
            NoticeBook book = new NoticeBook();
            if (unheard) {
                book.begin(first.state(), first.at());
            }
            thread = new Thread(() -> run(book), "notices");
            thread.setDaemon(true);
            thread.start();
        }
        return thread != null;
    }

    private void run(NoticeBook book) {
        try {
            while (true) {
                Seen seen = queue.take();
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    LOG.warn("{} happenings passed unnoticed: too many waited", lost);
                }
                try {
                    tell(seen, book);
                } catch (RuntimeException unforeseen) {
                    LOG.error("event={} is not told of", seen.eventId(), unforeseen);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Seen seen, NoticeBook book) {
        NoticeSettings wanted = seen.state().config().notices();
        if (wanted.mail().isPresent() && mailer == null) {
            mailer = new Mailer(mailDirectory, agent(), new SmtpClient(), GATHER);
        }
        for (Notice notice : book.look(seen.eventId(), seen.state(), seen.at())) {
            tell(notice, wanted);
        }
    }

    private Supplier<AgentState> agent() {
        return Objects.requireNonNull(state, "nothing happens before it is known to whom");
    }

    private void tell(Notice notice, NoticeSettings wanted) {
        Mailer mails = mailer;
        if (mails != null
                && wanted.mail().isPresent()
                && isWanted(notice, wanted.mail().get().on())) {
            mails.tell(notice);
        }
        if (!wanted.hooks().isEmpty()) {
            Hooks running = hooks;
            if (running == null) {
                running = new Hooks();
                hooks = running;
            }
            running.tell(wanted.hooks(), notice);
        }
    }

    static boolean isWanted(Notice notice, Set<NoticeKind> on) {
        return on.stream().map(NoticeKind::toml).anyMatch(notice.event()::equals);
    }

    /** How many mails wait to be delivered. */
    public int mailsWaiting() {
        Mailer mails = mailer;
        return mails == null ? 0 : mails.waiting();
    }

    /** Why the last attempt to deliver one failed, if it did. */
    public Optional<String> mailFailure() {
        Mailer mails = mailer;
        return mails == null ? Optional.empty() : mails.failure();
    }

    /** Of each hook whose last run went wrong, how. */
    public List<String> hookFailures() {
        Hooks running = hooks;
        return running == null ? List.of() : running.failures();
    }

    /** Ends hooks that run, and writes mail down that waits; what was not taken up yet is not told. */
    @Override
    public void close() {
        @Nullable Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(1000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Hooks started = hooks;
        if (started != null) {
            started.close();
        }
        Mailer mails = mailer;
        if (mails != null) {
            mails.close();
        }
    }
}

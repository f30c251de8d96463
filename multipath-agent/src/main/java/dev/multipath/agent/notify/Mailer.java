package dev.multipath.agent.notify;

import dev.multipath.agent.config.MailConfig;
import dev.multipath.agent.config.NoticeKind;
import dev.multipath.agent.core.AgentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers notices into messages, keeps them until they are delivered, and delivers them, each once unless a server takes
 * one and cannot say so any more. One thread, which alone waits for the server and for the disk.
 *
 * <p>While the server cannot be reached, what comes is added to the last message that no server has seen: a long outage
 * ends with one digest.
 */
final class Mailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("mail");
    private static final int CAPACITY = 256;

    /** As long as mail servers keep trying. */
    private static final Duration TOO_OLD = Duration.ofDays(5);

    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    private final Supplier<AgentState> state;
    private final Spool spool;
    private final SmtpClient client;
    private final Duration gather;
    private final MailText text = new MailText(ZoneId.systemDefault());
    private final BlockingQueue<Notice> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread = new Thread(this::run, "mail");
    private final List<Notice> batch = new ArrayList<>();
    /** Messages that a server may have seen, by id: those stay as they are. */
    private final Set<String> sealed = new HashSet<>();

    private long flushAt;
    private long tryAt = System.nanoTime();
    private int failed;
    private volatile Optional<String> failure = Optional.empty();

    /** @param gather how long what else happens is waited for, before a message is written */
    Mailer(Path directory, Supplier<AgentState> state, SmtpClient client, Duration gather) {
        this.state = state;
        this.client = client;
        this.gather = gather;
        this.spool = new Spool(directory);
        spool.mails().forEach(mail -> sealed.add(mail.id()));
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits: if too much does already, the oldest goes. */
    void tell(Notice notice) {
        while (!queue.offer(notice)) {
            @Nullable Notice oldest = queue.poll();
            if (oldest != null) {
                LOG.warn(
                        "event={} {} {} is not mailed: too much waits",
                        oldest.eventId(),
                        oldest.event(),
                        oldest.uplink());
            }
        }
    }

    /** How many messages wait. */
    int waiting() {
        return spool.size();
    }

    /** Why the last attempt failed, if it did. */
    Optional<String> failure() {
        return failure;
    }

    private void run() {
        try {
            while (true) {
                try {
                    turn();
                } catch (RuntimeException unforeseen) {
                    LOG.error("mail", unforeseen);
                    failedFor(unforeseen.toString());
                }
            }
        } catch (InterruptedException stopping) {
            queue.drainTo(batch);
            flush();
        }
    }

    private void turn() throws InterruptedException {
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE;
        if (!batch.isEmpty()) {
            wait = Math.max(0, flushAt - now);
        }
        if (spool.size() > 0 && isWanted()) {
            wait = Math.min(wait, Math.max(0, tryAt - now));
        }
        @Nullable Notice notice = queue.poll(wait, TimeUnit.NANOSECONDS);
        now = System.nanoTime();
        if (notice != null) {
            if (batch.isEmpty()) {
                flushAt = now + gather.toNanos();
            }
            batch.add(notice);
            // An uplink that is back may lead to the server.
            if (notice.event().equals(NoticeKind.UP.toml()) || notice.event().equals(NoticeKind.RECOVERED.toml())) {
                tryAt = Math.min(tryAt, flushAt);
                failed = 0;
            }
        }
        if (!batch.isEmpty() && now - flushAt >= 0) {
            flush();
        }
        if (spool.size() > 0 && now - tryAt >= 0) {
            state.get().config().notices().mail().ifPresent(this::deliver);
        }
    }

    private boolean isWanted() {
        return state.get().config().notices().mail().isPresent();
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<QueuedMail> mails = spool.mails();
        Optional<QueuedMail> last = mails.isEmpty() ? Optional.empty() : Optional.of(mails.get(mails.size() - 1));
        if (last.isPresent() && !sealed.contains(last.get().id())) {
            spool.replace(last.get().with(batch));
        } else {
            String id = "multipath." + UUID.randomUUID();
            spool.add(new QueuedMail(id, Instant.now(), List.of()).with(batch));
        }
        batch.clear();
    }

    private void deliver(MailConfig mail) {
        for (QueuedMail message : spool.mails()) {
            if (message.created().isBefore(Instant.now().minus(TOO_OLD))) {
                LOG.warn(
                        "a mail of {} could not be delivered for {} days and is dropped",
                        message.created(),
                        TOO_OLD.toDays());
                forget(message);
                continue;
            }
            try {
                send(mail, message);
            } catch (MailFailedException | IOException why) {
                failedFor(String.valueOf(why.getMessage()));
                return;
            }
            List<String> events = new ArrayList<>();
            message.notices().forEach(notice -> events.add("event=" + notice.eventId()));
            LOG.info("{} mailed to {}", String.join(" ", new LinkedHashSet<>(events)), mail.to());
            forget(message);
            failed = 0;
            failure = Optional.empty();
        }
    }

    private void send(MailConfig mail, QueuedMail message) throws MailFailedException, IOException {
        Optional<String> password = Optional.empty();
        if (mail.credentials().isPresent()) {
            password = Optional.of(SecretText.of(
                    Path.of(mail.credentials().get().passwordFile().path())));
        }
        String host = hostName();
        String from = mail.from().orElse("multipath@" + host);
        byte[] bytes = MailFormat.bytes(
                from,
                mail.to(),
                text.subject(host, message.notices()),
                message.id() + '@' + host,
                message.created().atZone(ZoneId.systemDefault()),
                text.body(message.notices(), state.get()));
        try {
            client.send(mail, password, from, host, bytes);
        } catch (MailFailedException why) {
            if (why.handedOver()) {
                sealed.add(message.id());
            }
            throw why;
        }
    }

    private void forget(QueuedMail message) {
        sealed.remove(message.id());
        spool.remove(message);
    }

    /** Said once, and again when it is another reason. */
    private void failedFor(String why) {
        long delay = Math.min(LAST_RETRY.toNanos(), gather.toNanos() << Math.min(failed, 10));
        failed++;
        tryAt = System.nanoTime() + delay;
        if (!failure.equals(Optional.of(why))) {
            LOG.warn("{} mails wait: {}", spool.size(), why);
        }
        failure = Optional.of(why);
    }

    /** Not by asking the network, which may be down. */
    private static String hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") ? name : "localhost";
        } catch (IOException unknown) {
            return "localhost";
        }
    }

    /** What was not delivered is written down for the next run. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.multipath.agent.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** All conversations, led by one thread: each asks once a period, at moments spread evenly over it. */
final class Crowd implements AutoCloseable {
    /** Between two questions of a conversation. */
    static final Duration PERIOD = Duration.ofMillis(20);

    private static final long PAUSE_NANOS = 500_000;

    private final Selector selector;
    private final List<Conversation> members = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final ByteBuffer question = ByteBuffer.allocateDirect(Mirror.QUESTION);
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean closed;
    private int turn;
    private long due;

    Crowd() throws IOException {
        selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            due = System.nanoTime();
            while (!closed) {
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                selector.selectNow(key -> ((Conversation) key.attachment()).hear());
                ask();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            members.forEach(Conversation::close);
            selector.close();
        } catch (ClosedSelectorException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is due, but never more than one question each: after a pause the rhythm begins anew. */
    private void ask() {
        long now = System.nanoTime();
        if (members.isEmpty() || now - due > PERIOD.toNanos()) {
            due = now;
        }
        while (!members.isEmpty() && now - due >= 0) {
            turn = (turn + 1) % members.size();
            Conversation member = members.get(turn);
            if (!member.isQuiet() && !member.hasEnded()) {
                member.ask(question);
            }
            due += PERIOD.toNanos() / members.size();
        }
    }

    /** Runs it on the crowd's thread, and waits for what it returns. */
    private <T> T order(Function<List<Conversation>, T> what) {
        CompletableFuture<T> done = new CompletableFuture<>();
        orders.add(() -> {
            try {
                done.complete(what.apply(members));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }

    /** They join in. */
    void join(List<Conversation> more) {
        order(all -> {
            try {
                for (Conversation one : more) {
                    one.channel().register(selector, SelectionKey.OP_READ, one);
                    all.add(one);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return all.size();
        });
    }

    /** Members for which this holds leave; how many. */
    int dismiss(Predicate<Conversation> which) {
        return order(all -> {
            List<Conversation> leaving = all.stream().filter(which).toList();
            leaving.forEach(Conversation::close);
            all.removeAll(leaving);
            deregister();
            return leaving.size();
        });
    }

    /** A closed channel gives its port back only when a selector has let go of it. */
    private void deregister() {
        try {
            selector.selectNow(key -> ((Conversation) key.attachment()).hear());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count(Predicate<Conversation> which) {
        return order(all -> (int) all.stream().filter(which).count());
    }

    /** Does this with each. */
    void each(Consumer<Conversation> what) {
        order(all -> {
            all.forEach(what);
            return all.size();
        });
    }

    /**
     * What was seen of each since its mark, all at one moment.
     *
     * @param now that moment, on the crowd's own thread
     */
    record Look(long now, List<Seen> all) {}

    /** Hears what there is to hear, and looks. */
    Look look() {
        return order(all -> {
            all.stream().filter(one -> !one.hasEnded()).forEach(Conversation::hear);
            long now = System.nanoTime();
            return new Look(now, all.stream().map(one -> one.seen(now)).toList());
        });
    }

    /** Likewise, without the moment. */
    List<Seen> seen() {
        return look().all();
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

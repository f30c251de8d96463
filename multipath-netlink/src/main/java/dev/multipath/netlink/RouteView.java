package dev.multipath.netlink;

import dev.multipath.netlink.ViewChange.Difference;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links, addresses, rules and routes of a namespace, kept in memory and kept right.
 *
 * <pre>{@code
 * try (RouteView view = RouteView.open(NetNs.current())) {
 *     view.onChange(change -> change.differences().forEach(System.out::println));
 *     view.await(now -> now.link("ppp0").isPresent(), Duration.ofSeconds(30));
 *     view.snapshot().routes(RouteFilter.ALL.table(RouteTable.MAIN));
 * }
 * }</pre>
 *
 * <p>Events alone would not do, since the kernel deletes much without a word: each event puts in doubt what may have gone
 * with it ({@link Doubts}), and that is listed again within milliseconds. Everything is, every ten seconds, and after lost
 * events. A burst of events leads to one list; lists take a fifth of the time at most, so in a storm over a large table
 * the view lags and says so ({@link RouteSnapshot#isCertain}). Only doubts of one table are listed by table.
 *
 * <p>Has two sockets and a daemon thread of its own, on which listeners are called. All methods may be called from any
 * thread.
 */
public final class RouteView implements AutoCloseable {
    /** Everything is listed again this often. */
    public static final Duration LOOK_PERIOD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(RouteView.class);

    /** Events taken in before others may see what came of them. */
    private static final int BATCH = 10_000;

    private final EventSource events;
    private final ViewHandle handle;
    private final Thread thread;
    private final ViewListeners listeners = new ViewListeners();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();

    // Guarded by the lock; changed by the view's thread only.
    private final ViewState state = new ViewState();
    private LookSchedule schedule;
    private long generation;
    private Instant asOf = Instant.MIN;
    private Optional<RouteSnapshot> current = Optional.empty();
    private Optional<NetlinkException> failure = Optional.empty();
    private long served;

    // The view's thread only.
    private final List<RtEvent> heard = new ArrayList<>();
    private List<Difference> untold = new ArrayList<>();

    private final AtomicLong demanded = new AtomicLong();
    private volatile boolean closed;

    private RouteView(NetNs namespace, NetlinkSocketFactory sockets, Duration period) {
        this.schedule = LookSchedule.starting(period, System.nanoTime());
        this.events = new Monitor.Builder(namespace, sockets).routing().open();
        try {
            this.handle = new ViewHandle(namespace, sockets);
        } catch (Throwable failure) {
            events.close();
            events.release();
            throw failure;
        }
        this.thread = new Thread(this::run, "rtnetlink-view");
        thread.setDaemon(true);
    }

    /**
     * A view of a namespace, complete when this returns.
     *
     * @throws NetlinkException when the sockets cannot be had, or the first lists cannot
     */
    public static RouteView open(NetNs namespace) {
        return open(namespace, NetlinkSocketFactory.system(), LOOK_PERIOD);
    }

    /**
     * Like {@link #open(NetNs)}, with sockets of another make.
     *
     * @param period how often everything is listed, whether or not anything was heard; above 0
     */
    public static RouteView open(NetNs namespace, NetlinkSocketFactory sockets, Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period " + period);
        }
        RouteView view = new RouteView(namespace, sockets, period);
        try {
            view.look(Doubts.ALL);
        } catch (Throwable failure) {
            view.events.close();
            view.events.release();
            view.handle.close();
            throw failure;
        }
        view.thread.start();
        return view;
    }

    /**
     * As it is known now; after {@link #close()}, as it was known then. Were a mistake of the view's own to end its thread,
     * the view is closed, and everything in doubt from then on.
     */
    public RouteSnapshot snapshot() {
        lock.lock();
        try {
            RouteSnapshot snapshot = current.orElseGet(() -> state.snapshot(generation, asOf, schedule.open()));
            current = Optional.of(snapshot);
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until what is known for certain is as wished.
     *
     * @param wish called on this thread, for snapshots that are certain only, for each at most once
     * @return the snapshot of which it held; empty when the time was over before
     * @throws NetlinkException.Closed when the view is closed, also while waiting
     */
    public Optional<RouteSnapshot> await(Predicate<? super RouteSnapshot> wish, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + Limit.nanos(timeout);
        long seen = -1;
        while (true) {
            RouteSnapshot snapshot = snapshot();
            if (snapshot.isCertain() && snapshot.generation() != seen) {
                seen = snapshot.generation();
                if (wish.test(snapshot)) {
                    return Optional.of(snapshot);
                }
            }
            long tried = seen;
            if (!awaitPublished(() -> schedule.open().isEmpty() && generation != tried, deadline)) {
                return Optional.empty();
            }
        }
    }

    /**
     * Lists everything now and waits for that: what this thread, or anyone, did to the kernel before the call is in the
     * result.
     *
     * @throws NetlinkException.TimedOut when it takes longer
     * @throws NetlinkException.Closed when the view is closed, also while waiting
     */
    public RouteSnapshot look(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + Limit.nanos(timeout);
        long demand = demanded.incrementAndGet();
        events.wakeUp();
        if (!awaitPublished(() -> served - demand >= 0, deadline)) {
            throw new NetlinkException.TimedOut("", timeout.toMillis());
        }
        return snapshot();
    }

    /**
     * Calls a listener for each generation from now on, on the view's thread. One that throws is logged. Take a snapshot
     * after this to begin with, and pass over changes of its generation and earlier ones.
     *
     * @return ends that
     */
    public Subscription onChange(Consumer<? super ViewChange> listener) {
        return listeners.add(listener);
    }

    /** Ends what it stands for; a call in progress on another thread goes on. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Why the last attempt to list something failed; empty when it did not. What is in doubt is tried again. */
    public Optional<NetlinkException> failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it at once, from any thread; waits for a listener in progress, except on the view's own thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            published.signalAll();
        } finally {
            lock.unlock();
        }
        events.close();
        handle.close();
        if (Thread.currentThread() != thread) {
            Monitor.awaitEnd(thread);
        }
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (Throwable bug) {
            if (!closed) {
                LOG.error("rtnetlink view: ends, by a mistake of its own", bug);
            }
        } finally {
            end();
        }
    }

    /** What nobody keeps right any more must not pass for certain, and nobody must wait for it. */
    private void end() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                schedule = schedule.doubt(Doubts.ALL, System.nanoTime());
                current = Optional.empty();
            }
            published.signalAll();
        } finally {
            lock.unlock();
        }
        events.close();
        handle.close();
        events.release();
    }

    /** Takes in what was heard, lists what is due, or waits for either. */
    private void turn() {
        Instant before = Instant.now();
        boolean everything = drain(heard);
        long wait;
        lock.lock();
        try {
            schedule = schedule.doubt(takeIn(heard, Doubts.NONE), System.nanoTime());
            if (demanded.get() != served && schedule.failures() == 0) {
                schedule = schedule.demand(System.nanoTime());
            }
            publish(everything ? before : asOf);
            wait = schedule.left(System.nanoTime());
        } finally {
            lock.unlock();
        }
        tell();
        if (closed) {
            return;
        }
        if (wait > 0) {
            events.receive(Duration.ofNanos(wait), heard::add);
        } else {
            lookAgain();
        }
    }

    private void lookAgain() {
        Doubts subject = schedule.subject(System.nanoTime());
        try {
            look(subject);
        } catch (NetlinkException e) {
            if (!closed) {
                failed(subject, e);
            }
        }
    }

    /** Lists what is in doubt, then takes in the events that came meanwhile, then lets others see it. */
    private void look(Doubts subject) {
        long demand = demanded.get();
        long begun = System.nanoTime();
        Instant begunAt = Instant.now();
        List<RtEvent> meanwhile = new ArrayList<>();
        ViewLook look = ViewLook.at(subject, handle.netlink(), () -> drain(meanwhile));
        boolean everything = drain(meanwhile);
        long ended = System.nanoTime();
        lock.lock();
        try {
            schedule = schedule.looked(subject, begun, ended);
            Doubts doubts = look.applyTo(state).plus(takeIn(meanwhile, subject));
            schedule = schedule.doubt(doubts, ended);
            if (subject.equals(Doubts.ALL)) {
                served = demand;
            }
            failure = Optional.empty();
            publish(everything ? begunAt : asOf);
        } finally {
            lock.unlock();
        }
        tell();
    }

    private void failed(Doubts subject, NetlinkException why) {
        boolean news;
        lock.lock();
        try {
            news = failure.isEmpty();
            failure = Optional.of(why);
            schedule = schedule.failed(subject, System.nanoTime());
            current = Optional.empty();
        } finally {
            lock.unlock();
        }
        if (news) {
            LOG.warn("rtnetlink view: cannot list, and tries again: {}", why.getMessage());
        }
        if (why instanceof NetlinkException.SocketFailed) {
            handle.reconnect();
        }
    }

    /** @return whether nothing was left */
    private boolean drain(List<RtEvent> into) {
        for (int limit = into.size() + BATCH; into.size() < limit; ) {
            if (!events.receive(Duration.ZERO, into::add)) {
                return true;
            }
        }
        return false;
    }

    /** Takes events in and empties their list. */
    private Doubts takeIn(List<RtEvent> list, Doubts listed) {
        Doubts doubts = Doubts.NONE;
        for (RtEvent event : list) {
            doubts = doubts.plus(state.event(event, listed));
        }
        list.clear();
        return doubts;
    }

    private void publish(Instant truth) {
        List<Difference> differences = state.takeDifferences();
        if (!differences.isEmpty()) {
            generation++;
            untold.addAll(differences);
        }
        if (schedule.open().isEmpty()) {
            asOf = truth;
        }
        current = Optional.empty();
        published.signalAll();
    }

    /** Without the lock: a listener may take as long as it likes, and ask for snapshots. */
    private void tell() {
        if (untold.isEmpty()) {
            return;
        }
        ViewChange change = new ViewChange(generation, untold);
        untold = new ArrayList<>();
        listeners.tell(change);
        // An interrupt a listener left behind would end every list from now on; only close() ends this thread.
        Thread.interrupted();
    }

    /** Something another thread waits for; asked under the lock. */
    private interface Happened {
        boolean yet();
    }

    /** @return false when the time was over before */
    private boolean awaitPublished(Happened happened, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!happened.yet()) {
                if (closed) {
                    throw new NetlinkException.Closed("");
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                published.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}

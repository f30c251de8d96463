package dev.multipath.agent.survival;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets uplinks die and return under running conversations, and finds what became of each. */
final class Experiment implements AutoCloseable {
    private static final Duration AFTER_RETURN = Duration.ofMillis(1200);
    /** So that each conversation is well under way. */
    private static final Duration BEFORE = Duration.ofMillis(300);

    private static final long ALIVE_NANOS = Duration.ofMillis(300).toNanos();
    private static final int MOST_RECONNECTS = 10;

    private final Place place = new Place();
    private final Crowd crowd = new Crowd();
    private final Guests guests = new Guests(place, crowd);
    private final Numbers numbers;
    private final Patience patience;
    private final Contestant contestant;
    private final Findings findings;
    private final Set<Integer> living = new TreeSet<>();
    private final Map<Integer, List<Integer>> endedPorts = new HashMap<>();

    /**
     * How long to look on after the routes have changed; what says nothing then hangs.
     *
     * @param atLeast after a death
     * @param atMost while one that should begin anew says nothing
     */
    record Patience(Duration atLeast, Duration atMost) {
        /** What is measured is what has come about in 2.5 s. */
        static final Patience MEASURING = new Patience(Duration.ofMillis(2500), Duration.ofMillis(2500));
        /** A busy machine notices late, and TCP then tries again later still. */
        static final Patience TESTING = new Patience(Duration.ofMillis(1500), Duration.ofSeconds(20));
    }

    Experiment(Contestant contestant, Numbers numbers, Patience patience) throws IOException {
        this.patience = patience;
        this.contestant = contestant;
        this.numbers = numbers;
        this.findings = new Findings(contestant.name());
    }

    Place place() {
        return place;
    }

    Findings findings() {
        return findings;
    }

    /** Before the first act. */
    void start() throws Exception {
        contestant.start(place);
        living.addAll(place.all());
    }

    /** One order of acts, which begins and ends with all uplinks alive, with conversations of its own. */
    void play(List<Act> order, Fault fault) throws Exception {
        crowd.dismiss(one -> true);
        endedPorts.clear();
        for (Act act : order) {
            fill();
            letPass(BEFORE);
            if (act.dies()) {
                die(act.uplink(), fault);
            } else {
                comeBack(act.uplink());
            }
        }
    }

    /** As many conversations as there shall be; those that hang stay and do not count. */
    private void fill() throws IOException {
        crowd.dismiss(one -> one.hasEnded()
                || one.group().isTunnel()
                || one.group() == Group.FORWARDED
                || one.group() == Group.RECONNECTED);
        for (Group group : Group.values()) {
            int alive = crowd.count(one -> one.group() == group && one.isAlive(System.nanoTime(), ALIVE_NANOS));
            guests.invite(group, numbers.of(group) - alive);
        }
        findings.addForwarded(guests.inviteForwarded(living, numbers.forwarded()));
    }

    private void die(int uplink, Fault fault) throws Exception {
        long start = mark();
        fault.strike(place.uplink(uplink));
        living.remove(uplink);
        long switched = contestant.died(uplink, fault);
        wakeTunnels();
        letPassSince(switched, patience.atLeast());
        while (System.nanoTime() - switched < patience.atMost().toNanos() && isHungOn(uplink)) {
            letPass(BEFORE);
        }
        judge(start, switched, seen -> standingInDeath(seen, uplink));
    }

    private boolean hasUnanswered(Group group) {
        return crowd.count(one -> one.group() == group && !one.hasBegun() && !one.hasEnded()) > 0;
    }

    private boolean isHungOn(int uplink) {
        Crowd.Look look = crowd.look();
        Judge judge = new Judge(look.now(), 0);
        return look.all().stream()
                .anyMatch(seen -> seen.aliveBefore()
                        && seen.before() == uplink
                        && seen.group() != Group.FORWARDED
                        && judge.of(seen) == Verdict.HUNG);
    }

    private @Nullable Standing standingInDeath(Seen seen, int uplink) {
        if (seen.before() == uplink) {
            return Standing.OWN_DIED;
        }
        return living.contains(seen.before()) ? Standing.OTHER_DIED : null;
    }

    private void comeBack(int uplink) throws Exception {
        mark();
        place.uplink(uplink).heal();
        long repaired = System.nanoTime();
        long switched = contestant.returned(uplink);
        wakeTunnels();
        List<Integer> ports = endedPorts.getOrDefault(uplink, List.of());
        int connected = guests.reconnect(ports);
        if (connected < ports.size()) {
            findings.addEnd(Standing.OTHER_RETURNED, Group.RECONNECTED, "not connected");
        }
        letPassSince(switched, AFTER_RETURN);
        // The server may still hold the old connection of that port: then the first SYN ends that, and the second
        // connects.
        while (System.nanoTime() - switched < patience.atMost().toNanos() && hasUnanswered(Group.RECONNECTED)) {
            letPass(BEFORE);
        }
        judge(repaired, switched, seen -> living.contains(seen.before()) ? Standing.OTHER_RETURNED : null);
        living.add(uplink);
        countReconnects(ports.size(), switched);
    }

    private void countReconnects(int tried, long switched) {
        int right = 0;
        double slowest = 0;
        Crowd.Look look = crowd.look();
        Judge judge = new Judge(look.now(), 0);
        for (Seen seen : look.all()) {
            if (seen.group() == Group.RECONNECTED && living.contains(seen.now()) && judge.of(seen) != Verdict.ENDED) {
                right++;
                slowest = Math.max(slowest, (seen.firstAnswer() - switched) / 1e6);
            } else if (seen.group() == Group.RECONNECTED) {
                findings.addEnd(Standing.OTHER_RETURNED, seen.group(), "on " + seen.now() + " " + seen.end());
            }
        }
        findings.addReconnects(tried, right, slowest);
    }

    private long mark() {
        long now = System.nanoTime();
        crowd.each(one -> one.mark(now, ALIVE_NANOS));
        return System.nanoTime();
    }

    private void wakeTunnels() {
        long now = System.nanoTime();
        crowd.each(one -> {
            if (one.isQuiet()) {
                one.wake(now);
            }
        });
    }

    /** Says where a conversation stood; null: nowhere of interest. */
    @FunctionalInterface
    private interface Stand {
        @Nullable
        Standing of(Seen seen);
    }

    private void judge(long start, long switched, Stand stand) {
        Crowd.Look look = crowd.look();
        long gap = look.all().stream()
                .filter(seen -> seen.group() == Group.CONTROL)
                .mapToLong(Seen::gap)
                .max()
                .orElse(0);
        Judge judge = new Judge(look.now(), Math.max(0, gap - Crowd.PERIOD.toNanos()));
        findings.addAct((switched - start) / 1e6, gap / 1e6);
        for (Seen seen : look.all()) {
            Standing standing = stand.of(seen);
            if (seen.aliveBefore() && standing != null && seen.group() != Group.CONTROL) {
                count(standing, seen, judge, switched);
            }
        }
    }

    private void count(Standing standing, Seen seen, Judge judge, long switched) {
        Tally tally = findings.tally(standing, seen.group());
        if (seen.group().isTunnel()) {
            tally.addTunnel(seen, switched);
            if (standing != Standing.OWN_DIED && (seen.now() != seen.before() || seen.firstAnswer() == 0)) {
                findings.addEnd(standing, seen.group(), seen.before() + " to " + seen.now() + " " + seen.end());
            }
            return;
        }
        Verdict verdict = judge.of(seen);
        tally.add(verdict, seen, switched);
        if (standing != Standing.OWN_DIED && (verdict == Verdict.MOVED || verdict == Verdict.HUNG)) {
            findings.addEnd(standing, seen.group(), verdict + " " + seen.before() + " to " + seen.now());
        }
        if (seen.hasEnded()) {
            findings.addEnd(standing, seen.group(), seen.end());
            if (seen.group() == Group.LAN_TCP && standing == Standing.OWN_DIED) {
                List<Integer> ports = endedPorts.computeIfAbsent(seen.before(), first -> new ArrayList<>());
                if (ports.size() < MOST_RECONNECTS) {
                    ports.add(seen.port());
                }
            }
        }
    }

    private static void letPass(Duration time) {
        letPassSince(System.nanoTime(), time);
    }

    private static void letPassSince(long start, Duration time) {
        long end = start + time.toNanos();
        while (System.nanoTime() - end < 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public void close() throws IOException {
        crowd.close();
        contestant.close();
        place.close();
    }
}

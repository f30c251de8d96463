package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.NextHopMember;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The buckets of a resilient nexthop group: {@code struct nh_res_table}. A bucket of a member that has more than its
 * share moves to one that has less, as soon as it is idle or the table has been out of balance for long enough; a bucket
 * whose member is gone moves at once.
 */
final class ResilientTable {
    /** {@code NH_RES_UPKEEP_DW_MINIMUM_INTERVAL}. */
    private static final long UPKEEP_INTERVAL = 500_000_000;

    private static final long NOBODY = 0;

    private final FakeClock clock;
    private final long[] owners;
    private final long[] used;
    /** Whether a flow came since the bucket moved. */
    private final boolean[] busy;

    private final Map<Long, Integer> wanted = new HashMap<>();
    private final Map<Long, Integer> counts = new HashMap<>();
    /** Members with fewer buckets than they want; the first gets the next. */
    private List<Long> underweight = List.of();

    private long idleTimer;
    private long unbalancedTimer;
    private long unbalancedSince;
    private long nextUpkeep = FakeClock.NEVER;

    ResilientTable(FakeClock clock, int buckets, long idleTimer, long unbalancedTimer) {
        this.clock = clock;
        this.owners = new long[buckets];
        this.used = new long[buckets];
        this.busy = new boolean[buckets];
        this.idleTimer = idleTimer;
        this.unbalancedTimer = unbalancedTimer;
    }

    ResilientTable copy(FakeClock newClock) {
        ResilientTable copy = new ResilientTable(newClock, owners.length, idleTimer, unbalancedTimer);
        System.arraycopy(owners, 0, copy.owners, 0, owners.length);
        System.arraycopy(used, 0, copy.used, 0, used.length);
        System.arraycopy(busy, 0, copy.busy, 0, busy.length);
        copy.wanted.putAll(wanted);
        copy.counts.putAll(counts);
        copy.underweight = underweight;
        copy.unbalancedSince = unbalancedSince;
        copy.nextUpkeep = nextUpkeep;
        return copy;
    }

    int size() {
        return owners.length;
    }

    long idleTimer() {
        return idleTimer;
    }

    long unbalancedTimer() {
        return unbalancedTimer;
    }

    void timers(long idle, long unbalanced) {
        idleTimer = idle;
        unbalancedTimer = unbalanced;
    }

    /** For how long, in nanoseconds, some member has had less than its share; 0 = balanced. */
    long unbalancedTime() {
        return underweight.isEmpty() ? 0 : clock.now() - unbalancedSince;
    }

    /** The member a bucket belongs to. */
    long owner(int bucket) {
        return owners[bucket];
    }

    /** Nanoseconds since the last flow, or since it moved. */
    long idleTime(int bucket) {
        return clock.now() - used[bucket];
    }

    /** The member a flow goes to; its bucket is busy from now on. */
    long choose(int hash) {
        int bucket = hash % owners.length;
        used[bucket] = clock.now();
        busy[bucket] = true;
        return owners[bucket];
    }

    /** When {@link #upkeep} has something to do again. */
    long nextUpkeep() {
        return nextUpkeep;
    }

    /** Gives the members their shares, and moves what may move at once. */
    void members(List<NextHopMember> members) {
        boolean was = !underweight.isEmpty();
        long since = unbalancedSince;
        counts.clear();
        for (NextHopMember member : members) {
            counts.put(member.id(), 0);
        }
        for (int i = 0; i < owners.length; i++) {
            if (counts.computeIfPresent(owners[i], (id, count) -> count + 1) == null) {
                owners[i] = NOBODY;
            }
        }
        share(members);
        unbalancedSince = was ? since : clock.now();
        upkeep(bucket -> {});
    }

    private void share(List<NextHopMember> members) {
        int total = members.stream().mapToInt(NextHopMember::weight).sum();
        int weight = 0;
        int before = 0;
        wanted.clear();
        long[] less = new long[members.size()];
        int count = 0;
        for (NextHopMember member : members) {
            weight += member.weight();
            int bound = (owners.length * weight + total / 2) / total;
            wanted.put(member.id(), bound - before);
            if (counts.getOrDefault(member.id(), 0) < bound - before) {
                // The last comes first.
                less[less.length - ++count] = member.id();
            }
            before = bound;
        }
        underweight =
                Arrays.stream(less, less.length - count, less.length).boxed().toList();
    }

    /** Moves every bucket that may move. */
    void upkeep(IntConsumer moved) {
        long deadline = clock.after(unbalancedTimer != 0 ? unbalancedTimer : idleTimer);
        // While nobody has too little nobody has too much.
        for (int i = 0; i < owners.length && !underweight.isEmpty(); i++) {
            if (owners[i] == NOBODY || isOverweight(owners[i])) {
                long when = movesAt(i);
                if (when <= clock.now()) {
                    move(i, moved);
                } else {
                    deadline = Math.min(deadline, when);
                }
            }
        }
        nextUpkeep = underweight.isEmpty() ? FakeClock.NEVER : Math.max(deadline, clock.after(UPKEEP_INTERVAL));
    }

    private long movesAt(int bucket) {
        if (owners[bucket] == NOBODY || !busy[bucket]) {
            return clock.now();
        }
        long idle = used[bucket] + idleTimer;
        return unbalancedTimer == 0 ? idle : Math.min(idle, unbalancedSince + unbalancedTimer);
    }

    private void move(int bucket, IntConsumer moved) {
        long to = underweight.get(0);
        counts.computeIfPresent(owners[bucket], (id, count) -> count - 1);
        counts.merge(to, 1, Integer::sum);
        owners[bucket] = to;
        used[bucket] = clock.now();
        busy[bucket] = false;
        if (counts.getOrDefault(to, 0).equals(wanted.get(to))) {
            underweight = underweight.subList(1, underweight.size());
        }
        moved.accept(bucket);
    }

    private boolean isOverweight(long member) {
        return counts.getOrDefault(member, 0) > wanted.getOrDefault(member, 0);
    }
}

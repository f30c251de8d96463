package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The bucket tables of the resilient nexthop groups, by the group's id. */
final class FakeBuckets {
    private static final Duration DEFAULT_IDLE_TIMER = Duration.ofMinutes(2);

    private final Notices notices;
    private final FakeClock clock;
    private final SortedMap<Long, ResilientTable> tables = new TreeMap<>();

    FakeBuckets(Notices notices, FakeClock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    void copyFrom(FakeBuckets other) {
        tables.clear();
        other.tables.forEach((id, table) -> tables.put(id, table.copy(clock)));
    }

    @Nullable
    ResilientTable find(long group) {
        return tables.get(group);
    }

    /** A group is made or replaced; of one that is not resilient there is no table. */
    void put(NextHopObject object, NextHopTarget.Group group, boolean fresh) throws Refusal {
        if (!group.isResilient()) {
            return;
        }
        NextHopResilience wish = group.resilience().orElse(NextHopResilience.UNCHANGED);
        if (wish.buckets().isPresent() && wish.buckets().getAsInt() == 0) {
            throw new Refusal(Errno.EINVAL, "Number of buckets needs to be non-0");
        }
        ResilientTable table = tables.get(object.id());
        if (fresh || table == null) {
            if (wish.buckets().isEmpty()) {
                throw new Refusal(Errno.EINVAL, "Number of buckets not specified for nexthop group insertion");
            }
            long idle = wish.idleTimer().orElse(DEFAULT_IDLE_TIMER).toNanos();
            long unbalanced = wish.unbalancedTimer().orElse(Duration.ZERO).toNanos();
            table = new ResilientTable(clock, wish.buckets().getAsInt(), idle, unbalanced);
            tables.put(object.id(), table);
        } else if (wish.buckets().isPresent() && wish.buckets().getAsInt() != table.size()) {
            throw new Refusal(Errno.EINVAL, "Can not change number of buckets of a resilient nexthop group.");
        } else {
            table.timers(
                    wish.idleTimer().map(Duration::toNanos).orElse(table.idleTimer()),
                    wish.unbalancedTimer().map(Duration::toNanos).orElse(table.unbalancedTimer()));
        }
        table.members(group.members());
    }

    /** A group lost a member. */
    void members(long group, List<NextHopMember> left) {
        ResilientTable table = tables.get(group);
        if (table != null) {
            table.members(left);
        }
    }

    void remove(long group) {
        tables.remove(group);
    }

    /** The group with what only the table knows. */
    NextHopObject shown(NextHopObject object) {
        ResilientTable table = tables.get(object.id());
        if (table == null || !(object.target() instanceof NextHopTarget.Group group)) {
            return object;
        }
        NextHopResilience shown = new NextHopResilience(
                OptionalInt.of(table.size()),
                Optional.of(Duration.ofNanos(table.idleTimer())),
                Optional.of(Duration.ofNanos(table.unbalancedTimer())),
                Optional.of(ticks(table.unbalancedTime())),
                UnknownAttributes.NONE);
        return object.target(new NextHopTarget.Group(
                group.members(),
                group.type(),
                group.fdb(),
                Optional.of(shown),
                group.hardwareStatistics(),
                group.statistics()));
    }

    /** The buckets of one group, or of all for id 0. */
    List<NextHopBucket> list(long group) {
        List<NextHopBucket> all = new ArrayList<>();
        tables.forEach((id, table) -> {
            for (int i = 0; i < table.size() && (group == 0 || group == id); i++) {
                all.add(bucket(id, table, i));
            }
        });
        return all;
    }

    private static NextHopBucket bucket(long group, ResilientTable table, int index) {
        return new NextHopBucket(
                group,
                index,
                table.owner(index),
                ticks(table.idleTime(index)),
                0,
                UnknownAttributes.NONE,
                UnknownAttributes.NONE);
    }

    private static Duration ticks(long nanos) {
        return Duration.ofNanos(nanos / FakeClock.TICK * FakeClock.TICK);
    }

    long nextDeadline() {
        return tables.values().stream()
                .mapToLong(ResilientTable::nextUpkeep)
                .min()
                .orElse(FakeClock.NEVER);
    }

    /** Moves what became idle; each bucket that moves says so. */
    void expire() {
        tables.forEach((id, table) -> {
            if (table.nextUpkeep() <= clock.now()) {
                table.upkeep(index -> tell(bucket(id, table, index)));
            }
        });
    }

    private void tell(NextHopBucket bucket) {
        notices.add(
                Rtnlgrp.RTNLGRP_NEXTHOP,
                false,
                Rtm.RTM_NEWNEXTHOPBUCKET,
                NetlinkHeader.NLM_F_REPLACE,
                message -> NextHopBucketCodec.encode(bucket, message));
    }
}

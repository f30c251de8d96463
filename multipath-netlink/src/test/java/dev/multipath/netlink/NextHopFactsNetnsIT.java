package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kernel makes of nexthop objects, fact by fact: those a fake kernel owes too. */
@Timeout(60)
final class NextHopFactsNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    private static final long MARKER = 999;

    private LiveNamespace live;
    private NextHops nexthops;
    private final BlockingQueue<RtEvent> events = new LinkedBlockingQueue<>();
    private int a;
    private int b;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        live.ip("link set lo up");
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        nexthops = live.netlink().nexthops();
        nexthops.add(NextHopObject.via(1, GW1, a));
        nexthops.add(NextHopObject.via(2, GW2, b));
        nexthops.add(NextHopObject.via(3, IpAddress.parse("2001:db8:1::fe"), a));
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Monitor listen() {
        return live.netlink().monitor().nexthops().routes().start(events::add);
    }

    /** Everything heard until something that happens now. */
    private List<RtEvent> heard() throws InterruptedException {
        nexthops.add(NextHopObject.of(MARKER, new NextHopTarget.Blackhole(AddressFamily.INET)));
        List<RtEvent> heard = new ArrayList<>();
        while (true) {
            RtEvent event = events.poll(5, TimeUnit.SECONDS);
            assertThat(event).as("behind %s", heard).isNotNull();
            if (event instanceof RtEvent.NextHopChanged changed
                    && changed.nexthop().id() == MARKER) {
                return heard;
            }
            heard.add(event);
        }
    }

    /** Waits for the kernel's link watch, which may take a second. */
    private void awaitGone(long id) throws InterruptedException {
        for (int i = 0; i < 500 && nexthops.get(id).isPresent(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(nexthops.get(id)).isEmpty();
    }

    private List<Long> members(long group) {
        NextHopTarget target = nexthops.get(group).orElseThrow().target();
        return ((NextHopTarget.Group) target)
                .members().stream().map(NextHopMember::id).toList();
    }

    /** Fact 15. */
    @Test
    void an_object_dies_with_its_carrier_unheard_shrinks_its_group_and_stays_dead() throws InterruptedException {
        nexthops.add(NextHopObject.group(10, List.of(NextHopMember.of(1, 4), NextHopMember.of(2))));
        try (Monitor monitor = listen()) {
            assertThat(monitor).isNotNull();
            live.ip("link set up-ap down");
            awaitGone(1);
            assertThat(nexthops.get(3)).isEmpty();
            assertThat(members(10)).containsExactly(2L);
            live.ip("link set up-ap up");
            while (!live.netlink().links().get(a).orElseThrow().carrier()) {
                Thread.onSpinWait();
            }
            assertThat(nexthops.list()).extracting(NextHopObject::id).containsExactly(2L, 10L);
            assertThat(heard())
                    .noneMatch(event ->
                            event instanceof RtEvent.NextHopChanged || event instanceof RtEvent.NextHopRemoved);
        }
    }

    /** Fact 15. */
    @Test
    void the_last_member_takes_its_group_heard_and_the_routes_unheard() throws InterruptedException {
        nexthops.add(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2))));
        Route route = Route.to(IpPrefix.parse("10.0.0.0/8")).table(T).target(new RouteTarget.NextHopId(10));
        live.netlink().routes().add(route);
        try (Monitor monitor = listen()) {
            assertThat(monitor).isNotNull();
            nexthops.delete(1);
            assertThat(members(10)).containsExactly(2L);
            nexthops.delete(2);
            assertThat(nexthops.get(10)).isEmpty();
            assertThat(live.netlink().routes().list(RouteFilter.ALL.table(T))).isEmpty();

            List<RtEvent> heard = heard();
            assertThat(heard).noneMatch(event -> event instanceof RtEvent.RouteRemoved);
            assertThat(heard)
                    .filteredOn(event -> event instanceof RtEvent.NextHopRemoved)
                    .extracting(
                            event -> ((RtEvent.NextHopRemoved) event).nexthop().id())
                    .containsExactlyInAnyOrder(1L, 2L, 10L);
            assertThat(heard)
                    .filteredOn(event -> event instanceof RtEvent.NextHopRemoved)
                    .allMatch(event -> event.senderPortId() == live.netlink().portId());
        }
    }

    /** Fact 15. */
    @Test
    void an_object_outlives_the_address_that_made_its_gateway_reachable() {
        live.ip("addr del 192.0.2.2/24 dev up-a");
        assertThat(nexthops.get(1)).isPresent();
    }

    @Test
    void an_object_goes_with_its_device_unheard() throws InterruptedException {
        nexthops.add(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2))));
        try (Monitor monitor = listen()) {
            assertThat(monitor).isNotNull();
            live.netlink().links().delete(a);
            assertThat(nexthops.list()).extracting(NextHopObject::id).containsExactly(2L, 10L);
            assertThat(members(10)).containsExactly(2L);
            assertThat(heard()).noneMatch(event -> event instanceof RtEvent.NextHopRemoved);
        }
    }

    @Test
    void a_blackhole_needs_the_loopback() {
        NextHopObject blackhole = NextHopObject.of(4, new NextHopTarget.Blackhole(AddressFamily.INET));
        live.ip("link set lo down");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(blackhole))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENETDOWN));
    }

    private NextHopObject resilient(Duration idleTimer) {
        NextHopResilience table = NextHopResilience.buckets(8).idleTimer(idleTimer);
        List<NextHopMember> even = List.of(NextHopMember.of(1), NextHopMember.of(2));
        return NextHopObject.of(10, NextHopTarget.resilient(even, table));
    }

    private NextHopObject weighing(NextHopObject group, int one, int other) {
        List<NextHopMember> members = List.of(NextHopMember.of(1, one), NextHopMember.of(2, other));
        return group.target(NextHopTarget.resilient(members, NextHopResilience.UNCHANGED));
    }

    /** Flows to so many destinations that every bucket has one: a lookup counts as one. */
    private void useEveryBucket() {
        IpPrefix far = IpPrefix.parse("10.0.0.0/8");
        live.netlink().routes().add(Route.to(far).target(new RouteTarget.NextHopId(10)));
        List<String> lookups = new ArrayList<>();
        for (int host = 1; host < 256; host++) {
            lookups.add("route get 10.1." + host + ".1");
        }
        live.batch(lookups);
    }

    /** Fact 16: weights and members change, buckets in use stay where they are. */
    @Test
    void a_resilient_group_moves_only_the_buckets_of_the_member_that_left() {
        NextHopObject group = resilient(Duration.ofMinutes(2));
        nexthops.add(group);
        useEveryBucket();
        List<Long> before = owners();
        assertThat(before).containsOnly(1L, 2L).filteredOn(id -> id == 1).hasSize(4);

        nexthops.replace(weighing(group, 7, 1));
        assertThat(owners()).isEqualTo(before);

        nexthops.delete(1);
        assertThat(owners()).containsOnly(2L);
    }

    @Test
    void a_bucket_that_never_had_a_flow_moves_at_once() {
        NextHopObject group = resilient(Duration.ofMinutes(2));
        nexthops.add(group);
        nexthops.replace(weighing(group, 7, 1));
        assertThat(owners()).filteredOn(id -> id == 1).hasSize(7);
    }

    /** Once a bucket has been idle for long enough it may move, and each move is told. */
    @Test
    void an_idle_bucket_moves_to_restore_the_balance_and_is_heard() throws InterruptedException {
        NextHopObject group = resilient(Duration.ofSeconds(3));
        nexthops.add(group);
        useEveryBucket();
        try (Monitor monitor = listen()) {
            assertThat(monitor).isNotNull();
            nexthops.replace(weighing(group, 3, 1));
            for (int moved = 0; moved < 2; ) {
                RtEvent event = events.poll(15, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                if (event instanceof RtEvent.NextHopBucketChanged changed) {
                    assertThat(changed.bucket().groupId()).isEqualTo(10);
                    assertThat(changed.bucket().nexthopId()).isEqualTo(1);
                    moved++;
                }
            }
            assertThat(owners()).filteredOn(id -> id == 1).hasSize(6);
        }
    }

    private List<Long> owners() {
        return nexthops.buckets().list(NextHopBucketFilter.of(10)).stream()
                .map(NextHopBucket::nexthopId)
                .toList();
    }

    @Test
    void what_others_do_is_heard_too() throws InterruptedException {
        try (Monitor monitor = live.netlink().monitor().nexthops().start(events::add)) {
            assertThat(monitor).isNotNull();
            live.ip("nexthop add id 20 group 1/2,9");
            live.ip("nexthop replace id 20 group 2");
            live.ip("nexthop del id 20");
            List<RtEvent> heard = heard();
            assertThat(heard)
                    .hasSize(3)
                    .allMatch(event -> event.senderPortId() != live.netlink().portId());
            assertThat(((RtEvent.NextHopChanged) heard.get(0)).nexthop()).hasToString("id 20 group 1/2,9");
            assertThat(((RtEvent.NextHopChanged) heard.get(1)).nexthop()).hasToString("id 20 group 2");
            assertThat(heard.get(2)).isInstanceOf(RtEvent.NextHopRemoved.class);
        }
    }

    /** A timer is kept in jiffies: what does not divide is rounded down, and what does not fit 32 bits wraps. */
    @Test
    void timers_are_rounded_to_jiffies() {
        NextHopResilience table = NextHopResilience.buckets(1).idleTimer(Duration.ofMillis(123_450));
        List<NextHopMember> members = List.of(NextHopMember.of(1));
        nexthops.add(NextHopObject.of(10, NextHopTarget.resilient(members, table)));
        NextHopTarget.Group read =
                (NextHopTarget.Group) nexthops.get(10).orElseThrow().target();
        assertThat(read.resilience().orElseThrow().idleTimer().orElseThrow())
                .isBetween(Duration.ofMillis(123_440), Duration.ofMillis(123_450));
    }
}
